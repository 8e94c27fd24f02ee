/* A tally to put on other people's pages: script, picture, frame, oEmbed. */
#include "serve/page.h"
#include "serve/scite.h"
#include "serve/web.h"

/* Text in the picture has 4.5:1 on white (WCAG 2.2, 1.4.3). */
static const struct {
    enum stance stance;
    const char *name, *sign, *colour;
} part[] = {{STANCE_SUPPORTING, "supporting", "+", "#0a6b34"},
            {STANCE_MENTIONING, "mentioning", "=", "#393f43"},
            {STANCE_CONTRASTING, "contrasting", "\xe2\x88\x92", "#9a3412"}};
#define PARTS 3

void badge_script(struct call *call)
{
    const struct web_file *file = web_find(S("badge.js"));
    if (file)
        web_send(call, file);
    else
        reply_error(call, 404, "this server has no badge");
}

static bool find_tally(struct call *call, str *key, struct short_tally *tally)
{
    struct err err = {0};
    *key = call_name(call, call->value[0]);
    if (tally_find(call->tallies, *key, tally, &err))
        return true;
    reply_failed(call, &err);
    return false;
}

static str report_url(struct call *call, str key)
{
    SCOPED_BUF out = {0};
    buf_add(&out, call_base(call));
    buf_add(&out, S("/reports/"));
    buf_url(&out, scite_name(key));
    return arena_str(call->arena, buf_str(&out));
}

/* "8 supporting, 38 mentioning, 4 contrasting citations" */
static str in_words(struct call *call, const struct short_tally *tally)
{
    if (tally->work == 0)
        return S("not cited in any article read here");
    return arena_format(call->arena,
                        "%u supporting, %u mentioning, %u contrasting "
                        "citations by %u works",
                        tally->stance[STANCE_SUPPORTING],
                        tally->stance[STANCE_MENTIONING],
                        tally->stance[STANCE_CONTRASTING], tally->citing);
}

/* ---- a picture ---------------------------------------------------------- */

#define DIGIT 8 /* width of one, at 13 pixels */

static unsigned width_of(uint32_t n)
{
    unsigned digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return 22 + digits * DIGIT;
}

static void put_svg(struct call *call, const struct short_tally *tally)
{
    struct buf *out = call->out;
    unsigned x = 8, width = 16;
    for (int i = 0; i < PARTS; i++)
        width += width_of(tally->stance[part[i].stance]);
    str words = in_words(call, tally);
    buf_format(out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" "
               "height=\"24\" viewBox=\"0 0 %u 24\" role=\"img\" "
               "aria-label=\"%.*s\"><title>%.*s</title>"
               "<rect x=\".5\" y=\".5\" width=\"%u\" height=\"23\" rx=\"4\" "
               "fill=\"#fff\" stroke=\"#767676\"/><g font-family=\"system-ui,"
               "sans-serif\" font-size=\"13\" font-weight=\"600\">",
               width, width, STR(words), STR(words), width - 1);
    for (int i = 0; i < PARTS; i++) {
        uint32_t n = tally->stance[part[i].stance];
        buf_format(out, "<text x=\"%u\" y=\"17\" fill=\"%s\">%s %u</text>", x,
                   part[i].colour, part[i].sign, n);
        x += width_of(n);
    }
    buf_add(out, S("</g></svg>\n"));
    reply_as(call, S("image/svg+xml"));
}

/* The unknown get a picture too: 404 is for machines. */
void badge_picture(struct call *call)
{
    str key;
    struct short_tally tally;
    if (!find_tally(call, &key, &tally))
        return;
    if (tally.work == 0)
        call->reply->status = 404;
    reply_header(call, S("Cache-Control"), S("public, max-age=3600"));
    put_svg(call, &tally);
}

/* ---- a frame ------------------------------------------------------------ */

static void put_frame(struct call *call, str key,
                      const struct short_tally *tally)
{
    struct buf *out = call->out;
    buf_add(out, S("<!doctype html>\n<html lang=\"en\">\n<head>\n"
                   "<meta charset=\"utf-8\">\n<title>Citations of "));
    buf_html(out, scite_name(key));
    buf_add(out, S("</title>\n<meta name=\"viewport\" content=\"width=device-"
                   "width, initial-scale=1\">\n<link rel=\"stylesheet\" "
                   "href=\""));
    buf_html(out, web_url(call, S("embed.css")));
    buf_add(out, S("\">\n</head>\n<body>\n<a target=\"_top\" href=\""));
    buf_html(out, report_url(call, key));
    buf_add(out, S("\">\n"));
    for (int i = 0; i < PARTS; i++)
        buf_format(out, "<span class=\"%s\"><b>%u</b> <span>%s</span></span>\n",
                   part[i].name, tally->stance[part[i].stance], part[i].name);
    buf_format(out,
               "</a>\n<p>by %u works, read by Stet</p>\n</body>\n</html>\n",
               tally->citing);
}

/* It may stand in anybody's page, and does nothing but link. */
void badge_frame(struct call *call)
{
    str key;
    struct short_tally tally;
    if (!find_tally(call, &key, &tally))
        return;
    if (tally.work == 0) {
        reply_error(call, 404, "no article that has been read cites this");
        return;
    }
    put_frame(call, key, &tally);
    reply_header(call, S("Content-Security-Policy"),
                 S("default-src 'none'; style-src 'self'; base-uri 'none'; "
                   "form-action 'none'; frame-ancestors *"));
    reply_html(call);
}

/* ---- oEmbed ------------------------------------------------------------- */

#define WIDTH  360u
#define HEIGHT 80u

/* The identifier at the end of an address of a report, whoever's server. */
static str key_of_url(struct call *call)
{
    str url = call->param.of[PARAM_URL].text, id;
    size_t at = str_find(url, S("/reports/"));
    if (at == STR_NONE)
        return S("");
    id = str_from(url, at + 9);
    id = str_first(id, str_chr(id, '?'));
    id = str_first(id, str_chr(id, '#'));
    return url_decode(id, false, call->arena, &id) ? call_name(call, id)
                                                   : S("");
}

static uint32_t at_most(const struct call *call, enum param most, uint32_t n)
{
    const struct param_value *value = &call->param.of[most];
    return value->given && value->number < n ? value->number : n;
}

static str frame_html(struct call *call, str key, uint32_t width,
                      uint32_t height)
{
    SCOPED_BUF out = {0};
    buf_add(&out, S("<iframe src=\""));
    buf_html(&out, call_base(call));
    buf_add(&out, S("/embed/"));
    buf_url(&out, scite_name(key));
    buf_format(&out,
               "\" width=\"%u\" height=\"%u\" title=\"Citations by stance\" "
               "loading=\"lazy\"></iframe>",
               width, height);
    return arena_str(call->arena, buf_str(&out));
}

static void put_oembed(struct call *call, str title, str html, uint32_t width,
                       uint32_t height)
{
    struct json json = json_on(call->out);
    json_object(&json);
    json_text(&json, "version", S("1.0"));
    json_text(&json, "type", S("rich"));
    json_text(&json, "title", title);
    json_text(&json, "provider_name", call->conf->name);
    json_text(&json, "provider_url", call_base(call));
    json_text(&json, "html", html);
    json_key(&json, "width"), json_uint(&json, width);
    json_key(&json, "height"), json_uint(&json, height);
    json_key(&json, "cache_age"), json_uint(&json, 3600);
    json_end(&json);
    reply_json(call);
}

void api_oembed(struct call *call)
{
    struct known known;
    uint32_t width = at_most(call, PARAM_MAXWIDTH, WIDTH);
    uint32_t height = at_most(call, PARAM_MAXHEIGHT, HEIGHT);
    str format = call->param.of[PARAM_OEMBED_FORMAT].text;
    if (format.len && !str_eq(format, S("json"))) {
        reply_error(call, 501, "only JSON is given");
        return;
    }
    if (!known_by_key(call, key_of_url(call), &known))
        return;
    if (known.id == 0)
        reply_error(call, 404, "this address is no report of ours");
    else
        put_oembed(call, known.work.title,
                   frame_html(call, known.key, width, height), width, height);
}
