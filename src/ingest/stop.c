#include "ingest/stop.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t wanted;

static void hear(int signal)
{
    static const char said[] =
        "\nstopping after what is in hand; once more to stop at once\n";
    wanted = 1;
    if (signal == SIGINT && isatty(STDERR_FILENO) &&
        write(STDERR_FILENO, said, sizeof(said) - 1) < 0)
        wanted = 2; /* nobody reads it; all the same */
}

void stop_on_signals(void)
{
    const int heard[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = hear,
                               .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof(heard) / sizeof(*heard); i++) {
        struct sigaction before;
        sigaction(heard[i], &action, &before);
        if (before.sa_handler == SIG_IGN) /* nohup, or a shell's & */
            sigaction(heard[i], &before, NULL);
    }
}

bool stop_wanted(void)
{
    return wanted != 0;
}
