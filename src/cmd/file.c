#include "cmd/file.h"

#include <errno.h>
#include <stdio.h>

#include "base/buf.h"
#include "doc/doc.h"

static void close_file(FILE **file)
{
    if (*file && *file != stdin)
        fclose(*file);
}
#define SCOPED_FILE __attribute__((cleanup(close_file))) FILE

bool file_read(str path, struct arena *arena, str *bytes, struct err *err)
{
    str name = arena_str(arena, path);
    SCOPED_FILE *file = str_eq(path, S("-")) ? stdin : fopen(name.ptr, "rb");
    if (file == NULL)
        return err_set(err, ERR_IO, "%s", strerror(errno));
    SCOPED_BUF buf = {0};
    const size_t piece = 1 << 16;
    size_t n;
    while ((n = fread(buf_room(&buf, piece), 1, piece, file)) > 0) {
        buf.len += n;
        if (buf.len > DOC_MAX)
            return err_set(err, ERR_LIMIT, "more than %zu MiB", DOC_MAX >> 20);
    }
    if (ferror(file))
        return err_set(err, ERR_IO, "%s", strerror(errno));
    *bytes = arena_str(arena, buf_str(&buf));
    return true;
}

struct classifier *classifier_open(str path, struct arena *arena,
                                   struct err *err)
{
    str bytes = {0};
    struct classifier *made = NULL;
    if (path.len == 0)
        return classifier_builtin(arena);
    if (file_read(path, arena, &bytes, err))
        made = classifier_read(bytes, arena, err);
    if (made == NULL)
        err_add(err, "'%.*s'", STR(path));
    return made;
}
