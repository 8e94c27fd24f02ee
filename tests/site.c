#include "site.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"

void site_test_open(struct site_test *test, void (*fill)(struct store *store))
{
    struct err err = {0};
    *test = (struct site_test){.folder = "/tmp/stet-site-XXXXXX"};
    if (mkdtemp(test->folder) == NULL)
        die("no folder for the test");
    str path = arena_format(&test->arena, "%s/s.db", test->folder);
    SCOPED_STORE *store = store_open(path, STORE_WRITE, &err);
    if (store == NULL)
        die("%s", err.text);
    fill(store);
    if (!store_commit(store, &err))
        die("%s", err.text);
    conf_complete(&test->conf);
    metrics_open(&test->metrics);
    test->site = site_open(path, &test->conf, &test->metrics, &err);
    if (test->site == NULL)
        die("%s", err.text);
}

void site_test_close(struct site_test *test)
{
    static const char *const ending[] = {"", "-wal", "-shm", "-writer"};
    site_close(&test->site);
    metrics_close(&test->metrics);
    for (int i = 0; i < 4; i++)
        unlink(arena_format(&test->arena, "%s/s.db%s", test->folder, ending[i])
                   .ptr);
    rmdir(test->folder);
    arena_close(&test->arena);
}

uint32_t ask(struct site_test *test, const char *format, ...)
{
    struct request request;
    struct err err = {0};
    va_list args;
    va_start(args, format);
    SCOPED_BUF text = {0};
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    va_start(args, format);
    vsnprintf(buf_room(&text, (size_t)len + 1), (size_t)len + 1, format, args);
    va_end(args);
    text.len = (size_t)len;
    str kept = arena_str(&test->arena, buf_str(&text));
    if (!request_read(kept, &request, &test->arena, &err))
        die("%s: %.*s", err.text, STR(kept));
    serve_request(test->site, &request, &test->reply);
    return test->reply.status;
}
