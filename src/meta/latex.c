#include "meta/latex.h"

#include "base/buf.h"
#include "text/compose.h"

/* The combining character that each accent puts over the letter after it. */
static const struct {
    char command;
    const char *combining;
} accent_row[] = {
    {'`', "\u0300"}, {'\'', "\u0301"}, {'^', "\u0302"}, {'~', "\u0303"},
    {'"', "\u0308"}, {'=', "\u0304"},  {'.', "\u0307"}, {'u', "\u0306"},
    {'v', "\u030C"}, {'H', "\u030B"},  {'c', "\u0327"}, {'k', "\u0328"},
    {'r', "\u030A"}, {'b', "\u0331"},  {'d', "\u0323"},
};

static const struct {
    const char *command, *text;
} word_row[] = {
    {"ss", "ß"},
    {"ae", "æ"},
    {"AE", "Æ"},
    {"oe", "œ"},
    {"OE", "Œ"},
    {"o", "ø"},
    {"O", "Ø"},
    {"l", "ł"},
    {"L", "Ł"},
    {"aa", "å"},
    {"AA", "Å"},
    {"i", "i"},
    {"j", "j"},
    {"dh", "ð"},
    {"th", "þ"},
    {"alpha", "α"},
    {"beta", "β"},
    {"gamma", "γ"},
    {"delta", "δ"},
    {"epsilon", "ε"},
    {"zeta", "ζ"},
    {"eta", "η"},
    {"theta", "θ"},
    {"kappa", "κ"},
    {"lambda", "λ"},
    {"mu", "μ"},
    {"nu", "ν"},
    {"pi", "π"},
    {"rho", "ρ"},
    {"sigma", "σ"},
    {"tau", "τ"},
    {"phi", "φ"},
    {"chi", "χ"},
    {"psi", "ψ"},
    {"omega", "ω"},
    {"Delta", "Δ"},
    {"Omega", "Ω"},
    {"Sigma", "Σ"},
    {"times", "×"},
    {"pm", "±"},
    {"leq", "≤"},
    {"geq", "≥"},
    {"textendash", "–"},
    {"textemdash", "—"},
    {"ldots", "…"},
    {"dots", "…"},
    {"textquoteright", "’"},
    {"textquoteleft", "‘"},
    {"textregistered", "®"},
    {"texttrademark", "™"},
    {"textdegree", "°"},
    {"copyright", "©"},
    {"textbackslash", "\\"},
    {"textasciitilde", "~"},
    {"newblock", " "},
    {"par", " "},
};

static const char *accent_of(char command)
{
    for (size_t i = 0; i < sizeof(accent_row) / sizeof(*accent_row); i++)
        if (accent_row[i].command == command)
            return accent_row[i].combining;
    return NULL;
}

static void skip_blanks(str *rest)
{
    while (rest->len && is_space(rest->ptr[0]))
        *rest = str_from(*rest, 1);
}

/* The letter an accent stands over: "e", "{e}", "{\i}", "\i"; as it is. */
static str take_letter(str *rest)
{
    skip_blanks(rest);
    bool braced = rest->len && rest->ptr[0] == '{';
    if (braced)
        *rest = str_from(*rest, 1);
    if (rest->len && rest->ptr[0] == '\\')
        *rest = str_from(*rest, 1);
    size_t n = rest->len && rest->ptr[0] != '}' ? 1 : 0;
    while (n && n < rest->len && (rest->ptr[n] & 0xC0) == 0x80)
        n++;
    str letter = str_first(*rest, n);
    *rest = str_from(*rest, n);
    if (braced && rest->len && rest->ptr[0] == '}')
        *rest = str_from(*rest, 1);
    return letter;
}

static void put_word(str word, struct buf *out)
{
    for (size_t i = 0; i < sizeof(word_row) / sizeof(*word_row); i++)
        if (str_eq(word, str_of(word_row[i].command)))
            buf_add(out, str_of(word_row[i].text));
}

/* What comes after a backslash. */
static void put_command(str *rest, struct buf *out)
{
    char first = rest->len ? rest->ptr[0] : '\0';
    size_t n = 0;
    while (n < rest->len && is_alpha(rest->ptr[n]))
        n++;
    const char *accent = n <= 1 ? accent_of(first) : NULL;
    if (accent) {
        *rest = str_from(*rest, 1);
        str letter = take_letter(rest);
        buf_add(out, letter);
        if (letter.len)
            buf_add(out, str_of(accent));
    } else if (n) {
        put_word(str_first(*rest, n), out);
        *rest = str_from(*rest, n);
        skip_blanks(rest);
    } else if (first) { /* "\&", "\%"; "\ " and "\-" are blank and nothing */
        if (first == '\\')
            buf_char(out, ' ');
        else if (first != '-')
            buf_char(out, first);
        *rest = str_from(*rest, 1);
    }
}

static size_t put_dash_or_quote(str rest, struct buf *out)
{
    static const struct {
        const char *latex, *text;
    } row[] = {{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_starts(rest, str_of(row[i].latex))) {
            buf_add(out, str_of(row[i].text));
            return strlen(row[i].latex);
        }
    return 0;
}

static bool is_plain(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("\\{}$~-`'", text.ptr[i]))
            return false;
    return true;
}

str latex_text(str latex, struct arena *arena)
{
    SCOPED_BUF out = {0};
    str rest = latex;
    if (is_plain(latex))
        return latex;
    while (rest.len) {
        char c = rest.ptr[0];
        size_t n = put_dash_or_quote(rest, &out);
        if (n) {
            rest = str_from(rest, n);
            continue;
        }
        rest = str_from(rest, 1);
        if (c == '\\')
            put_command(&rest, &out);
        else if (c == '~')
            buf_char(&out, ' ');
        else if (c != '{' && c != '}' && c != '$')
            buf_char(&out, c);
    }
    return compose(buf_str(&out), arena);
}
