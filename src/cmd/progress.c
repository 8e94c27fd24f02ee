#include "cmd/progress.h"

#include <stdio.h>
#include <time.h>

#include "base/log.h"

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

struct progress progress_begin(uint64_t of)
{
    return (struct progress){.begun = now(), .of = of};
}

double progress_seconds(const struct progress *progress)
{
    return now() - progress->begun;
}

const char *with_commas(uint64_t value)
{
    static char text[8][32];
    static unsigned turn;
    char digits[24];
    char *out = text[turn++ % 8];
    int n = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)value);
    int at = 0;
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

void progress_show(struct progress *progress, const struct work_sum *sum)
{
    double time = now(), spent = time - progress->begun;
    if (!log_on_terminal() || time - progress->shown < 0.2)
        return;
    progress->shown = time;
    double rate = spent > 0 ? (double)sum->inputs / spent : 0;
    char of[64] = "", left[64] = "", failed[64] = "", line[400];
    if (progress->of > sum->inputs && rate > 0) {
        uint64_t s = (uint64_t)((double)(progress->of - sum->inputs) / rate);
        snprintf(of, sizeof(of), " of %s", with_commas(progress->of));
        snprintf(left, sizeof(left), "  %llu:%02llu left",
                 (unsigned long long)(s / 60), (unsigned long long)(s % 60));
    }
    if (sum->failed)
        snprintf(failed, sizeof(failed), "  %s failed",
                 with_commas(sum->failed));
    snprintf(line, sizeof(line), "%s%s files  %.0f/s%s%s",
             with_commas(sum->inputs), of, rate, left, failed);
    log_progress(line);
}
