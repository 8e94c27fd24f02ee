/* stet remove: an article out of the store. */
#include "cmd/commands.h"
#include "cmd/place.h"
#include "resolve/identifier.h"

struct args {
    str store;
};

static const struct option_row options[] = {STORE_OPTION(struct args),
                                            END_OF_OPTIONS};

static int remove_one(struct store *store, str id, struct arena *arena)
{
    struct err err = {0};
    bool found = false;
    str key = id_key(id, arena);
    if (key.len && !store_remove(store, key, &found, &err))
        return cmd_fail(&err);
    if (found)
        return EXIT_DONE;
    err_set(&err, ERR_INPUT, "'%.*s': the store has no such article", STR(id));
    return cmd_fail(&err);
}

static int run(void *args, strs operands, struct arena *arena)
{
    struct err err = {0};
    SCOPED_STORE *store =
        place_open(((struct args *)args)->store, STORE_WRITE, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    int code = EXIT_DONE;
    for_vec (i, operands) {
        int one = remove_one(store, operands.at[i], arena);
        code = one > code ? one : code;
    }
    return code;
}

const struct command cmd_remove = {
    .name = "remove",
    .operands = "ID…",
    .summary = "take an article out of the store",
    .details = "Takes out the articles with these identifiers, with their "
               "references, citations and notices; works that only they cited "
               "go too.",
    .examples = "stet remove 10.5555/abc",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
