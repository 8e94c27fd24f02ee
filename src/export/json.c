/* A work a line, in the words of our records (docs/DATA.md). */
#include "export/format.h"

void export_json_work(struct exporter *exporter, const struct work *work,
                      str note)
{
    struct json json = json_on(exporter->out);
    json_object(&json);
    work_write_inside(work, &json);
    json_text(&json, "note", note);
    json_end(&json);
    buf_char(exporter->out, '\n');
}
