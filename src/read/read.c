#include "read/read.h"

bool read_docs(str bytes, str source, struct arena *arena, read_taker *take,
               void *user, struct err *err)
{
    (void)bytes, (void)arena, (void)take, (void)user;
    return err_set(err, ERR_INPUT, "'%.*s' can't be read yet", STR(source));
}
