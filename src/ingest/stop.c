#include "ingest/stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t wanted;

static void hear(int signal)
{
    (void)signal;
    wanted = 1;
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
