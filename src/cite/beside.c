/*
 * What is printed beside a link that shows nothing: "Smith (2012)<xref/>".
 */
#include "cite/draft.h"

/* Names and year may reach this far. */
#define REACH 100

static bool is_year_of(const struct doc *doc, struct span year, uint32_t ref)
{
    str text = doc_str(doc, year);
    uint32_t value;
    return is_year(text) && str_uint(str_first(text, 4), &value) &&
           value == doc->ref.at[ref].year;
}

/* The year that ends right before `at`, a bracket aside; empty if none. */
static struct span year_before(const struct doc *doc, uint32_t at,
                               uint32_t floor)
{
    while (at > floor && strchr(" )]", doc->text.ptr[at - 1]))
        at--;
    uint32_t len = at > floor && is_lower(doc->text.ptr[at - 1]) ? 5 : 4;
    return at - floor < len ? (struct span){0} : (struct span){at - len, at};
}

static struct span named_before(const struct doc *doc, uint32_t at,
                                uint32_t floor, uint32_t ref)
{
    struct span year = year_before(doc, at, floor);
    if (span_len(year) == 0 || !is_year_of(doc, year, ref))
        return (struct span){0};
    struct span named = with_name(doc, year, ref, floor);
    return named.start < year.start ? named : (struct span){0};
}

static struct span named_after(const struct doc *doc, uint32_t at, uint32_t end,
                               uint32_t ref)
{
    if (end > at + REACH)
        end = at + REACH;
    for (uint32_t i = at; i + 4 <= end; i++) {
        struct span year = {i, i + 4};
        if (!is_digit(doc->text.ptr[i]))
            continue;
        if (!is_year_of(doc, year, ref))
            break;
        struct span named = with_name(doc, year, ref, at);
        return named.start < i && named.start <= at + 2 ? named
                                                        : (struct span){0};
    }
    return (struct span){0};
}

struct span named_beside(const struct doc *doc, const struct link *link,
                         uint32_t floor)
{
    uint32_t ref = doc->target.at[link->target.start];
    struct span block = doc->block.at[link->block].text, found = {0};
    if (ref == NONE || doc->ref.at[ref].author.n == 0)
        return found;
    found = named_before(doc, link->text.start, floor, ref);
    if (span_len(found) == 0)
        found = named_after(doc, link->text.end, block.end, ref);
    return found;
}
