#include "text/fold.h"

str fold(str text, struct arena *arena)
{
    return arena_str(arena, text);
}
