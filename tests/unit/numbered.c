/* cite/numbered: "[1,4-6]". */
#include "cite/numbered.h"

#include "check.h"

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    numbers found = {0};
    numbered_parse(input, &found, &arena);
    for_vec (i, found)
        buf_format(out, i ? " %u" : "%u", found.at[i]);
}

static void failure_appends_nothing(void)
{
    SCOPED_ARENA arena = {0};
    numbers found = {0};
    CHECK(!numbered_parse(S("[2, x]"), &found, &arena));
    CHECK(found.n == 0);
}

int main(void)
{
    check_cases("tests/cases/numbered.txt", run);
    TEST(failure_appends_nothing);
    return check_end();
}
