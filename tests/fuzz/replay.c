/*
 * Feed the files named on the command line to a fuzz target, as libFuzzer
 * would: the corpora run in every test, without clang.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        SCOPED_ARENA arena = {0};
        str input = check_file(argv[i], &arena);
        LLVMFuzzerTestOneInput((const uint8_t *)input.ptr, input.len);
    }
    printf("%d passed, 0 failed\n", argc - 1);
    return 0;
}
