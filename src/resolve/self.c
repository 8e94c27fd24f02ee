#include "resolve/self.h"

#include "text/fold.h"

/* Of a family with more authors than this the first ones are compared. */
#define FAMILY_MAX 64

/* ---- names ------------------------------------------------------------ */

static bool is_any(str word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq(word, str_of(*list)))
            return true;
    return false;
}

static bool is_particle(str word)
{
    static const char *const particle[] = {
        "van", "von", "der", "den", "de",  "la",    "le", "du", "di",
        "da",  "dos", "das", "do",  "del", "della", "el", "al", "ter",
        "ten", "bin", "ibn", "zu",  "zur", "vom",   "af", "av", NULL};
    return is_any(word, particle);
}

static bool is_suffix(str word)
{
    static const char *const suffix[] = {"jr", "sr", "ii", "iii", "iv", NULL};
    return is_any(word, suffix);
}

/* "JB" and "RCME", but neither "Jo" nor "JUANITA". */
static bool is_initials(str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!is_upper(word.ptr[i]))
            return false;
    return word.len > 0 && word.len <= 4;
}

/* "van der Berg" → "berg", "Doe Jr" → "doe"; "Das" and "Le" stay. */
static str fold_family(str printed, struct arena *arena)
{
    str whole = fold(printed, arena), rest = whole, word = whole;
    while (str_word(&rest, &word) && rest.len && is_particle(word))
        ;
    if (word.len == 0)
        return word;
    str core = {word.ptr, (size_t)(whole.ptr + whole.len - word.ptr)};
    size_t space = str_last_chr(core, ' ');
    if (space != STR_NONE && is_suffix(str_from(core, space + 1)))
        core = str_first(core, space);
    return core;
}

static void put_given(str word, struct buf *out, struct arena *arena)
{
    str folded = fold(word, arena), part;
    bool lower = word.len && is_lower(word.ptr[0]); /* "de", but not "Di" */
    for (size_t i = 0; is_initials(word) && i < word.len; i++)
        buf_format(out, "%c ", to_lower(word.ptr[i]));
    while (!is_initials(word) && str_word(&folded, &part))
        if (!(lower && is_particle(part)) && !is_suffix(part)) {
            buf_add(out, part);
            buf_char(out, ' ');
        }
}

/* "Jane B. van" → "jane b", "J-BM" → "j b m" */
static str fold_given(str printed, struct arena *arena)
{
    SCOPED_BUF out = {0};
    for (size_t i = 0, begin = 0; i <= printed.len; i++) {
        bool inside = i < printed.len && !strchr(" .-\t\n,'", printed.ptr[i]);
        if (inside)
            continue;
        put_given((str){printed.ptr + begin, i - begin}, &out, arena);
        begin = i + 1;
    }
    return arena_str(arena, buf_str(&out));
}

/* "Doe JB" in one piece, as some files have it. */
static void split_name(str *family, str *given)
{
    size_t space = str_last_chr(*family, ' ');
    if (given->len || space == STR_NONE ||
        !is_initials(str_from(*family, space + 1)))
        return;
    *given = str_from(*family, space + 1);
    *family = str_first(*family, space);
}

static struct name name_of(const struct doc *doc, const struct person *person,
                           struct arena *arena)
{
    str family = str_trim(doc_str(doc, person->family));
    str given = doc_str(doc, person->given);
    split_name(&family, &given);
    return (struct name){.family = fold_family(family, arena),
                         .given = fold_given(given, arena),
                         .orcid = doc_str(doc, person->orcid),
                         .next = NONE};
}

/* ---- the article's ---------------------------------------------------- */

struct own_names own_names_of(const struct doc *doc, struct arena *arena)
{
    struct own_names own = {.arena = arena};
    struct rows author = doc->meta.author;
    for (uint32_t i = author.start; i < author.start + author.n; i++) {
        struct name name = name_of(doc, &doc->person.at[i], arena);
        name.lead = i == author.start || i + 1 == author.start + author.n;
        uint32_t row = own.name.n;
        uint32_t first = map_add(&own.family, name.family, row, arena);
        vec_push(&own.name, arena, name);
        if (name.orcid.len)
            map_add(&own.orcid, name.orcid, row, arena);
        if (first == row)
            continue;
        own.name.at[row].next = own.name.at[first].next;
        own.name.at[first].next = row;
    }
    return own;
}

/* ---- comparing -------------------------------------------------------- */

/* One may be shorter: "j" and "jane", "jon" and "jonathan". */
static bool words_agree(str a, str b)
{
    return str_starts(a, b) || str_starts(b, a);
}

static bool given_agrees(str a, str b)
{
    str one, other;
    if (a.len == 0 || b.len == 0)
        return false;
    while (str_word(&a, &one) && str_word(&b, &other))
        if (!words_agree(one, other))
            return false;
    return true;
}

/* Is it one of them; and if so, one of those who lead? */
static bool is_own(const struct own_names *own, const struct name *name,
                   bool *lead)
{
    bool found = false;
    *lead = false;
    uint32_t row =
        name->orcid.len ? map_find(&own->orcid, name->orcid) : MAP_NONE;
    if (row != MAP_NONE) {
        found = true;
        *lead = own->name.at[row].lead;
    }
    row = name->family.len ? map_find(&own->family, name->family) : MAP_NONE;
    for (int i = 0; row != NONE && i < FAMILY_MAX && !*lead; i++) {
        bool same = given_agrees(own->name.at[row].given, name->given);
        found = found || same;
        *lead = same && own->name.at[row].lead;
        row = own->name.at[row].next;
    }
    return found;
}

bool is_self_citation(const struct own_names *own, const struct doc *doc,
                      const struct ref *ref, bool *lead)
{
    size_t mark = arena_mark(own->arena);
    bool found = false;
    *lead = false;
    for (uint32_t i = 0; i < ref->author.n && !*lead; i++) {
        bool leads, ends = i == 0 || i + 1 == ref->author.n;
        if (found && !ends)
            continue;
        struct name name =
            name_of(doc, &doc->person.at[ref->author.start + i], own->arena);
        bool own_name = is_own(own, &name, &leads);
        found = found || own_name;
        *lead = own_name && leads && ends;
    }
    arena_rewind(own->arena, mark);
    return found;
}
