#include "resolve/resolve.h"

void resolve_doc(struct doc *doc)
{
    doc->key = doc->source;
}
