#include "cmd/place.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

str place_of(str given, struct arena *arena)
{
    str named = str_of(getenv("STET_STORE"));
    str data = str_of(getenv("XDG_DATA_HOME")), home = str_of(getenv("HOME"));
    if (given.len)
        return given;
    if (named.len)
        return named;
    if (data.len)
        return arena_format(arena, "%.*s/stet/stet.db", STR(data));
    return arena_format(arena, "%.*s/.local/share/stet/stet.db", STR(home));
}

/* The folders on the way to a file. */
static bool make_folders(str path, struct arena *arena, struct err *err)
{
    for (size_t i = 1; i < path.len; i++) {
        if (path.ptr[i] != '/')
            continue;
        str folder = arena_str(arena, str_first(path, i));
        if (mkdir(folder.ptr, 0777) != 0 && errno != EEXIST)
            return err_set(err, ERR_STORE, "making the folder '%.*s': %s",
                           STR(folder), strerror(errno));
    }
    return true;
}

struct store *place_open(str given, enum store_mode mode, struct arena *arena,
                         struct err *err)
{
    str path = place_of(given, arena);
    bool ours = given.len == 0; /* a folder the user names must be there */
    if (mode == STORE_WRITE && ours && !make_folders(path, arena, err))
        return NULL;
    return store_open(path, mode, err);
}
