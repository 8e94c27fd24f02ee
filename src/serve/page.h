/*
 * Pages, made on the server: whole without any script, and nothing in them
 * comes from elsewhere.
 *
 * Each page_NAME.c has handlers of routes.def; what several pages show is a
 * part (part.h); what opens and closes every page is here.  Text of articles
 * goes through buf_html, addresses through link.h.
 */
#ifndef STET_SERVE_PAGE_H
#define STET_SERVE_PAGE_H

#include "serve/call.h"

/* Markup of ours, as it is. */
#define PUT(out, literal) buf_add((out), S(literal))

enum page_place {
    PLACE_NOWHERE,
    PLACE_NOTICES,
    PLACE_COMPARE,
    PLACE_ABOUT,
    PLACES
};

struct page {
    str title;    /* of the window; the instance's name follows it */
    str describe; /* a sentence for those who link here; may be empty */
    str query;    /* what stands in the search field */
    str address;  /* path of the page itself, without filters; may be empty */
    str head;     /* more for <head>: markup */
    enum page_place place;
};

void page_open(struct call *call, const struct page *page);
void page_close(struct call *call);

/* All that is known of the work that value[0] names; false: answered, 404. */
struct known;
bool call_known(struct call *call, struct known *known);

/* In place of a page that can't be shown; the status is set. */
void page_error(struct call *call, str title, str sentence);

#endif
