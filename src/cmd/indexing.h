/* The index of words brought up to date, with a line of progress. */
#ifndef STET_CMD_INDEXING_H
#define STET_CMD_INDEXING_H

#include "search/index.h"

/* `anew`: from nothing.  False with `err` set on failure. */
bool indexing_run(struct store *store, bool anew, bool tidy,
                  struct index_sum *sum, struct err *err);

/* "1,204 passages of 31 articles and 812 works indexed in 2.1 s" */
void indexing_tell(const struct index_sum *sum, double seconds);

#endif
