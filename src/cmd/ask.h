/*
 * What several commands ask the store and show: a work and its tally.
 */
#ifndef STET_CMD_ASK_H
#define STET_CMD_ASK_H

#include "base/json.h"
#include "cmd/place.h"
#include "cmd/print.h"
#include "doc/view.h"
#include "store/rows.h"

/* The work somebody typed an identifier of; not there is an error too. */
bool ask_work(struct store *store, str typed, struct arena *arena,
              struct work_row *work, struct err *err);

/* The doc of it; 0 in no case. */
bool ask_doc(struct store *store, str typed, struct arena *arena, int64_t *doc,
             struct err *err);

void print_work(struct print *print, const struct work_row *work);
void print_tally(struct print *print, const struct tally *tally,
                 enum view view);
void json_work(struct json *json, const struct work_row *work);
void json_tally(struct json *json, const struct tally *tally, enum view view);

/* --view, for commands that show labels. */
#define VIEW_OPTION(A)                                                         \
    TEXT(A, view, "view", 0, "VIEW",                                           \
         "labels as " VIEW_CHOICE " has them (strict: own evidence only)")

#endif
