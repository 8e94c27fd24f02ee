#include "serve/interval.h"

#include <math.h>

/* (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n) */
struct interval interval_of(uint64_t part, uint64_t all)
{
    const double z = 1.959963984540054;
    if (all == 0)
        return (struct interval){0, 1};
    double n = (double)all, p = (double)part / n;
    double middle = p + z * z / (2 * n);
    double reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double low = (middle - reach) / (1 + z * z / n);
    double high = (middle + reach) / (1 + z * z / n);
    return (struct interval){low < 0 ? 0 : low, high > 1 ? 1 : high};
}
