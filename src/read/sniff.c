#include "read/sniff.h"

const char *const file_kind_name[] = {
    "XML",        "an empty file", "a PDF file",     "a gzip file",
    "a zip file", "an HTML page",  "not an XML file"};

/* UTF-16 and UTF-32 begin with a mark or with '<' and a zero byte. */
static bool is_wide_xml(str bytes)
{
    return str_starts(bytes, S("\xFF\xFE")) ||
           str_starts(bytes, S("\xFE\xFF")) || str_starts(bytes, S("<\0")) ||
           str_starts(bytes, S("\0<"));
}

enum file_kind sniff(str bytes)
{
    if (is_wide_xml(bytes))
        return FILE_XML;
    if (str_starts(bytes, S("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    while (bytes.len && is_space(bytes.ptr[0]))
        bytes = str_from(bytes, 1);
    if (bytes.len == 0)
        return FILE_EMPTY;
    if (str_starts(bytes, S("%PDF-")))
        return FILE_PDF;
    if (str_starts(bytes, S("\x1F\x8B")))
        return FILE_GZIP;
    if (str_starts(bytes, S("PK\x03\x04")))
        return FILE_ZIP;
    if (str_starts_nocase(bytes, S("<!doctype html")) ||
        str_starts_nocase(bytes, S("<html")))
        return FILE_HTML;
    return bytes.ptr[0] == '<' ? FILE_XML : FILE_OTHER;
}
