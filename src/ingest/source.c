#include "ingest/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/archive.h"

/* A walk through everything named; scratch is rewound folder by folder. */
struct walk {
    input_taker *take;
    void *user;
    uint64_t *others;
    struct arena arena;

    bool counting; /* only names are looked at */
    bool unknown;  /* an archive: its names aren't known */
};

/* ---- what is handed on ----------------------------------------------- */

static bool give_trouble(struct walk *walk, str path, enum err_kind kind,
                         const char *reason)
{
    struct input input = {.kind = INPUT_TROUBLE,
                          .name = name_clean(path, &walk->arena)};
    err_set(&input.err, kind, "%s", reason);
    return walk->take(&input, walk->user);
}

static bool give_path(struct walk *walk, str path)
{
    struct input input = {.kind = INPUT_PATH,
                          .name = name_clean(path, &walk->arena),
                          .path = path};
    return walk->take(&input, walk->user);
}

static bool give_archive(struct walk *walk, str path)
{
    if (walk->counting) {
        walk->unknown = true;
        return false;
    }
    int fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return give_trouble(walk, path, ERR_IO, strerror(errno));
    bool more = archive_each(fd, name_clean(path, &walk->arena), walk->take,
                             walk->user, walk->others);
    close(fd);
    return more;
}

/* ---- folders --------------------------------------------------------- */

struct entry {
    str name;
    unsigned char type; /* DT_REG … DT_UNKNOWN */
};

typedef vec_of(struct entry) entries;

static int by_name(const void *a, const void *b)
{
    return str_compare(((const struct entry *)a)->name,
                       ((const struct entry *)b)->name);
}

static bool list_folder(struct walk *walk, str path, entries *list)
{
    DIR *folder = opendir(path.ptr);
    if (folder == NULL)
        return false;
    struct dirent *at;
    while (errno = 0, (at = readdir(folder)) != NULL) {
        str name = str_of(at->d_name);
        if (!str_eq(name, S(".")) && !str_eq(name, S("..")))
            vec_push(
                list, &walk->arena,
                ((struct entry){arena_str(&walk->arena, name), at->d_type}));
    }
    int trouble = errno;
    closedir(folder);
    errno = trouble;
    if (list->n)
        qsort(list->at, list->n, sizeof(*list->at), by_name);
    return trouble == 0;
}

/* Some file systems don't tell types in their listings. */
static unsigned char type_of(const struct entry *entry, str path)
{
    struct stat found;
    if (entry->type != DT_UNKNOWN || lstat(path.ptr, &found) != 0)
        return entry->type;
    return (unsigned char)IFTODT(found.st_mode);
}

/* Is it a link to something that we would read? */
static bool is_our_link(unsigned char type, enum name_kind kind, str path)
{
    struct stat target;
    return type == DT_LNK &&
           (kind != NAME_OTHER ||
            (stat(path.ptr, &target) == 0 && S_ISDIR(target.st_mode)));
}

static bool walk_folder(struct walk *walk, str path);

static bool take_listed(struct walk *walk, const struct entry *entry, str path)
{
    unsigned char type = type_of(entry, path);
    enum name_kind kind = name_kind(entry->name);
    bool hidden = str_starts(entry->name, S("."));
    if (type == DT_DIR && !hidden)
        return walk_folder(walk, path);
    if (!hidden && is_our_link(type, kind, path))
        return give_trouble(walk, path, ERR_IO,
                            "a symbolic link, not followed");
    if (kind == NAME_OTHER || (type != DT_REG && type != DT_UNKNOWN)) {
        ++*walk->others;
        return true;
    }
    return kind == NAME_XML ? give_path(walk, path) : give_archive(walk, path);
}

static bool walk_folder(struct walk *walk, str path)
{
    entries list = {0};
    bool more = true;
    size_t mark = arena_mark(&walk->arena);
    if (!list_folder(walk, path, &list))
        more = give_trouble(walk, path, ERR_IO, strerror(errno));
    bool slash = str_ends(path, S("/"));
    for (uint32_t i = 0; i < list.n && more; i++) {
        size_t scratch = arena_mark(&walk->arena);
        more =
            take_listed(walk, &list.at[i],
                        arena_format(&walk->arena, "%.*s%s%.*s", STR(path),
                                     slash ? "" : "/", STR(list.at[i].name)));
        arena_rewind(&walk->arena, scratch);
    }
    arena_rewind(&walk->arena, mark);
    return more;
}

/* ---- the command line ------------------------------------------------ */

static bool take_named(struct walk *walk, str path)
{
    struct stat found;
    if (str_eq(path, S("-"))) {
        walk->unknown = true;
        return walk->counting
                   ? false
                   : archive_each(STDIN_FILENO, S("standard input"), walk->take,
                                  walk->user, walk->others);
    }
    if (stat(path.ptr, &found) != 0)
        return give_trouble(walk, path, ERR_IO, strerror(errno));
    if (S_ISDIR(found.st_mode))
        return walk_folder(walk, path);
    if (name_kind(path) == NAME_XML && S_ISREG(found.st_mode))
        return give_path(walk, path);
    return give_archive(walk, path); /* it knows a plain file, too */
}

static bool walk_all(struct walk *walk, strs paths)
{
    bool more = true;
    for (uint32_t i = 0; i < paths.n && more; i++)
        more = take_named(walk, arena_str(&walk->arena, paths.at[i]));
    arena_close(&walk->arena);
    return more;
}

bool source_each(strs paths, input_taker *take, void *user, uint64_t *others)
{
    struct walk walk = {.take = take, .user = user, .others = others};
    return walk_all(&walk, paths);
}

static bool count_one(const struct input *input, void *user)
{
    (void)input;
    ++*(uint64_t *)user;
    return true;
}

uint64_t source_count(strs paths)
{
    uint64_t count = 0, others = 0;
    struct walk walk = {
        .take = count_one, .user = &count, .others = &others, .counting = true};
    bool whole = walk_all(&walk, paths);
    return whole && !walk.unknown ? count : 0;
}
