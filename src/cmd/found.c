#include "cmd/found.h"

#include "base/json.h"
#include "base/utf8.h"
#include "cmd/print.h"

/* ---- for people ------------------------------------------------------- */

static void put_number(struct print *print, uint64_t number)
{
    print->indent = 0;
    print_format(print, "%llu.", (unsigned long long)number);
    print->indent = 3;
}

static void put_cited(struct print *print, const struct cited *cited)
{
    print_styled(print, PRINT_DIM, S("→"));
    print_format(print, "%s:", stance_name[cited->stance]);
    print_words(print, cited->author, (struct span){0});
    if (cited->year)
        print_format(print, "%u:", cited->year);
    print_words(print, cited->title.len ? cited->title : S("(no title known)"),
                (struct span){0});
    print_styled(print, PRINT_DIM, cited->work);
    if (cited->self)
        print_format(print, "(self-citation)");
    print_line(print);
}

static void put_passage(struct print *print, const struct passage *passage,
                        uint64_t number)
{
    const struct citation_row *row = &passage->row;
    put_number(print, number);
    print_words(print, row->author.len ? row->author : S("(no author)"),
                (struct span){0});
    if (row->year)
        print_format(print, "%u,", row->year);
    print_words(print, row->container, (struct span){0});
    print_format(print, "· %s", section_name[row->section]);
    print_styled(print, PRINT_DIM, row->doc_key);
    print_line(print);
    if (row->notice.len) {
        print_styled(print, PRINT_ALARM, S("The citing work has a notice:"));
        print_styled(print, PRINT_ALARM, row->notice);
        print_line(print);
    }
    print_lit(print, row->before, &passage->before);
    print_lit(print, row->sentence, &passage->sentence);
    print_lit(print, row->after, &passage->after);
    print_line(print);
    for_vec (i, passage->cited)
        put_cited(print, &passage->cited.at[i]);
    buf_char(print->out, '\n');
}

static void put_work(struct print *print, const struct found_work *work,
                     uint64_t number)
{
    put_number(print, number);
    print_lit(print, work->title.len ? work->title : S("(no title known)"),
              &work->title_lit);
    print_line(print);
    print_lit(print, work->author, &work->author_lit);
    if (work->year)
        print_format(print, "%u,", work->year);
    print_lit(print, work->container, &work->container_lit);
    print_styled(print, PRINT_DIM, work->key);
    print_line(print);
    print_format(print, "%llu citations: %llu supporting, %llu contrasting",
                 (unsigned long long)work->citations,
                 (unsigned long long)work->stance[STANCE_SUPPORTING],
                 (unsigned long long)work->stance[STANCE_CONTRASTING]);
    for_vec (i, work->notices)
        print_styled(print, PRINT_ALARM, work->notices.at[i]);
    print_line(print);
    buf_char(print->out, '\n');
}

static void put_facets(struct print *print, const facets *facet)
{
    for (int kind = 0; kind < FACETS; kind++) {
        if (facet[kind].n == 0)
            continue;
        print->indent = 0;
        print_styled(print, PRINT_BOLD, str_of(facet_name[kind]));
        print->indent = 3;
        for_vec (i, facet[kind]) {
            const struct facet *one = &facet[kind].at[i];
            print_words(print, one->value, (struct span){0});
            print_format(print, "%llu%s", (unsigned long long)one->n,
                         i + 1 < facet[kind].n ? "," : "");
        }
        print_line(print);
    }
    buf_char(print->out, '\n');
}

static void put_sum(struct print *print, const struct search_request *request,
                    const struct search_reply *reply)
{
    print->indent = 0;
    if (request->what == SEARCH_WORKS)
        print_format(print, "%llu works", (unsigned long long)reply->total);
    else
        print_format(print, "%llu passages with %llu citations in %llu works",
                     (unsigned long long)reply->total,
                     (unsigned long long)reply->citations,
                     (unsigned long long)reply->works);
    print_line(print);
    if (reply->instead.len) {
        print_format(print, "Did you mean:");
        print_styled(print, PRINT_BOLD, reply->instead);
        print_line(print);
    }
    if (reply->pending)
        print_format(print,
                     "%llu articles aren't indexed yet; 'stet index' does it.",
                     (unsigned long long)reply->pending);
    print_line(print);
}

void found_text(const struct search_request *request,
                const struct search_reply *reply, struct buf *out)
{
    struct print print = print_on(out);
    uint64_t number = request->cursor.len ? 0 : request->offset;
    put_sum(&print, request, reply);
    buf_char(out, '\n');
    if (request->facets)
        put_facets(&print, reply->facet);
    for_vec (i, reply->passage)
        put_passage(&print, &reply->passage.at[i], number + i + 1);
    for_vec (i, reply->work)
        put_work(&print, &reply->work.at[i], number + i + 1);
    print.indent = 0;
    if (reply->cursor.len)
        print_format(&print, "There are more; go on with --cursor=%.*s",
                     STR(reply->cursor));
    print_line(&print);
}

/* ---- for programs ----------------------------------------------------- */

static void json_lit(struct json *json, const char *key, str text,
                     const spans *lit)
{
    if (lit->n == 0)
        return;
    json_key(json, key);
    json_array(json);
    for_vec (i, *lit) {
        json_array(json);
        json_uint(json, utf8_count(str_first(text, lit->at[i].start)));
        json_uint(json, utf8_count(str_first(text, lit->at[i].end)));
        json_end(json);
    }
    json_end(json);
}

static void json_cited(struct json *json, const struct passage *passage)
{
    json_key(json, "cited");
    json_array(json);
    for_vec (i, passage->cited) {
        const struct cited *cited = &passage->cited.at[i];
        str sentence = passage->row.sentence;
        json_object(json);
        json_text(json, "citation", cited->id);
        json_text(json, "work", cited->work);
        json_text(json, "title", cited->title);
        json_text(json, "first_author", cited->author);
        json_count(json, "year", cited->year);
        json_text(json, "stance", str_of(stance_name[cited->stance]));
        json_key(json, "self_citation"), json_bool(json, cited->self);
        json_key(json, "marker");
        json_array(json);
        json_uint(json, utf8_count(str_first(sentence, cited->marker.start)));
        json_uint(json, utf8_count(str_first(sentence, cited->marker.end)));
        json_end(json);
        json_end(json);
    }
    json_end(json);
}

static void json_passage(struct json *json, const struct passage *passage)
{
    const struct citation_row *row = &passage->row;
    json_object(json);
    json_key(json, "score"), json_number(json, passage->score, 3);
    json_key(json, "citing");
    json_object(json);
    json_text(json, "doc", row->doc_key);
    json_text(json, "title", row->title);
    json_text(json, "first_author", row->author);
    json_text(json, "container", row->container);
    json_count(json, "year", row->year);
    json_text(json, "notice", row->notice);
    json_end(json);
    json_text(json, "section", str_of(section_name[row->section]));
    json_text(json, "before", row->before);
    json_text(json, "sentence", row->sentence);
    json_text(json, "after", row->after);
    json_key(json, "lit");
    json_object(json);
    json_lit(json, "before", row->before, &passage->before);
    json_lit(json, "sentence", row->sentence, &passage->sentence);
    json_lit(json, "after", row->after, &passage->after);
    json_end(json);
    json_cited(json, passage);
    json_end(json);
}

static void json_found_work(struct json *json, const struct found_work *work)
{
    json_object(json);
    json_key(json, "score"), json_number(json, work->score, 3);
    json_text(json, "work", work->key);
    json_text(json, "title", work->title);
    json_text(json, "first_author", work->author);
    json_text(json, "container", work->container);
    json_count(json, "year", work->year);
    json_key(json, "full_text"), json_bool(json, work->full_text);
    json_key(json, "citations"), json_uint(json, work->citations);
    for (int s = 0; s < STANCES; s++)
        json_key(json, stance_name[s]), json_uint(json, work->stance[s]);
    json_key(json, "notices");
    json_array(json);
    for_vec (i, work->notices)
        json_str(json, work->notices.at[i]);
    json_end(json);
    json_key(json, "lit");
    json_object(json);
    json_lit(json, "title", work->title, &work->title_lit);
    json_lit(json, "first_author", work->author, &work->author_lit);
    json_lit(json, "container", work->container, &work->container_lit);
    json_end(json);
    json_end(json);
}

static void json_facets(struct json *json, const facets *facet)
{
    json_key(json, "facets");
    json_object(json);
    for (int kind = 0; kind < FACETS; kind++) {
        json_key(json, facet_name[kind]);
        json_array(json);
        for_vec (i, facet[kind]) {
            json_object(json);
            json_text(json, "value", facet[kind].at[i].value);
            json_key(json, "n"), json_uint(json, facet[kind].at[i].n);
            json_end(json);
        }
        json_end(json);
    }
    json_end(json);
}

void found_json(const struct search_request *request,
                const struct search_reply *reply, struct buf *out)
{
    struct json json = json_on(out);
    bool works = request->what == SEARCH_WORKS;
    json_object(&json);
    json_text(&json, "query", reply->query);
    json_text(&json, "exact", reply->exact);
    json_text(&json, "instead", reply->instead);
    json_key(&json, "total"), json_uint(&json, reply->total);
    json_key(&json, "citations"), json_uint(&json, reply->citations);
    if (!works)
        json_key(&json, "citing_works"), json_uint(&json, reply->works);
    json_key(&json, "not_indexed"), json_uint(&json, reply->pending);
    json_key(&json, works ? "works" : "passages");
    json_array(&json);
    for_vec (i, reply->passage)
        json_passage(&json, &reply->passage.at[i]);
    for_vec (i, reply->work)
        json_found_work(&json, &reply->work.at[i]);
    json_end(&json);
    if (request->facets)
        json_facets(&json, reply->facet);
    json_text(&json, "cursor", reply->cursor);
    json_end(&json);
    buf_char(out, '\n');
}
