/* LaTeX as text: tests/cases/latex.txt. */
#include "meta/latex.h"

#include "check.h"

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    buf_add(out, latex_text(input, &arena));
}

int main(void)
{
    check_cases("tests/cases/latex.txt", run);
    return check_end();
}
