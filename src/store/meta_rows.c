/* What the store knows of works: one by id, by name, by key, all. */
#include "base/utf8.h"
#include "store/meta_inside.h"

/* A statement that is reset when the function ends, whatever it ends with. */
static void reset(sqlite3_stmt **statement)
{
    sqlite3_reset(*statement);
}
#define LENT __attribute__((cleanup(reset))) sqlite3_stmt

static bool ended_well(const struct err *trouble, struct err *err)
{
    if (trouble->kind != ERR_NONE)
        *err = *trouble;
    return trouble->kind == ERR_NONE;
}

bool meta_find(struct store *store, str name, int64_t *id, struct err *err)
{
    LENT *s = meta_statement(store, META_FIND, err);
    struct err trouble = {0};
    *id = 0;
    if (s == NULL)
        return false;
    sql_text(s, 1, name);
    if (sql_next(store->db, s, &trouble))
        *id = sqlite3_column_int64(s, 0);
    return ended_well(&trouble, err);
}

bool names_of(struct store *store, int64_t work, struct arena *arena,
              strs *names, struct err *err)
{
    LENT *s = meta_statement(store, META_NAMES, err);
    struct err trouble = {0};
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, work);
    while (sql_next(store->db, s, &trouble))
        vec_push(names, arena, sql_copy(s, 0, arena));
    return ended_well(&trouble, err);
}

/* ---- one -------------------------------------------------------------- */

static void read_issn(str list, struct arena *arena, struct work *work)
{
    str one;
    while (str_word(&list, &one))
        vec_push(&work->issn, arena, one);
}

static struct stored read_stored(sqlite3_stmt *s, struct arena *arena)
{
    struct stored row = {.key = sql_copy(s, 0, arena),
                         .tellers = (uint32_t)sqlite3_column_int64(s, 5),
                         .journal = sqlite3_column_int64(s, 6),
                         .packed = sql_copy(s, 7, arena)};
    struct work *work = &row.work;
    str family = sql_copy(s, 2, arena);
    work->title = sql_copy(s, 1, arena);
    work->container = sql_copy(s, 3, arena);
    work->year = (uint32_t)sqlite3_column_int64(s, 4);
    work_unpack(row.packed, arena, work);
    if (work->author.n == 0 && family.len)
        vec_push(&work->author, arena, ((struct work_name){.family = family}));
    if (row.journal == 0)
        return row;
    if (work->container.len == 0)
        work->container = sql_copy(s, 8, arena);
    work->container_short = sql_copy(s, 9, arena);
    work->publisher = sql_copy(s, 10, arena);
    read_issn(sql_copy(s, 11, arena), arena, work);
    return row;
}

bool stored_work(struct store *store, int64_t id, struct arena *arena,
                 struct stored *stored, bool *found, struct err *err)
{
    LENT *s = meta_statement(store, META_FETCH, err);
    struct err trouble = {0};
    *stored = (struct stored){0};
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, id);
    *found = sql_next(store->db, s, &trouble);
    if (*found)
        *stored = read_stored(s, arena);
    return ended_well(&trouble, err);
}

/* The work's own key first: of several DOIs it is the one it goes by. */
static void take_name(str name, struct work *work)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++) {
        str word = str_of(id_scheme_name[scheme]);
        if (work->id[scheme].len == 0 && str_starts(name, word) &&
            name.len > word.len && name.ptr[word.len] == ':')
            work->id[scheme] = str_from(name, word.len + 1);
    }
}

bool meta_fetch(struct store *store, int64_t id, struct arena *arena,
                struct work *work, bool *found, struct err *err)
{
    struct stored row;
    strs names = {0};
    if (!stored_work(store, id, arena, &row, found, err))
        return false;
    *work = row.work;
    if (!*found)
        return true;
    take_name(row.key, work);
    if (!names_of(store, id, arena, &names, err))
        return false;
    for_vec (i, names)
        take_name(names.at[i], work);
    return true;
}

/* ---- many ------------------------------------------------------------- */

/* The work itself, or the one it was merged into; 0 when it is just gone. */
static bool find_heir(struct store *store, int64_t *work, struct err *err)
{
    LENT *s = meta_statement(store, META_HEIR, err);
    struct err trouble = {0};
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, *work);
    *work = sql_next(store->db, s, &trouble) ? sqlite3_column_int64(s, 0) : 0;
    return ended_well(&trouble, err);
}

bool meta_by_key(struct store *store, uint32_t key, uint32_t limit,
                 struct arena *arena, work_ids *works, struct err *err)
{
    key_works found = {0};
    if (!desk_flush(store, err) || !keys_find(store, key, arena, &found, err))
        return false;
    if (found.n > limit)
        return true;
    for_vec (i, found) {
        int64_t work = found.at[i];
        if (!find_heir(store, &work, err))
            return false;
        if (work)
            vec_push(works, arena, work);
    }
    return true;
}

bool meta_settle(struct store *store, struct err *err)
{
    if (desk_flush(store, err) && keys_settle(store, err))
        return true;
    store_give_up(store);
    return false;
}

static bool next_id(struct store *store, int64_t *after, bool *found,
                    struct err *err)
{
    LENT *s = meta_statement(store, META_NEXT, err);
    struct err trouble = {0};
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, *after);
    *found = sql_next(store->db, s, &trouble);
    if (*found)
        *after = sqlite3_column_int64(s, 0);
    return ended_well(&trouble, err);
}

bool meta_next(struct store *store, int64_t *after, struct arena *arena,
               struct work *work, bool *found, struct err *err)
{
    if (!next_id(store, after, found, err))
        return false;
    return !*found || meta_fetch(store, *after, arena, work, found, err);
}

/* ---- comparing -------------------------------------------------------- */

/* Letters and digits of ASCII are compared, and every byte above it. */
static int next_letter(str *text)
{
    while (text->len) {
        char c = to_lower(text->ptr[0]);
        *text = str_from(*text, 1);
        if (is_lower(c) || is_digit(c) || (unsigned char)c >= 0x80)
            return (unsigned char)c;
    }
    return 0;
}

/*
 * Titles that begin with the same 30 letters are the same: subtitles come and
 * go.  A shorter one has to be the other's beginning.
 */
#define TITLE_LETTERS 30

static bool titles_agree(str a, str b)
{
    for (int i = 0; i < TITLE_LETTERS; i++) {
        int x = next_letter(&a), y = next_letter(&b);
        if (x == 0 || y == 0)
            return i > 0 || x == y;
        if (x != y)
            return false;
    }
    return true;
}

bool works_agree(const struct work *a, const struct work *b)
{
    uint32_t apart = a->year > b->year ? a->year - b->year : b->year - a->year;
    if (a->year && b->year && apart > 1)
        return false;
    return a->title.len == 0 || b->title.len == 0 ||
           titles_agree(a->title, b->title);
}
