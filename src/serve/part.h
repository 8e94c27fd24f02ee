/*
 * Parts of pages: what several of them show.  Each writes markup into `out`
 * and nothing else; its look is the block of that name in web/stet.css.
 *
 * A stance is always a shape, a word and a colour, so that none of them need
 * be seen.  Numbers in a sentence have thousands apart: "12,345".
 */
#ifndef STET_SERVE_PART_H
#define STET_SERVE_PART_H

#include "doc/view.h"
#include "serve/census.h"
#include "serve/known.h"
#include "serve/page.h"
#include "store/meta.h"
#include "store/sheet.h"

/* ---- words -------------------------------------------------------------- */

void part_number(struct buf *out, uint64_t n);
/* "1 citation", "12,345 citations" */
void part_count(struct buf *out, uint64_t n, const char *one, const char *many);
/* A sentence as errors have it: begun with a capital, ended with a stop. */
void part_sentence(struct buf *out, str sentence);
/* "Introduction" */
void part_capital(struct buf *out, const char *word);

/* ---- stances ------------------------------------------------------------ */

/* In which they are shown and counted everywhere. */
extern const enum stance stance_order[STANCES];

/* The shapes, once a page; part_stance shows them. */
void part_shapes(struct buf *out);
void part_shape(struct buf *out, const char *name);
/* The shape, and the stance's name after it. */
void part_stance(struct buf *out, enum stance stance);

/* A bar cut in proportion; nothing for readers, who have the numbers. */
void part_bar(struct buf *out, const uint32_t n[STANCES]);
/* The numbers, a line: "8 Supporting 4 Contrasting …" */
void part_tally(struct buf *out, const uint32_t n[STANCES]);
/* The same, small, under a work in a list. */
void part_tally_mini(struct buf *out, const uint32_t n[STANCES]);

/* ---- views -------------------------------------------------------------- */

/* The view that was asked for, and the way to the others. */
enum view call_view(const struct call *call);
void part_views(struct call *call);
/* What the view calls it, if its words aren't stances. */
void part_label(struct call *call, enum code code);

/* ---- pictures of a census ------------------------------------------------ */

/* Support up and contrast down by year, all of them above; then a table. */
void part_years(struct buf *out, const struct census *census,
                const notice_rows *notices);
void part_sections(struct buf *out, const struct census *census);

/* ---- works ----------------------------------------------------------------
 */

/* Title, authors, where, identifiers, notices: the head of a page. */
void part_work_head(struct call *call, const struct known *known);
void part_notices(struct call *call, const notice_rows *notices);
/* A title with its link, and "Doe 2015, J X". */
void part_work_line(struct call *call, str key, str title, str author,
                    uint32_t year, str container);

/*
 * For the head of its report: what programs read.  Made in call->out, which
 * is empty before and after.
 */
str part_record(struct call *call, const struct known *known,
                const struct census *census, str next);

/*
 * A work as an item of a list: its line, its notices if asked for, its tally.
 * False when it has answered.
 */
bool part_work_item(struct call *call, int64_t id, bool notices);

/* ---- citations ------------------------------------------------------------
 */

/*
 * The passage: what is around is quiet, the marker lit, dots under the words
 * that spoke for the label (bytes of the sentence, in order).
 */
void part_words(struct buf *out, const struct citation_row *row,
                const spans *cues);
/* What people said of it, and a form to say more, if corrections are taken. */
void part_corrections(struct call *call, const struct sheet_shown *shown);
/* One citation with its stance, words and citing work: an item of a list. */
void part_citation(struct call *call, const struct sheet_shown *shown);

/* ---- choosing -------------------------------------------------------------
 */

/*
 * Chips for stances, a form for the rest, and the way to the other pages.
 * What is chosen already is read from the call's parameters (SELECTION).
 */
/* One of the chips, open: words, "</a></li>". */
void part_chip(struct call *call, enum param param, str value);
void part_stance_chips(struct call *call, const struct census *census);
void part_label_chips(struct call *call, const struct census *census);
void part_filters(struct call *call);
void part_pager(struct call *call, str next, uint64_t shown, uint64_t total);

#endif
