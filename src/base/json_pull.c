#include "base/json_pull.h"

#include "base/utf8.h"

struct pull pull_on(struct feed *feed, size_t text_max)
{
    return (struct pull){.feed = feed, .text_max = text_max};
}

static bool fail(struct pull *pull, const char *why)
{
    if (pull->bad == NULL)
        pull->bad = why;
    return false;
}

static bool cut_off(struct pull *pull)
{
    return fail(pull,
                pull->feed->err.kind ? pull->feed->err.text : "it is cut off");
}

/* ---- between values --------------------------------------------------- */

/* The next byte that isn't white space, not used up; 0 at the end. */
static char next_byte(struct pull *pull)
{
    struct feed *feed = pull->feed;
    if (pull->bad)
        return '\0';
    do {
        while (feed->at < feed->end && is_space(*feed->at))
            feed->at++;
    } while (feed->at == feed->end && feed_more(feed));
    return feed->at < feed->end ? *feed->at : '\0';
}

char pull_peek(struct pull *pull)
{
    char c = next_byte(pull);
    return c && (strchr("{[\"tfn-", c) || is_digit(c)) ? c : '\0';
}

/* ---- strings ---------------------------------------------------------- */

/*
 * To the quotation mark that ends a string, from inside it; what stood there
 * is gone.
 */
static bool skip_string(struct pull *pull)
{
    struct feed *feed = pull->feed;
    bool escaped = false; /* the next byte is, from the piece before */
    for (;;) {
        while (feed->at < feed->end) {
            size_t left = (size_t)(feed->end - feed->at);
            const char *quote = memchr(feed->at, '"', left);
            const char *stop = quote ? quote : feed->end, *c = stop;
            while (c > feed->at && c[-1] == '\\')
                c--;
            bool odd = (size_t)(stop - c) % 2 == 1;
            if (c == feed->at && escaped)
                odd = !odd;
            feed->at = quote ? quote + 1 : feed->end;
            escaped = odd && !quote;
            if (quote && !odd)
                return true;
        }
        if (!feed_more(feed))
            return cut_off(pull);
    }
}

/*
 * Where the string that begins at feed->at (after its mark) ends, all of it in
 * memory; STR_NONE when it is longer than `most` or cut off.
 */
static size_t find_quote(struct pull *pull, size_t most, bool *plain)
{
    struct feed *feed = pull->feed;
    *plain = true;
    for (size_t i = 0; i <= most; i++) {
        if (i >= (size_t)(feed->end - feed->at) && !feed_least(feed, i + 1)) {
            cut_off(pull);
            return STR_NONE;
        }
        unsigned char c = (unsigned char)feed->at[i];
        if (c == '"')
            return i;
        *plain = *plain && c >= ' ' && c < 0x7f && c != '\\';
        i += c == '\\'; /* what it escapes isn't looked at */
    }
    return STR_NONE;
}

static uint32_t hex4(const char *c, const char *end)
{
    uint32_t value = 0;
    if (end - c < 4)
        return UTF8_REPLACEMENT;
    for (int i = 0; i < 4; i++) {
        char h = to_lower(c[i]);
        if (!is_digit(h) && (h < 'a' || h > 'f'))
            return UTF8_REPLACEMENT;
        value = value * 16 + (uint32_t)(is_digit(h) ? h - '0' : h - 'a' + 10);
    }
    return value;
}

/* "\uD834\uDD1E" is one character; `c` is moved past what was read. */
static uint32_t read_u(const char **c, const char *end)
{
    uint32_t high = hex4(*c, end);
    *c += end - *c < 4 ? end - *c : 4;
    if (high < 0xD800 || high > 0xDBFF || end - *c < 6 || (*c)[0] != '\\' ||
        (*c)[1] != 'u')
        return high;
    uint32_t low = hex4(*c + 2, end);
    if (low < 0xDC00 || low > 0xDFFF)
        return high;
    *c += 6;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static const char *put_escape(struct buf *out, const char *c, const char *end)
{
    static const char letter[] = "\"\\/bfnrt", meant[] = "\"\\/     ";
    const char *found = c < end && *c ? strchr(letter, *c) : NULL;
    if (found) {
        buf_char(out, meant[found - letter]);
        return c + 1;
    }
    if (c < end && *c == 'u') {
        c++;
        uint32_t point = read_u(&c, end);
        bool control = point < ' ' || (point >= 0x7f && point < 0xa0);
        buf_utf8(out, control ? ' ' : point);
        return c;
    }
    return c; /* an escape of nothing is nothing */
}

static str unescape(str raw, struct arena *arena)
{
    SCOPED_BUF out = {0};
    const char *c = raw.ptr, *end = raw.ptr + raw.len;
    while (c < end) {
        if (*c == '\\') {
            c = put_escape(&out, c + 1, end);
        } else if ((unsigned char)*c < 0x80) {
            buf_char(&out, (unsigned char)*c < ' ' || *c == 0x7f ? ' ' : *c);
            c++;
        } else {
            size_t len;
            buf_utf8(&out, utf8_next((str){c, (size_t)(end - c)}, &len));
            c += len;
        }
    }
    return arena_str(arena, buf_str(&out));
}

/* ---- skipping --------------------------------------------------------- */

static void skip_word(struct pull *pull)
{
    struct feed *feed = pull->feed;
    do {
        while (feed->at < feed->end && !is_space(*feed->at) &&
               !strchr(",]}{[\"", *feed->at))
            feed->at++;
    } while (feed->at == feed->end && feed_more(feed));
}

/* What a byte outside strings means to whoever passes over it. */
enum {
    PLAIN,
    OPENS,
    CLOSES,
    QUOTES
};
static const unsigned char meaning[256] = {['{'] = OPENS,
                                           ['['] = OPENS,
                                           ['}'] = CLOSES,
                                           [']'] = CLOSES,
                                           ['"'] = QUOTES};

static void skip_nested(struct pull *pull)
{
    struct feed *feed = pull->feed;
    unsigned depth = 0;
    for (;;) {
        while (feed->at < feed->end) {
            unsigned char what = meaning[(unsigned char)*feed->at++];
            if (what == PLAIN)
                continue;
            if (what == QUOTES && !skip_string(pull))
                return;
            depth += what == OPENS;
            depth -= what == CLOSES;
            if (depth == 0)
                return;
            if (depth > PULL_SKIP) {
                fail(pull, "it nests too deep");
                return;
            }
        }
        if (!feed_more(feed)) {
            cut_off(pull);
            return;
        }
    }
}

void pull_skip(struct pull *pull)
{
    char c = pull_peek(pull);
    if (c == '{' || c == '[') {
        skip_nested(pull);
    } else if (c == '"') {
        pull->feed->at++;
        skip_string(pull);
    } else if (c) {
        skip_word(pull);
    } else if (next_byte(pull)) {
        fail(pull, "no JSON value");
    } else {
        cut_off(pull);
    }
}

static void skip_odd(struct pull *pull)
{
    if (pull_peek(pull) != 'n') /* null is nothing, and often written */
        pull->odd++;
    pull_skip(pull);
}

/* ---- in and out ------------------------------------------------------- */

bool pull_enter(struct pull *pull, char open)
{
    if (pull_peek(pull) != open) {
        skip_odd(pull);
        return false;
    }
    if (pull->depth == PULL_DEPTH)
        return fail(pull, "it nests too deep");
    pull->feed->at++;
    pull->first[pull->depth++] = true;
    return true;
}

/* To the next thing on this level; false when `close` ends it. */
static bool go_on(struct pull *pull, char close)
{
    char c = next_byte(pull);
    if (pull->bad || pull->depth == 0)
        return false;
    bool *first = &pull->first[pull->depth - 1];
    if (c == close) {
        pull->feed->at++;
        pull->depth--;
        return false;
    }
    if (!*first && c == ',') {
        pull->feed->at++;
        c = next_byte(pull);
    } else if (!*first && c) {
        return fail(pull, "a comma is missing");
    }
    *first = false;
    return c ? true : cut_off(pull);
}

/* Byte `n` of what is unread, 0 at the end. */
static char byte_at(struct feed *feed, size_t n)
{
    return feed_least(feed, n + 1) ? feed->at[n] : '\0';
}

bool pull_key(struct pull *pull, str *key)
{
    bool plain;
    struct feed *feed = pull->feed;
    if (!go_on(pull, '}'))
        return false;
    if (next_byte(pull) != '"')
        return fail(pull, "a key is missing");
    feed->at++;
    size_t len = find_quote(pull, PULL_KEY, &plain);
    if (len == STR_NONE)
        return fail(pull, "a key without an end");
    size_t colon = len + 1;
    while (is_space(byte_at(feed, colon)))
        colon++;
    if (byte_at(feed, colon) != ':')
        return fail(pull, "a colon is missing");
    *key = (str){pull->name, len < PULL_NAME ? len : PULL_NAME};
    memcpy(pull->name, feed->at, key->len);
    feed->at += colon + 1;
    return true;
}

bool pull_item(struct pull *pull)
{
    return go_on(pull, ']');
}

void pull_leave(struct pull *pull, unsigned depth)
{
    struct feed *feed = pull->feed;
    while (pull->depth > depth && pull->bad == NULL) {
        char c = next_byte(pull);
        if (c == '\0') {
            cut_off(pull);
        } else if (c == '}' || c == ']') {
            feed->at++;
            pull->depth--;
        } else if (c == ',' || c == ':') {
            feed->at++;
        } else {
            pull_skip(pull);
        }
    }
}

bool pull_next_line(struct pull *pull, uint64_t begun)
{
    struct feed *feed = pull->feed;
    pull->bad = NULL;
    pull->depth = 0;
    if (feed_where(feed) > begun && feed->at > feed->from &&
        feed->at < feed->end && feed->at[-1] == '\n')
        return true;
    do {
        size_t left = (size_t)(feed->end - feed->at);
        const char *end = left ? memchr(feed->at, '\n', left) : NULL;
        feed->at = end ? end + 1 : feed->end;
        if (end)
            return true;
    } while (feed_more(feed));
    return false;
}

/* ---- values ----------------------------------------------------------- */

str pull_text(struct pull *pull, struct arena *arena)
{
    bool plain;
    if (pull_peek(pull) != '"') {
        skip_odd(pull);
        return S("");
    }
    pull->feed->at++;
    size_t len = find_quote(pull, pull->text_max, &plain);
    if (len == STR_NONE) {
        pull->odd++;
        if (pull->bad == NULL)
            skip_string(pull);
        return S("");
    }
    str raw = {pull->feed->at, len};
    pull->feed->at += len + 1;
    return plain ? arena_str(arena, raw) : unescape(raw, arena);
}

/* A number as written, in `space`; empty when it is none. */
static str number(struct pull *pull, char *space, size_t size)
{
    struct feed *feed = pull->feed;
    size_t n = 0;
    char c = pull_peek(pull);
    if (c != '-' && !is_digit(c)) {
        skip_odd(pull);
        return S("");
    }
    for (;;) {
        if (feed->at == feed->end && !feed_more(feed))
            break;
        c = *feed->at;
        if (!is_digit(c) && !strchr("+-.eE", c))
            break;
        if (n < size)
            space[n++] = c;
        feed->at++;
    }
    return (str){space, n};
}

str pull_word(struct pull *pull, struct arena *arena)
{
    char space[32];
    if (pull_peek(pull) == '"')
        return pull_text(pull, arena);
    return arena_str(arena, number(pull, space, sizeof(space)));
}

int64_t pull_int(struct pull *pull)
{
    char space[32];
    str word = number(pull, space, sizeof(space));
    bool minus = word.len && word.ptr[0] == '-';
    int64_t value = 0;
    for (size_t i = minus; i < word.len && is_digit(word.ptr[i]); i++) {
        if (value > INT64_MAX / 10 - 1)
            return 0;
        value = value * 10 + (word.ptr[i] - '0');
    }
    return str_find_nocase(word, S("e")) != STR_NONE ? 0
           : minus                                   ? -value
                                                     : value;
}

bool pull_bool(struct pull *pull)
{
    char c = pull_peek(pull);
    if (c == 't' || c == 'f')
        pull_skip(pull);
    else
        skip_odd(pull);
    return c == 't';
}
