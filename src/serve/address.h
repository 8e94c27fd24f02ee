/*
 * The address of the page that is being made, with something else chosen.
 *
 * A page's address says all that it shows: filters, order, where a list goes
 * on.  A link that changes one of them keeps the others, but starts the list
 * anew.
 */
#ifndef STET_SERVE_ADDRESS_H
#define STET_SERVE_ADDRESS_H

#include "serve/call.h"

/*
 * "/works/doi:10.5555/x?section=results&stance=supporting": this page with
 * `param` set to `value`; without it when `value` is empty; as it is when
 * `param` is PARAMS.  Escaped for an attribute.  A label goes with its view.
 */
void address_with(struct call *call, enum param param, str value);

/* What else is chosen, as hidden fields of a form that sets `own` ones. */
void address_fields(struct call *call, const enum param *own, uint32_t n);

#endif
