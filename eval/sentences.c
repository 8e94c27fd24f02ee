/*
 * Split gold documents into sentences: reads JSON lines {id, text, marks:
 * [[start, end], …]} on standard input, code points, and writes
 * {id, sents: [[start, end], …]}.  Each line of the text is a block.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"
#include "text/sentence.h"

typedef vec_of(struct mark) mark_list;

static mark_list read_marks(const struct json_value *doc, str text,
                            struct arena *arena)
{
    mark_list marks = {0};
    const struct json_value *row = json_first(json_member(doc, "marks"));
    size_t byte = 0, point = 0; /* they come in order */
    for (; row; row = json_next(row)) {
        const struct json_value *start = json_first(row);
        uint32_t from = json_as_uint(start),
                 to = json_as_uint(json_next(start));
        struct span at;
        byte += utf8_offset(str_from(text, byte), from - point);
        at.start = (uint32_t)byte;
        byte += utf8_offset(str_from(text, byte), to - from);
        at.end = (uint32_t)byte;
        point = to;
        vec_push(&marks, arena, ((struct mark){at, MARK_CITATION}));
    }
    return marks;
}

static void split_line(str text, struct span line, mark_list marks,
                       uint32_t *next, spans *out, struct arena *arena)
{
    mark_list own = {0};
    spans found = {0};
    for (; *next < marks.n && marks.at[*next].at.start < line.end; ++*next) {
        struct mark mark = marks.at[*next];
        mark.at.start -= line.start;
        mark.at.end -= line.start;
        vec_push(&own, arena, mark);
    }
    sentence_find((str){text.ptr + line.start, span_len(line)}, own.at, own.n,
                  &found, arena);
    for_vec (i, found)
        vec_push(out, arena,
                 ((struct span){found.at[i].start + line.start,
                                found.at[i].end + line.start}));
}

static void write_spans(str text, spans sentences, struct json *json)
{
    size_t byte = 0, point = 0;
    json_array(json);
    for_vec (i, sentences) {
        struct span span = sentences.at[i];
        json_array(json);
        point += utf8_count((str){text.ptr + byte, span.start - byte});
        json_uint(json, point);
        point += utf8_count((str){text.ptr + span.start, span_len(span)});
        json_uint(json, point);
        byte = span.end;
        json_end(json);
    }
    json_end(json);
}

static void split_doc(str line, struct buf *out)
{
    struct err err = {0};
    SCOPED_ARENA arena = {0};
    SCOPED_JSON *doc = json_parse(line, &err);
    if (doc == NULL)
        die("%s", err.text);
    str text = json_member_str(doc, "text");
    mark_list marks = read_marks(doc, text, &arena);
    spans sentences = {0};
    uint32_t start = 0, mark = 0;
    str rest = text, piece;
    while (str_split(&rest, '\n', &piece)) {
        struct span span = {start, start + (uint32_t)piece.len};
        split_line(text, span, marks, &mark, &sentences, &arena);
        start = span.end + 1;
    }
    struct json json = json_on(out);
    json_object(&json);
    json_text(&json, "id", json_member_str(doc, "id"));
    json_key(&json, "sents");
    write_spans(text, sentences, &json);
    json_end(&json);
    buf_char(out, '\n');
}

int main(void)
{
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    SCOPED_BUF out = {0};
    while ((len = getline(&line, &cap, stdin)) > 0) {
        buf_clear(&out);
        split_doc((str){line, (size_t)len}, &out);
        fwrite(out.ptr, 1, out.len, stdout);
    }
    free(line);
    return 0;
}
