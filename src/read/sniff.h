/*
 * What kind of file it is, by its first bytes.
 */
#ifndef STET_READ_SNIFF_H
#define STET_READ_SNIFF_H

#include "base/str.h"

enum file_kind {
    FILE_XML,
    FILE_EMPTY,
    FILE_PDF,
    FILE_GZIP,
    FILE_ZIP,
    FILE_HTML,
    FILE_OTHER,
    FILE_KINDS
};

/* "a PDF file", for messages. */
extern const char *const file_kind_name[FILE_KINDS];

enum file_kind sniff(str bytes);

#endif
