/* The functions behind the rows of export_formats, a file each. */
#ifndef STET_EXPORT_FORMAT_H
#define STET_EXPORT_FORMAT_H

#include "export/export.h"

void export_json_work(struct exporter *exporter, const struct work *work,
                      str note);
void export_bibtex_work(struct exporter *exporter, const struct work *work,
                        str note);
void export_ris_work(struct exporter *exporter, const struct work *work,
                     str note);
void export_csl_begin(struct exporter *exporter);
void export_csl_work(struct exporter *exporter, const struct work *work,
                     str note);
void export_csl_end(struct exporter *exporter);
void export_csv_begin(struct exporter *exporter);
void export_csv_work(struct exporter *exporter, const struct work *work,
                     str note);

#endif
