#include "check.h"

#include <stdio.h>
#include <stdlib.h>

static int passed, failed;
static bool failing;

void check_claim(bool holds, const char *claim, const char *file, int line)
{
    if (holds)
        return;
    failing = true;
    printf("%s:%d: not so: %s\n", file, line, claim);
}

void check_str(str have, str want, const char *file, int line)
{
    if (str_eq(have, want))
        return;
    failing = true;
    printf("%s:%d:\n  have %.*s\n  want %.*s\n", file, line, STR(have),
           STR(want));
}

static void count(const char *name)
{
    if (failing)
        printf("FAILED %s\n", name);
    failing ? failed++ : passed++;
    failing = false;
}

void check_test(const char *name, void (*test)(void))
{
    test();
    count(name);
}

int check_end(void)
{
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}

str check_file(const char *path, struct arena *arena)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die("can't open %s (tests run from the project's folder)", path);
    struct buf buf = {0};
    size_t n;
    while ((n = fread(buf_room(&buf, 1 << 16), 1, 1 << 16, file)) > 0)
        buf.len += n;
    fclose(file);
    str text = arena_str(arena, buf_str(&buf));
    buf_close(&buf);
    return text;
}

static bool is_remark(str line)
{
    return str_starts(line, S("# ")) || str_eq(line, S("#"));
}

static void run_case(str block, int line, const char *path,
                     void (*run)(str, struct buf *))
{
    SCOPED_BUF out = {0};
    size_t at = str_last_chr(block, '\n');
    if (at == STR_NONE)
        die("%s:%d: a case of one line", path, line);
    run(str_first(block, at), &out);
    str have = out.len ? buf_str(&out) : S("-");
    check_str(have, str_from(block, at + 1), path, line);
    char name[200];
    snprintf(name, sizeof(name), "%s:%d", path, line);
    count(name);
}

void check_cases(const char *path, void (*run)(str input, struct buf *out))
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF block = {0};
    str rest = check_file(path, &arena), text;
    int line = 0, first = 0;
    while (str_split(&rest, '\n', &text)) {
        line++;
        if (is_remark(text))
            continue;
        if (text.len == 0 && block.len)
            run_case(buf_str(&block), first, path, run);
        if (text.len == 0) {
            buf_clear(&block);
            first = line + 1;
            continue;
        }
        if (block.len)
            buf_char(&block, '\n');
        else
            first = line;
        buf_add(&block, text);
    }
    if (block.len)
        run_case(buf_str(&block), first, path, run);
}
