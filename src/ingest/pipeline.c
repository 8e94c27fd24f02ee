#include "ingest/pipeline.h"

#include "cite/cite.h"
#include "resolve/resolve.h"

void pipeline_run(struct doc *doc, enum stage upto,
                  const struct classifier *classifier)
{
    if (upto >= STAGE_SENTENCES)
        cite_sentences(doc);
    if (upto >= STAGE_CITE)
        cite_find(doc);
    if (upto >= STAGE_RESOLVE)
        resolve_doc(doc);
    if (upto >= STAGE_CLASSIFY && classifier)
        classify_doc(classifier, doc);
}
