/* Putting what somebody tells of a work. */
#include "store/meta.h"

#include "store/merge.h"
#include "store/meta_inside.h"

#define BIT(teller) (1u << (teller))

static enum teller best_of(uint32_t tellers)
{
    enum teller best = TELLER_REF;
    for (unsigned t = 0; t < TELLERS; t++)
        if (tellers & BIT(t))
            best = (enum teller)t;
    return best;
}

/* ---- one record of two ------------------------------------------------ */

/* `better` where it says something, else `worse`. */
struct work work_merged(const struct work *better, const struct work *worse)
{
    struct work out = *better;
#define FILL_TEXT(field)                                                       \
    if (out.field.len == 0)                                                    \
    out.field = worse->field
#define FILL_TABLE(field)                                                      \
    if (out.field.n == 0)                                                      \
    out.field.at = worse->field.at, out.field.n = worse->field.n
    FILL_TEXT(title);
    FILL_TEXT(container);
    FILL_TEXT(container_short);
    FILL_TEXT(publisher);
    FILL_TEXT(volume);
    FILL_TEXT(issue);
    FILL_TEXT(page);
    FILL_TEXT(type);
    FILL_TABLE(author);
    FILL_TABLE(editor);
    FILL_TABLE(issn);
    if (out.year == 0) {
        out.year = worse->year;
        out.date = worse->date;
    }
    return out;
}

static bool set_work(struct store *store, enum meta_statement which, int64_t id,
                     str key, const struct work *work, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, which, err);
    if (s == NULL)
        return false;
    if (which == META_ADD_WORK)
        sql_text(s, 1, key);
    else
        sqlite3_bind_int64(s, 1, id);
    sql_text(s, 2, work->title);
    sql_text(s, 3, work->author.n ? work->author.at[0].family : S(""));
    sql_text(s, 4, work->container);
    sql_int(s, 5, work->year ? work->year : (int64_t)NONE);
    return sql_do(store->db, s, err);
}

static bool put_record(struct store *store, enum meta_statement which,
                       int64_t id, uint32_t tellers, int64_t journal,
                       str packed, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, which, err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_int64(s, 2, tellers);
    sql_int(s, 3, journal ? journal : (int64_t)NONE);
    sql_blob(s, 4, packed);
    return sql_do(store->db, s, err);
}

static str first_family(const struct work *work)
{
    return work->author.n ? work->author.at[0].family : S("");
}

static bool same_row(const struct work *a, const struct work *b)
{
    return str_eq(a->title, b->title) && str_eq(a->container, b->container) &&
           a->year == b->year && str_eq(first_family(a), first_family(b));
}

bool record_set(struct store *store, int64_t id, const struct work *work,
                uint32_t tellers, const struct stored *before, bool *changed,
                struct err *err)
{
    SCOPED_BUF packed = {0};
    work_pack(work, &packed);
    int64_t journal = journal_put(store, work, err);
    if (journal < 0)
        return false;
    if (before && same_row(&before->work, work) && before->tellers == tellers &&
        before->journal == journal && str_eq(before->packed, buf_str(&packed)))
        return true;
    *changed = true;
    return (before == NULL || same_row(&before->work, work) ||
            set_work(store, META_SET_WORK, id, S(""), work, err)) &&
           put_record(store, before ? META_SET_RECORD : META_ADD_RECORD, id,
                      tellers, journal, buf_str(&packed), err);
}

/* ---- whose it is ------------------------------------------------------ */

#define NAMES_MAX (ID_SCHEMES + 1)

/* One putting. */
struct putting {
    struct store *store;
    const struct work *work;
    enum teller teller;
    struct arena *arena;
    strs name;
    int64_t owner[NAMES_MAX]; /* 0: nobody's yet */
    struct meta_put *done;
};

static bool find_owners(struct putting *p, struct err *err)
{
    for_vec (i, p->name) {
        if (!meta_find(p->store, p->name.at[i], &p->owner[i], err))
            return false;
    }
    return true;
}

static str scheme_of(str name)
{
    size_t colon = str_chr(name, ':');
    return colon == STR_NONE ? S("") : str_first(name, colon + 1);
}

/*
 * Does a work go by a name that these contradict: another DOI than theirs?
 * A hash ("ref:") contradicts nothing.
 */
static bool is_another(const strs *theirs, const strs *names)
{
    for_vec (i, *theirs)
        for_vec (k, *names) {
            str a = theirs->at[i], b = names->at[k];
            if (!str_eq(a, b) && !str_starts(a, S("ref:")) &&
                str_eq(scheme_of(a), scheme_of(b)))
                return true;
        }
    return false;
}

/* Can the owner of one of its names be the work it tells of? */
static bool may_be(struct putting *p, int64_t owner, bool *may, struct err *err)
{
    strs theirs = {0};
    struct stored known;
    bool found = false;
    if (!names_of(p->store, owner, p->arena, &theirs, err) ||
        !stored_work(p->store, owner, p->arena, &known, &found, err))
        return false;
    *may = found && !is_another(&theirs, &p->name) &&
           works_agree(&known.work, p->work);
    return true;
}

/*
 * The work it tells of: the owner of its first name, else of the first other
 * name that may be it.  0 when there is none.
 */
static bool choose(struct putting *p, struct err *err)
{
    p->done->work = p->owner[0];
    for (uint32_t i = 1; i < p->name.n && p->done->work == 0; i++) {
        bool may = false;
        if (p->owner[i] && !may_be(p, p->owner[i], &may, err))
            return false;
        if (may)
            p->done->work = p->owner[i];
    }
    return true;
}

/* A name that is somebody else's: taken with its owner, or told. */
static bool take_over(struct putting *p, uint32_t i, struct err *err)
{
    int64_t owner;
    bool may = false;
    if (!meta_find(p->store, p->name.at[i], &owner, err))
        return false;
    if (owner == p->done->work) /* by an earlier one of these */
        return true;
    if (p->teller > TELLER_LIST && !may_be(p, owner, &may, err))
        return false;
    if (!may) {
        vec_push(&p->done->contested, p->arena, p->name.at[i]);
        return true;
    }
    str why = arena_format(p->arena, "%s tells that %.*s is %.*s",
                           teller_name[p->teller], STR(p->name.at[i]),
                           STR(p->name.at[0]));
    p->done->merged++;
    p->done->changed = true;
    return work_merge(p->store, p->done->work, owner, why, err);
}

static bool add_names(struct putting *p, struct err *err)
{
    for_vec (i, p->name) {
        bool fine = true;
        if (p->owner[i] == 0) {
            p->done->changed = true;
            fine = name_add(p->store, p->name.at[i], p->done->work, err);
        } else if (p->owner[i] != p->done->work) {
            fine = take_over(p, i, err);
        }
        if (!fine)
            return false;
    }
    return true;
}

/* ---- putting ---------------------------------------------------------- */

static bool put_new(struct putting *p, struct err *err)
{
    p->done->is_new = p->done->changed = true;
    if (!set_work(p->store, META_ADD_WORK, 0, p->name.at[0], p->work, err))
        return false;
    p->done->work = sqlite3_last_insert_rowid(p->store->db);
    return add_names(p, err) &&
           record_set(p->store, p->done->work, p->work, BIT(p->teller), NULL,
                      &p->done->changed, err);
}

/* What a teller says, together with what was known before. */
static bool tell(struct store *store, int64_t id, const struct work *told,
                 enum teller teller, struct arena *arena, bool *changed,
                 struct err *err)
{
    struct stored before;
    bool found;
    if (!stored_work(store, id, arena, &before, &found, err))
        return false;
    if (!found)
        return err_set(err, ERR_STORE, "an identifier of no work");
    bool wins = teller >= best_of(before.tellers);
    struct work work = wins ? work_merged(told, &before.work)
                            : work_merged(&before.work, told);
    return record_set(store, id, &work, before.tellers | BIT(teller), &before,
                      changed, err);
}

static bool put_known(struct putting *p, struct err *err)
{
    return add_names(p, err) &&
           tell(p->store, p->done->work, p->work, p->teller, p->arena,
                &p->done->changed, err);
}

bool self_put(struct store *store, const struct packed *packed, int64_t work,
              struct err *err)
{
    SCOPED_ARENA scratch = {0};
    bool changed = false;
    work_keys keys = {packed->self_key.at, packed->self_key.n,
                      packed->self_key.cap};
    if (!tell(store, work, &packed->self, TELLER_ARTICLE, &scratch, &changed,
              err))
        return false;
    if (changed && keys.n)
        keys_wait(store, work, &keys);
    return true;
}

/* Another name of the work, unless it is another's already. */
static int64_t alias(struct putting *p, str name, struct err *err)
{
    int64_t owner;
    if (!meta_find(p->store, name, &owner, err))
        return -1;
    if (owner)
        return owner;
    p->done->changed = true;
    return name_add(p->store, name, p->done->work, err) ? p->done->work : -1;
}

static bool put_relations(struct putting *p, struct err *err)
{
    for_vec (i, p->work->relation) {
        const struct work_relation *row = &p->work->relation.at[i];
        int64_t other = row->kind == RELATION_SAME
                            ? alias(p, row->other, err)
                            : work_named(p->store, row->other, err);
        if (other < 0 || (other != p->done->work &&
                          !version_add(p->store, p->done->work, row->kind,
                                       other, p->teller, err)))
            return false;
    }
    return true;
}

/* A notice about this work or given by it; its own key is a work, too. */
static bool put_notices(struct putting *p, struct err *err)
{
    for_vec (i, p->work->notice) {
        struct work_notice notice = p->work->notice.at[i];
        int64_t about = p->done->work;
        bool is_new = false;
        if (notice.of.len)
            about = work_named(p->store, notice.of, err);
        if (str_eq(notice.by, notice.of.len ? notice.of : p->name.at[0]))
            notice.by = S(""); /* it stands where the work stood */
        if (about < 0 || !notice_add(p->store, about, &notice, &is_new, err))
            return false;
        p->done->notices += is_new;
    }
    return true;
}

static bool put_in_order(struct putting *p, const work_keys *keys,
                         struct err *err)
{
    if (!store_begin(p->store, err) || !find_owners(p, err) || !choose(p, err))
        return false;
    bool fine = p->done->work ? put_known(p, err) : put_new(p, err);
    if (!fine || !put_relations(p, err) || !put_notices(p, err))
        return false;
    if (keys && p->done->changed)
        keys_wait(p->store, p->done->work, keys);
    return true;
}

bool meta_put(struct store *store, const struct work *work, str key,
              enum teller teller, const work_keys *keys, struct arena *arena,
              struct meta_put *done, struct err *err)
{
    *done = (struct meta_put){0};
    struct putting p = {.store = store,
                        .work = work,
                        .teller = teller,
                        .arena = arena,
                        .name = work_names(work, arena),
                        .done = done};
    if (p.name.n == 0 && key.len)
        vec_push(&p.name, arena, key);
    if (p.name.n == 0)
        return true;
    if (put_in_order(&p, keys, err))
        return true;
    store_give_up(store);
    return false;
}

bool meta_add_keys(struct store *store, int64_t work, const work_keys *keys,
                   struct err *err)
{
    if (!store_begin(store, err))
        return false;
    keys_wait(store, work, keys);
    return true;
}

static int64_t work_of_ref_row(struct store *store, int64_t doc, uint32_t ref,
                               struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT work FROM ref WHERE doc=?1 AND n=?2", err);
    if (s == NULL)
        return -1;
    sqlite3_bind_int64(s, 1, doc);
    sqlite3_bind_int64(s, 2, ref);
    if (sql_next(store->db, s, err))
        return sqlite3_column_int64(s, 0);
    return err->kind == ERR_NONE ? 0 : -1;
}

bool meta_point(struct store *store, int64_t doc, uint32_t ref, int64_t work,
                struct err *err)
{
    int64_t before = work_of_ref_row(store, doc, ref, err);
    if (before < 0 || !store_begin(store, err))
        return false;
    if (before == 0 || before == work)
        return true;
    sqlite3_stmt *s = meta_statement(store, META_POINT, err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, doc);
    sqlite3_bind_int64(s, 2, ref);
    sqlite3_bind_int64(s, 3, work);
    if (sql_do(store->db, s, err) && work_drop(store, before, err))
        return true;
    store_give_up(store);
    return false;
}

int64_t work_named(struct store *store, str name, struct err *err)
{
    int64_t id = 0;
    if (!meta_find(store, name, &id, err))
        return -1;
    if (id)
        return id;
    if (!set_work(store, META_ADD_WORK, 0, name, &(struct work){0}, err))
        return -1;
    id = sqlite3_last_insert_rowid(store->db);
    return name_add(store, name, id, err) ? id : -1;
}
