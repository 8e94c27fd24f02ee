/*
 * Correct this: what readers said of a citation's label, and a form to say
 * more.  It works without any script; the token goes in the body, so that
 * nobody else's page can send it.
 */
#include "serve/link.h"
#include "serve/part.h"
#include "serve/v1.h"
#include "store/correct.h"

static const char *const means[CODES] = {
    [CODE_S] = "Supporting: their own results agree",
    [CODE_s] = "Mentioning: others’ results agree",
    [CODE_C] = "Contrasting: their own results differ",
    [CODE_c] = "Mentioning: others’ results differ",
    [CODE_U] = "Mentioning: its method, data or tool is used",
    [CODE_B] = "Mentioning: background",
};

static void put_entry(struct buf *out, const struct correction *entry)
{
    PUT(out, "<li class=\"said\"><strong>");
    buf_add(out,
            entry->code < CODES ? str_of(means[entry->code]) : S("Taken back"));
    PUT(out, "</strong><p class=\"small quiet\">");
    buf_html(out, entry->who);
    PUT(out, ", <time>");
    buf_html(out, str_first(entry->at, 10));
    PUT(out, "</time></p>");
    if (entry->why.len) {
        PUT(out, "<p>");
        buf_html(out, entry->why);
        PUT(out, "</p>");
    }
    PUT(out, "</li>");
}

static void put_log(struct call *call, const struct citation_row *row)
{
    struct err err = {0};
    corrections log = {0};
    if (!correction_list(call->store, row->doc_key, row->id, call->arena, &log,
                         &err) ||
        log.n == 0)
        return;
    PUT(call->out, "<ol>");
    for_vec (i, log)
        put_entry(call->out, &log.at[i]);
    PUT(call->out, "</ol>");
}

static void put_choices(struct buf *out, enum code now)
{
    PUT(out, "<label>What the citation does<select name=\"code\">");
    for (int c = 0; c < CODES; c++)
        buf_format(out, "<option value=\"%c\"%s>%s</option>", code_letter[c],
                   (int)now == c ? " selected" : "", means[c]);
    PUT(out, "<option value=\"\">As the machine says: take it back</option>"
             "</select></label>");
}

static void put_form(struct call *call, const struct citation_row *row)
{
    struct buf *out = call->out;
    PUT(out, "<details class=\"no-print\"><summary>Correct this</summary>"
             "<p class=\"small quiet\">What you say is shown in place of the "
             "machine’s label, here and in all counts, with your name and your "
             "reason. The machine’s label stays beside it, and it can be taken "
             "back; nothing is erased.</p>"
             "<form class=\"correct\" method=\"post\" action=\"");
    link_citation(out, row->doc_key, row->id);
    PUT(out, "\">");
    put_choices(out, row->code);
    buf_format(out,
               "<label>Your name<input type=\"text\" name=\"who\" required "
               "autocomplete=\"name\" maxlength=\"200\"></label>"
               "<label>Your reason<textarea name=\"why\" rows=\"3\" "
               "maxlength=\"%u\"></textarea></label>"
               "<label>Token of this server<input type=\"password\" "
               "name=\"token\" required autocomplete=\"current-password\">"
               "</label><button>Correct</button></form></details>",
               CORRECTION_TEXT_MAX / 4);
}

void part_corrections(struct call *call, const struct sheet_shown *shown)
{
    if (!call->conf->allow_corrections && !shown->row.corrected)
        return;
    PUT(call->out, "<section><h2>What readers say</h2>");
    put_log(call, &shown->row);
    if (call->conf->allow_corrections)
        put_form(call, &shown->row);
    PUT(call->out, "</section>\n");
}

/* ---- what the form sends --------------------------------------------------
 */

/* Of "a=b&c=d"; empty when it isn't there or isn't text. */
static str field(struct call *call, const char *name)
{
    str rest = call->request->body, pair, value;
    while (str_split(&rest, '&', &pair)) {
        size_t equals = str_chr(pair, '=');
        if (equals != STR_NONE &&
            str_eq(str_first(pair, equals), str_of(name)) &&
            url_decode(str_from(pair, equals + 1), true, call->arena, &value))
            return str_trim(value);
    }
    return S("");
}

/* value[0] is "doi:10.5555/x#B12/2". */
static bool read_entry(struct call *call, struct correction *entry)
{
    size_t hash = str_last_chr(call->value[0], '#');
    str code = field(call, "code");
    *entry = (struct correction){
        .code = code_of(code),
        .doc = call_key(call, str_first(call->value[0], hash)),
        .who = field(call, "who"),
        .why = field(call, "why")};
    if (hash == STR_NONE || entry->doc.len == 0) {
        reply_error(call, 404, "there is no such citation");
        return false;
    }
    entry->citation = str_from(call->value[0], hash + 1);
    if (entry->who.len && entry->who.len <= CORRECTION_TEXT_MAX &&
        entry->why.len <= CORRECTION_TEXT_MAX &&
        (code.len == 0 || entry->code < CODES))
        return true;
    reply_error(call, 422, "a correction needs a label and a name");
    return false;
}

void page_correct(struct call *call)
{
    struct correction entry;
    SCOPED_BUF to = {0};
    if (!call_may_correct(call, field(call, "token")) ||
        !read_entry(call, &entry) || !call_correct(call, &entry))
        return;
    link_citation(&to, entry.doc, entry.citation);
    reply_redirect(call, arena_str(call->arena, buf_str(&to)), true);
}
