#include "cite/cite.h"

void cite_sentences(struct doc *doc)
{
    (void)doc;
}

void cite_find(struct doc *doc)
{
    (void)doc;
}
