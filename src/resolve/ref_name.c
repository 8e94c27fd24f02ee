#include "resolve/ref_name.h"

#include "base/utf8.h"

/* A list of more is no list of authors. */
#define NAMES_MOST 2000u

/* ---- words ----------------------------------------------------------------
 */

static bool is_upper_letter(uint32_t c)
{
    return (c < 0x80 && is_upper((char)c)) ||
           (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           (c >= 0x100 && c <= 0x17F && c % 2 == 0) ||
           (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

static bool is_letter(uint32_t c)
{
    return (c < 0x80 && is_alpha((char)c)) ||
           (c >= 0xC0 && c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x2BFF));
}

/* "J.", "JB", "J.-P.", "J.B.", "Yu.": capitals, few, or short with a stop. */
static bool is_initials(str word)
{
    uint32_t upper = 0, lower = 0;
    size_t len;
    for (str rest = word; rest.len; rest = str_from(rest, len)) {
        uint32_t c = utf8_next(rest, &len);
        upper += is_upper_letter(c);
        lower += is_letter(c) && !is_upper_letter(c);
    }
    bool stopped = str_ends(word, S("."));
    return upper > 0 && ((lower == 0 && upper <= (stopped ? 4u : 3u)) ||
                         (stopped && upper == 1 && lower <= 2));
}

static bool is_one_of(str word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_nocase(word, str_of(*list)))
            return true;
    return false;
}

static const char *const particle[] = {
    "van", "von", "de",   "der", "den",    "del", "della", "di",  "da",
    "dos", "das", "do",   "la",  "le",     "du",  "des",   "ter", "ten",
    "zu",  "zur", "af",   "av",  "al",     "el",  "bin",   "ibn", "ben",
    "st.", "st",  "dela", "d'",  "vander", "e",   "y",     "'t",  NULL};

static const char *const group_word[] = {
    "collaboration", "group",      "consortium",    "organization",
    "organisation",  "committee",  "network",       "society",
    "association",   "institute",  "university",    "department",
    "ministry",      "team",       "commission",    "council",
    "agency",        "foundation", "centers",       "center",
    "centre",        "initiative", "investigators", "force",
    "project",       "academy",    "federation",    "bureau",
    "office",        "union",      "program",       "programme",
    "ministério",    "ministerio", "instituto",     "organização",
    "organización",  "staff",      "nations",       "board",
    "service",       "company",    "inc.",          "national",
    "international", NULL};

static const char *const suffix[] = {"jr",  "jr.", "sr",  "sr.", "ii",
                                     "iii", "iv",  "2nd", "3rd", NULL};

static str trim_signs(str s)
{
    while (s.len && strchr(" ,;:&/\t\n", s.ptr[0]) && s.ptr[0])
        s = str_from(s, 1);
    while (s.len && strchr(" ,;:&/\t\n", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
        s.len--;
    return s;
}

static bool has_group_word(str s)
{
    str word;
    while (str_word(&s, &word))
        if (is_one_of(trim_signs(word), group_word))
            return true;
    return false;
}

static bool has_initials(str s)
{
    str word;
    while (str_word(&s, &word))
        if (is_initials(trim_signs(word)) && word.len <= 5)
            return true;
    return false;
}

/* ---- a part between commas ------------------------------------------------
 */

enum part_kind {
    PART_INITIALS, /* "J. B." */
    PART_WORD,     /* "Smith", "van der Berg": a family, or a given name */
    PART_NAME,     /* "Jane Smith", "J. Smith", "Smith JB" */
    PART_SUFFIX,   /* "Jr." */
    PART_GROUP
};

struct name_part {
    str text;
    enum part_kind kind;
    struct work_name name; /* of PART_NAME and PART_GROUP */
};

/* What of `s` is from its first byte to the end of `last`. */
static str up_to(str s, str last)
{
    return (str){s.ptr, (size_t)(last.ptr + last.len - s.ptr)};
}

static str after(str s, str first)
{
    return str_trim(str_from(s, (size_t)(first.ptr + first.len - s.ptr)));
}

struct shape {
    uint32_t words, initials, leading, trailing, small;
    str first, last, last_word, before_family;
};

static struct shape shape_of(str part)
{
    struct shape shape = {0};
    str rest = part, word;
    bool only_initials = true, small_run = false;
    while (str_word(&rest, &word)) {
        bool initials = is_initials(word);
        bool small = is_one_of(word, particle) && is_lower(word.ptr[0]);
        shape.first = shape.words ? shape.first : word;
        if (!initials && !small && !small_run)
            shape.before_family = shape.last;
        if (small && !small_run)
            shape.before_family = shape.last;
        small_run = small;
        shape.words++;
        shape.small += small;
        shape.initials += initials;
        only_initials = only_initials && initials;
        shape.leading += only_initials;
        shape.trailing = initials ? shape.trailing + 1 : 0;
        shape.last_word = initials ? shape.last_word : word;
        shape.last = word;
    }
    return shape;
}

/* "Smith JB" */
static struct work_name family_first(str part, const struct shape *shape)
{
    str family = up_to(part, shape->last_word);
    return (struct work_name){.family = family, .given = after(part, family)};
}

/* "J. B. van der Berg", "Jane B. Smith" */
static struct work_name given_first(str part, const struct shape *shape)
{
    if (shape->before_family.len == 0)
        return (struct work_name){.family = part};
    str given = up_to(part, shape->before_family);
    return (struct work_name){.family = after(part, given), .given = given};
}

static struct name_part part_of(str text)
{
    struct name_part part = {.text = text};
    struct shape shape = shape_of(text);
    if (is_one_of(text, suffix)) {
        part.kind = PART_SUFFIX;
    } else if (shape.initials == 0 && has_group_word(text)) {
        part.kind = PART_GROUP;
        part.name.family = text;
    } else if (shape.words == shape.initials) {
        bool lone = shape.words > 1 && utf8_count(shape.first) > 1 &&
                    !str_ends(shape.first, S("."));
        part.kind = PART_INITIALS;
        if (lone) /* "LI J": the first may be a family */
            part.name = (struct work_name){.family = shape.first,
                                           .given = after(text, shape.first)};
    } else if (shape.words - shape.small <= 1) {
        part.kind = PART_WORD;
    } else {
        part.kind = PART_NAME;
        part.name = shape.trailing && !shape.leading
                        ? family_first(text, &shape)
                        : given_first(text, &shape);
    }
    return part;
}

/* ---- a list ---------------------------------------------------------------
 */

static void push(ref_names *out, str family, str given, struct arena *arena)
{
    while (family.len && (family.ptr[0] == '.' || family.ptr[0] == ' '))
        family = str_from(family, 1); /* "K .Brown" */
    if (out->n >= NAMES_MOST || family.len == 0)
        return;
    struct work_name name = {.family = family, .given = given};
    vec_push(out, arena, name);
}

/* "Smith" and what comes after it: initials, or a given name. */
static bool pairs(const struct name_part *family, const struct name_part *given)
{
    if (family->kind == PART_INITIALS) /* "DOE, Karl" */
        return family->name.family.len == 0 && family->text.len > 1 &&
               !str_ends(family->text, S(".")) && given->kind != PART_GROUP;
    if (given->kind == PART_INITIALS)
        return family->kind == PART_WORD || family->kind == PART_NAME;
    if (family->kind == PART_WORD)
        return given->kind == PART_WORD || given->kind == PART_NAME;
    return family->kind == PART_NAME && given->kind == PART_WORD &&
           !has_initials(family->text);
}

/* A full name isn't a family waiting for its initials: "Smith JB, A. Doe". */
static bool is_whole(const struct name_part *part)
{
    return part->kind == PART_NAME && has_initials(part->text);
}

typedef vec_of(struct name_part) parts;

/* The parts of one run between "and", ";" and the like. */
static void join(const parts *list, ref_names *out, struct arena *arena)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const struct name_part *part = &list->at[i];
        const struct name_part *next = i + 1 < list->n ? part + 1 : NULL;
        if (part->kind == PART_SUFFIX)
            continue;
        if (next && !is_whole(part) && part->kind != PART_GROUP &&
            pairs(part, next)) {
            push(out, part->text, next->text, arena);
            i++;
        } else if (part->name.family.len) {
            push(out, part->name.family, part->name.given, arena);
        } else {
            push(out, part->text, (str){0}, arena);
        }
    }
}

/* ---- where a list is cut --------------------------------------------------
 */

static const char *const conjunction[] = {"and",  "und",  "et", "y",  "e", "&",
                                          "with", "and,", "en", "og", NULL};

/* "et al." and its kin: the end of every list. */
static str before_et_al(str text)
{
    static const char *const mark[] = {"et al", "et. al",  "and others",
                                       "u. a.", "et alii", "e col."};
    for (size_t i = 0; i < sizeof(mark) / sizeof(*mark); i++) {
        size_t at = str_find_nocase(text, str_of(mark[i]));
        if (at != STR_NONE && (at == 0 || strchr(" ,;.", text.ptr[at - 1])))
            text = str_first(text, at);
    }
    return trim_signs(text);
}

/* Bytes of a conjunction at `at`, spaces included; 0 when there is none. */
static size_t conjunction_at(str text, size_t at)
{
    if (text.ptr[at] == ';' || text.ptr[at] == '&')
        return 1;
    if (text.ptr[at] != ' ' || at + 1 >= text.len)
        return 0;
    if (str_starts(str_from(text, at), S(" / ")) ||
        str_starts(str_from(text, at), S(" - ")))
        return 3;
    str rest = str_from(text, at), word;
    if (!str_word(&rest, &word) || rest.len == 0 ||
        !is_one_of(word, conjunction))
        return 0;
    if (is_upper(word.ptr[0]) && word.len < 2) /* an initial */
        return 0;
    return (size_t)(word.ptr + word.len - (text.ptr + at));
}

static void read_run(str run, ref_names *out, struct arena *arena)
{
    parts list = {0};
    str part;
    run = trim_signs(run);
    while (str_split(&run, ',', &part)) {
        part = trim_signs(part);
        if (part.len && list.n < NAMES_MOST)
            vec_push(&list, arena, part_of(part));
    }
    join(&list, out, arena);
}

void ref_names_read(str text, ref_names *out, struct arena *arena)
{
    text = before_et_al(text);
    if (text.len && has_group_word(text) && !has_initials(text)) {
        push(out, text, (str){0}, arena);
        return;
    }
    size_t start = 0;
    for (size_t at = 0; at < text.len; at++) {
        size_t n = conjunction_at(text, at);
        if (n == 0)
            continue;
        read_run((str){text.ptr + start, at - start}, out, arena);
        start = at + n;
        at = start - 1;
    }
    read_run(str_from(text, start), out, arena);
}
