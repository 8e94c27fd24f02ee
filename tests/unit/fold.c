/* text/fold: words made comparable. */
#include "text/fold.h"

#include "check.h"

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    buf_add(out, fold(input, &arena));
}

static void broken_text_folds_to_nothing(void)
{
    SCOPED_ARENA arena = {0};
    CHECK(fold(S("a\xFF"), &arena).len == 0);
    CHECK(fold(S(""), &arena).len == 0);
}

int main(void)
{
    check_cases("tests/cases/fold.txt", run);
    TEST(broken_text_folds_to_nothing);
    return check_end();
}
