/*
 * Identifiers and addresses inside a reference string, with what announces
 * them: "doi:10.5555/x", "https://doi.org/10.5555/x", "PMID: 12", "arXiv:…",
 * "ISBN 978-…", "www.example.org/y".
 */
#ifndef STET_RESOLVE_REF_ID_H
#define STET_RESOLVE_REF_ID_H

#include "doc/doc.h"

enum ref_id_kind {
    REF_ID_SCHEME, /* one of `scheme` */
    REF_ID_ISSN,
    REF_ID_URL
};

struct ref_id {
    struct span text; /* bytes, what announces it included */
    enum ref_id_kind kind;
    enum id_scheme scheme;
    str value; /* normal; a slice of the string for an address */
};

typedef vec_of(struct ref_id) ref_ids;

/* All of them, in order; they don't overlap. */
void ref_id_find(str text, ref_ids *out, struct arena *arena);

#endif
