#include "search/page.h"

#include "search/lit.h"
#include "store/context.h"

/* ---- passages --------------------------------------------------------- */

/* Columns after those of PLACE: ASK_PASSAGE_COLUMNS. */
enum {
    PAGE_DOC = AT_REST,
    PAGE_KEY,
    PAGE_TITLE,
    PAGE_AUTHOR,
    PAGE_CONTAINER,
    PAGE_YEAR,
    PAGE_REF,
    PAGE_KIND,
    PAGE_HEADINGS,
    PAGE_PART,
    PAGE_NOTICE,
    PAGE_CITED,
    PAGE_CITED_TITLE,
    PAGE_CITED_AUTHOR,
    PAGE_CITED_YEAR,
    PAGE_LABEL
};

/* Reading a page: passages of one doc often stand together. */
struct paging {
    const struct collecting *c;
    const struct words *words;
    sqlite3_stmt *row, *body;
    int64_t doc;
    str text; /* of that doc */
    struct arena *arena;
};

static struct citation_row read_row(sqlite3_stmt *s, str text,
                                    struct arena *arena)
{
    struct citation_row row = {
        .doc = sqlite3_column_int64(s, PAGE_DOC),
        .doc_key = sql_copy(s, PAGE_KEY, arena),
        .title = sql_copy(s, PAGE_TITLE, arena),
        .author = sql_copy(s, PAGE_AUTHOR, arena),
        .container = sql_copy(s, PAGE_CONTAINER, arena),
        .year = (uint32_t)sqlite3_column_int64(s, PAGE_YEAR),
        .section = (enum section)read_enum(s, AT_SECTION, SECTIONS),
        .self = sqlite3_column_int(s, AT_FLAGS) & CITATION_SELF,
        .kind = (enum block_kind)read_enum(s, PAGE_KIND, BLOCK_KINDS),
        .headings = sql_copy(s, PAGE_HEADINGS, arena),
        .part = sql_copy(s, PAGE_PART, arena),
    };
    str key = sql_column(s, PAGE_REF);
    row.id = arena_format(arena, "%.*s/%lld", STR(key.len ? key : S("?")),
                          (long long)sqlite3_column_int64(s, AT_MENTION));
    if (sqlite3_column_type(s, PAGE_NOTICE) != SQLITE_NULL)
        row.notice =
            str_of(notice_kind_name[read_enum(s, PAGE_NOTICE, NOTICE_KINDS)]);
    read_context(s, text, &row);
    read_label(s, PAGE_LABEL, &row, arena);
    return row;
}

static struct cited read_cited(sqlite3_stmt *s, const struct citation_row *row,
                               uint32_t id, bool broad, struct arena *arena)
{
    return (struct cited){
        .row = id,
        .id = row->id,
        .work = sql_copy(s, PAGE_CITED, arena),
        .title = sql_copy(s, PAGE_CITED_TITLE, arena),
        .author = sql_copy(s, PAGE_CITED_AUTHOR, arena),
        .year = (uint32_t)sqlite3_column_int64(s, PAGE_CITED_YEAR),
        .stance = code_stance(row->code, broad),
        .code = row->code,
        .evidence = row->evidence,
        .self = row->self,
        .marker = row->marker,
    };
}

/* One of the passage's citations; the first gives it its text. */
static bool add_cited(struct paging *p, uint32_t id, int64_t doc,
                      struct passage *passage, struct err *err)
{
    sql_int(p->row, 1, id);
    sql_int(p->row, 2, doc);
    if (sql_next(p->c->asked->db, p->row, err)) {
        struct citation_row row = read_row(p->row, p->text, p->arena);
        if (passage->cited.n == 0)
            passage->row = row;
        vec_push(&passage->cited, p->arena,
                 read_cited(p->row, &row, id, p->c->broad, p->arena));
    }
    sqlite3_reset(p->row);
    return err->kind == ERR_NONE;
}

static bool read_doc(struct paging *p, int64_t doc, struct err *err)
{
    if (doc == p->doc)
        return true;
    p->doc = doc;
    return read_text(p->c->asked->store, p->body, doc, p->arena, &p->text, err);
}

static void light_up(struct paging *p, struct passage *passage)
{
    const phrases *lit = &p->c->plan->lit;
    const struct {
        str text;
        spans *out;
    } part[] = {{passage->row.before, &passage->before},
                {passage->row.sentence, &passage->sentence},
                {passage->row.after, &passage->after}};
    for (int i = 0; i < 3; i++)
        lit_find(p->words, lit, FIELD_TEXT, part[i].text, part[i].out,
                 p->arena);
}

static bool add_passage(struct paging *p, const struct kept *kept,
                        struct search_reply *reply, struct err *err)
{
    const struct columns *k = p->c->columns;
    struct passage passage = {.score = kept->score};
    int64_t doc = k->docs[k->doc[kept->row]].id;
    if (!read_doc(p, doc, err))
        return false;
    for (uint32_t i = k->trait[kept->row]; i < k->trait[kept->row + 1]; i++)
        if (test_citation(p->c->plan->test, k, kept->row, &k->traits[i]) &&
            !add_cited(p, k->traits[i].citation, doc, &passage, err))
            return false;
    if (passage.cited.n == 0)
        return true;
    light_up(p, &passage);
    vec_push(&reply->passage, p->arena, passage);
    return true;
}

/* ---- works ------------------------------------------------------------ */

enum {
    WORK_KEY,
    WORK_TITLE,
    WORK_AUTHOR,
    WORK_CONTAINER,
    WORK_YEAR
};

static void light_up_work(struct paging *p, struct found_work *work)
{
    const phrases *lit = &p->c->plan->lit;
    lit_find(p->words, lit, FIELD_TITLE, work->title, &work->title_lit,
             p->arena);
    lit_find(p->words, lit, FIELD_AUTHOR, work->author, &work->author_lit,
             p->arena);
    lit_find(p->words, lit, FIELD_JOURNAL, work->container,
             &work->container_lit, p->arena);
}

static bool add_work(struct paging *p, const struct kept *kept,
                     struct search_reply *reply, struct err *err)
{
    const struct column_work *column = &p->c->works->work[kept->row];
    sqlite3_stmt *s = p->row;
    sql_int(s, 1, kept->row);
    if (sql_next(p->c->asked->db, s, err)) {
        struct found_work work = {
            .score = kept->score,
            .id = kept->row,
            .key = sql_copy(s, WORK_KEY, p->arena),
            .title = sql_copy(s, WORK_TITLE, p->arena),
            .author = sql_copy(s, WORK_AUTHOR, p->arena),
            .container = sql_copy(s, WORK_CONTAINER, p->arena),
            .year = (uint32_t)sqlite3_column_int64(s, WORK_YEAR),
            .full_text = column->is_doc,
        };
        work_stances(column, p->c->broad, work.stance);
        for (int i = 0; i < STANCES; i++)
            work.citations += work.stance[i];
        for (int kind = 0; kind < NOTICE_KINDS; kind++)
            if (column->notices >> kind & 1)
                vec_push(&work.notices, p->arena,
                         str_of(notice_kind_name[kind]));
        light_up_work(p, &work);
        vec_push(&reply->work, p->arena, work);
    }
    sqlite3_reset(s);
    return err->kind == ERR_NONE;
}

bool page_read(const struct collecting *c, const struct words *words,
               uint32_t from, struct arena *arena, struct search_reply *reply,
               struct err *err)
{
    bool works = c->what == SEARCH_WORKS;
    sqlite3_stmt *row =
        asked_statement(c->asked, works ? ASK_WORK : ASK_PASSAGE, err);
    sqlite3_stmt *body = asked_statement(c->asked, ASK_BODY, err);
    if (row == NULL || body == NULL)
        return false;
    struct paging p = {
        .c = c, .words = words, .row = row, .body = body, .arena = arena};
    for (uint32_t i = from; i < c->n; i++)
        if (!(works ? add_work : add_passage)(&p, &c->kept[i], reply, err))
            return false;
    return true;
}
