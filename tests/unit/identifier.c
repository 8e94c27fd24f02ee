/* resolve/identifier: what people write for a DOI. */
#include "resolve/identifier.h"

#include "check.h"

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    buf_add(out, id_key(input, &arena));
}

int main(void)
{
    check_cases("tests/cases/identifier.txt", run);
    return check_end();
}
