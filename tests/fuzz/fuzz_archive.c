/*
 * Archives of whatever bytes: it ends, every input has a printable name and a
 * reason or bytes that can be loaded or not, and nothing leaks.
 */
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "check.h"
#include "doc/doc.h"
#include "ingest/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define claim(holds)                                                           \
    if (!(holds))                                                              \
    die("not so: " #holds)

static bool take(const struct input *input, void *user)
{
    unsigned *left = user;
    claim(utf8_check(input->name) == input->name.len);
    for (size_t i = 0; i < input->name.len; i++)
        claim((unsigned char)input->name.ptr[i] >= ' ');
    if (input->kind == INPUT_TROUBLE) {
        claim(input->err.text[0] && input->err.kind != ERR_NONE);
    } else {
        SCOPED_BUF space = {0};
        struct err err = {0};
        str plain;
        claim(input->kind == INPUT_BYTES && input->bytes.len <= DOC_MAX);
        if (input_load(input, &space, &plain, &err))
            claim(plain.len <= DOC_MAX);
    }
    return (*left)-- > 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    unsigned left = 100;
    uint64_t others = 0;
    int fd = memfd_create("archive", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, size) != (ssize_t)size ||
        lseek(fd, 0, SEEK_SET) != 0)
        die("no memory for a file");
    archive_each(fd, S("a"), take, &left, &others);
    close(fd);
    return 0;
}
