/*
 * /api/v1: corrections.  Anybody may read them; who has the token may add one,
 * if the server was started with --allow-corrections.  Nothing else that is
 * served writes.
 */
#include <assert.h>
#include <time.h>

#include "doc/view.h"
#include "serve/site.h"
#include "serve/table.h"
#include "serve/v1.h"
#include "store/correct.h"

static const char *const column[] = {"doc", "citation", "code", "stance",
                                     "who", "why",      "at"};

enum {
    K_DOC,
    K_CITATION,
    K_CODE,
    K_STANCE,
    K_WHO,
    K_WHY,
    K_AT,
    COLUMNS
};

static_assert(sizeof(column) / sizeof(*column) == COLUMNS, "a name each");

static void put_entry(struct table *table, const struct correction *entry)
{
    table_row(table);
    table_text(table, K_DOC, entry->doc);
    table_text(table, K_CITATION, entry->citation);
    table_text(table, K_CODE, code_str(entry->code));
    table_text(table, K_STANCE, str_of(view_word(VIEW_STRICT, entry->code)));
    table_text(table, K_WHO, entry->who);
    table_text(table, K_WHY, entry->why);
    table_text(table, K_AT, entry->at);
}

void v1_corrections(struct call *call)
{
    struct work_row work;
    struct table table;
    struct err err = {0};
    corrections entries = {0};
    if (!call_work(call, &work))
        return;
    if (!correction_list(call->store, work.key, S(""), call->arena, &entries,
                         &err)) {
        reply_failed(call, &err);
        return;
    }
    if (!table_open(&table, call, column, COLUMNS))
        return;
    for_vec (i, entries)
        put_entry(&table, &entries.at[i]);
    table_close(&table, entries.n, S(""));
}

/* ---- one more ----------------------------------------------------------- */

/* Every byte is looked at, so that time tells nothing. */
static bool same_token(str a, str b)
{
    unsigned differ = a.len != b.len;
    for (size_t i = 0; i < a.len && b.len; i++)
        differ |= (unsigned)(a.ptr[i] ^ b.ptr[i % b.len]);
    return !differ && a.len;
}

bool call_may_correct(struct call *call, str token)
{
    if (!call->conf->allow_corrections) {
        reply_error(call, 403, "this server takes no corrections");
        return false;
    }
    if (same_token(token, call->conf->token))
        return true;
    reply_error(call, 401, "corrections need the token of this server");
    reply_header(call, S("WWW-Authenticate"), S("Bearer"));
    return false;
}

static str bearer_token(const struct call *call)
{
    str given = header_find(&call->request->header, S("Authorization"));
    return str_starts_nocase(given, S("bearer ")) ? str_trim(str_from(given, 7))
                                                  : S("");
}

/* "S", or what a label means without asking whose evidence it is. */
static bool read_code(const struct json_value *body, enum code *code)
{
    str letter = json_member_str(body, "code");
    str stance = json_member_str(body, "stance");
    if (json_is_text(json_member(body, "code"))) {
        *code = code_of(letter);
        return letter.len == 0 || *code != CODES;
    }
    *code = str_eq(stance, S("supporting"))    ? CODE_S
            : str_eq(stance, S("contrasting")) ? CODE_C
            : str_eq(stance, S("mentioning"))  ? CODE_B
                                               : CODES;
    return *code != CODES;
}

static bool read_entry(struct call *call, const struct json_value *body,
                       struct correction *entry)
{
    static const char *const member[] = {"doc", "citation", "who", "why"};
    str value[4];
    for (int i = 0; i < 4; i++) {
        value[i] = json_member_str(body, member[i]);
        bool needed = i < 3;
        if (value[i].len > CORRECTION_TEXT_MAX ||
            (needed && value[i].len == 0)) {
            reply_invalid(call, 422, "body", str_of(member[i]),
                          "'%s' is text of 1 to %u bytes", member[i],
                          CORRECTION_TEXT_MAX);
            return false;
        }
    }
    *entry = (struct correction){.doc = call_key(call, value[0]),
                                 .citation = value[1],
                                 .who = value[2],
                                 .why = value[3]};
    if (read_code(body, &entry->code))
        return true;
    reply_invalid(call, 422, "body", S("code"),
                  "'code' is one of %s or empty, or 'stance' is supporting, "
                  "contrasting or mentioning",
                  code_letter);
    return false;
}

static str now(struct arena *arena)
{
    char text[40];
    struct tm tm;
    time_t at = time(NULL);
    gmtime_r(&at, &tm);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
    return arena_str(arena, str_of(text));
}

/* While somebody ingests the store has its writer: who corrects waits. */
bool call_correct(struct call *call, struct correction *entry)
{
    struct err err = {0};
    bool found = false;
    entry->at = now(call->arena);
    SCOPED_STORE *store = store_open(call->site->path, STORE_WRITE, &err);
    if (store == NULL) {
        reply_error(call, 503, "somebody else writes to the store just now");
        reply_header(call, S("Retry-After"), S("30"));
    } else if (!correction_add(store, entry, &found, &err)) {
        reply_failed(call, &err);
    } else if (!found) {
        reply_error(call, 404, "there is no such citation");
    }
    return found;
}

static void reply_entry(struct call *call, const struct correction *entry)
{
    struct table table;
    if (!table_open_one(&table, call, column, COLUMNS))
        return;
    put_entry(&table, entry);
    call->reply->status = 201;
    table_close(&table, 1, S(""));
}

void v1_correct(struct call *call)
{
    struct correction entry;
    if (!call_may_correct(call, bearer_token(call)))
        return;
    SCOPED_JSON *body = call_body(call);
    if (body == NULL || !read_entry(call, body, &entry))
        return;
    if (call_correct(call, &entry))
        reply_entry(call, &entry);
}
