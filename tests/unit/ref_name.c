/* resolve/ref_name: who is in a list of authors. */
#include "resolve/ref_name.h"

#include "check.h"

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    ref_names names = {0};
    ref_names_read(input, &names, &arena);
    for_vec (i, names) {
        buf_add(out, i ? S(" | ") : S(""));
        buf_add(out, names.at[i].family);
        buf_add(out, names.at[i].given.len ? S("; ") : S(""));
        buf_add(out, names.at[i].given);
    }
}

int main(void)
{
    check_cases("tests/cases/ref-name.txt", run);
    return check_end();
}
