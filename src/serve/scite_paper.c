/* scite's papers. */
#include "serve/scite.h"

/* ---- authors ------------------------------------------------------------ */

static void put_author(struct call *call, struct json *json,
                       const struct work_name *name, uint32_t n)
{
    str line = name_line(name, call->arena);
    json_object(json);
    json_text(json, "family", name->family);
    json_text(json, "given", name->given);
    json_text(json, "orcid", name->orcid);
    json_text(json, "authorName", line);
    json_key(json, "authorSequenceNumber"), json_uint(json, n);
    json_end(json);
}

static void put_authors(struct call *call, struct json *json,
                        const struct work *work)
{
    json_key(json, "authors"), json_array(json);
    for_vec (i, work->author)
        put_author(call, json, &work->author.at[i], i + 1);
    json_end(json);
}

/* ---- notices ------------------------------------------------------------ */

/*
 * The spellings that clients know.  Of a part that was retracted they know
 * nothing: it is a correction, and a retraction that was taken back is none.
 */
static const char *status_of(const struct notice_row *notice)
{
    static const char *const status[NOTICE_KINDS] = {
        [NOTICE_RETRACTION] = "Retracted",
        [NOTICE_PARTIAL_RETRACTION] = "Has correction",
        [NOTICE_CORRECTION] = "Has correction",
        [NOTICE_CONCERN] = "Has expression of concern",
        [NOTICE_WITHDRAWAL] = "Withdrawn",
        [NOTICE_REINSTATEMENT] = "Reinstated",
    };
    return notice->cleared ? "Reinstated" : status[notice->kind];
}

static void put_notice(struct json *json, const struct notice_row *notice,
                       str name)
{
    json_object(json);
    json_text(json, "status", str_of(status_of(notice)));
    json_text(json, "date", notice->date);
    if (str_starts(notice->by, S("doi:")))
        json_text(json, "noticeDoi", str_from(notice->by, 4));
    json_text(json, "doi", name);
    json_key(json, "urls"), json_array(json), json_end(json);
    json_text(json, "kind", str_of(notice_kind_name[notice->kind]));
    json_key(json, "sources"), json_array(json);
    for_vec (i, notice->source)
        json_str(json, notice->source.at[i]);
    json_end(json);
    json_end(json);
}

void scite_notices(struct json *json, const struct known *known)
{
    json_key(json, "editorialNotices"), json_array(json);
    for_vec (i, known->notice)
        put_notice(json, &known->notice.at[i], scite_name(known->key));
    json_end(json);
}

/* ---- versions ----------------------------------------------------------- */

static bool put_versions(struct call *call, struct json *json,
                         const struct known *known, struct err *err)
{
    static const struct {
        const char *list, *member;
        enum relation kind;
    } side[] = {
        {"preprintLinks", "preprintDoi", RELATION_PREPRINT_OF},
        {"publicationLinks", "publishedDoi", RELATION_HAS_PREPRINT},
    };
    version_rows rows = {0};
    if (!work_versions(call->store, known->id, call->arena, &rows, err))
        return false;
    for (int s = 0; s < 2; s++) {
        json_key(json, side[s].list), json_array(json);
        for (uint32_t i = 1; i < rows.n; i++) {
            str key;
            if (rows.at[i].kind != side[s].kind)
                continue;
            if (!work_key_of(call->store, rows.at[i].work, call->arena, &key,
                             err))
                return false;
            json_object(json);
            json_text(json, side[s].member, scite_name(key));
            json_end(json);
        }
        json_end(json);
    }
    return true;
}

/* ---- what it cites ------------------------------------------------------ */

static bool put_citing(struct call *call, struct json *json,
                       const struct known *known, struct err *err)
{
    struct sheet sheet = {0};
    work_list works = {0};
    struct short_tally sum = {0};
    if (known->doc &&
        (!sheet_of_doc(call->store, known->doc, call->arena, &sheet, err) ||
         !cited_works(call->store, known->doc, call->arena, &works, err)))
        return false;
    for (uint32_t i = 0; i < sheet.n; i++)
        sum.stance[sheet.at[i].stance]++;
    json_key(json, "citingTally"), json_object(json);
    json_key(json, "total"), json_uint(json, sheet.n);
    for (int s = 0; s < STANCES; s++)
        json_key(json, scite_stance((enum stance)s)),
            json_uint(json, sum.stance[s]);
    json_text(json, "sourceDoi", scite_name(known->key));
    json_key(json, "numCitedPublications"), json_uint(json, works.n);
    json_end(json);
    return true;
}

/* ---- a paper ------------------------------------------------------------ */

/* Crossref's words; JATS calls an article by what it reports. */
static str type_of(const struct work *work)
{
    if (str_ends(work->type, S("-article")) || work->type.len == 0 ||
        str_eq(work->type, S("journal")) || str_eq(work->type, S("other")))
        return S("journal-article");
    return work->type;
}

static str normal_type(const struct work *work)
{
    if (str_find(work->type, S("review")) != STR_NONE)
        return S("review");
    if (str_find(work->type, S("editorial")) != STR_NONE)
        return S("editorial");
    return S("article");
}

static void put_place(struct json *json, const struct work *work)
{
    json_count(json, "year", work->year);
    json_text(json, "date", work->date);
    json_text(json, "shortJournal",
              work->container_short.len ? work->container_short
                                        : work->container);
    json_text(json, "journal", work->container);
    json_text(json, "publisher", work->publisher);
    json_text(json, "issue", work->issue);
    json_text(json, "volume", work->volume);
    json_text(json, "page", work->page);
    json_key(json, "issns"), json_array(json);
    for_vec (i, work->issn)
        json_str(json, work->issn.at[i]);
    json_end(json);
}

static void put_words(struct call *call, struct json *json,
                      const struct known *known)
{
    const struct work *work = &known->work;
    json_key(json, "id"), json_uint(json, (uint64_t)known->id);
    json_text(json, "doi", scite_name(known->key));
    json_text(json, "slug", slug_of(work->title, known->id, call->arena));
    json_text(json, "type", type_of(work));
    json_text(json, "title", work->title.len ? work->title : S("Untitled"));
    json_text(json, "abstract", known->abstract);
    json_text(json, "pmid", work->id[ID_PMID]);
    put_authors(call, json, work);
    json_key(json, "keywords"), json_array(json);
    for_vec (i, known->keyword)
        json_str(json, known->keyword.at[i]);
    json_end(json);
    put_place(json, work);
    json_key(json, "normalizedTypes"), json_array(json);
    json_str(json, normal_type(work));
    json_end(json);
    json_key(json, "retracted"), json_bool(json, known_retracted(known));
}

bool scite_paper(struct call *call, struct json *json,
                 const struct known *known, bool alone)
{
    struct err err = {0};
    struct short_tally tally;
    json_object(json);
    put_words(call, json, known);
    scite_notices(json, known);
    if (!tally_find(call->tallies, known->key, &tally, &err) ||
        (alone && !put_citing(call, json, known, &err)) ||
        !put_versions(call, json, known, &err)) {
        reply_failed(call, &err);
        return false;
    }
    json_key(json, "tally");
    scite_tally(json, &tally, scite_name(known->key));
    json_end(json);
    return true;
}

bool scite_papers(struct call *call, struct json *json, const work_list *works)
{
    json_key(json, "papers"), json_object(json);
    for_vec (i, *works) {
        struct known known;
        size_t mark = arena_mark(call->arena);
        if (!known_by_id(call, works->at[i], &known))
            return false;
        if (known.id == 0)
            continue;
        json_key(json, arena_str(call->arena, scite_name(known.key)).ptr);
        if (!scite_paper(call, json, &known, false))
            return false;
        arena_rewind(call->arena, mark);
    }
    json_end(json);
    return true;
}
