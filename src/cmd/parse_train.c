/* Training behind `stet parse --train`. */
#include "cmd/parse.h"

#include <errno.h>
#include <stdio.h>

#include "base/log.h"
#include "cmd/file.h"

static void tell(void *to, uint32_t round, double loss)
{
    char line[80];
    (void)to;
    snprintf(line, sizeof(line), "round %u: loss %.0f", (unsigned)round, loss);
    log_progress(line);
}

static bool read_samples(str file, const struct keywords *keywords,
                         ref_samples *out, struct arena *arena, struct err *err)
{
    str text, line;
    if (!file_read(file, arena, &text, err))
        return false;
    for (uint32_t n = 1; str_split(&text, '\n', &line); n++)
        if (line.len && !ref_sample_read(keywords, line, out, arena, err))
            return err_add(err, "'%.*s', line %u", STR(file), (unsigned)n);
    return true;
}

static bool write_file(str path, str bytes, struct err *err)
{
    FILE *file = fopen(path.ptr, "wb");
    bool done = file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    if (file && fclose(file) != 0)
        done = false;
    return done || err_set(err, ERR_IO, "writing '%.*s': %s", STR(path),
                           strerror(errno));
}

/* "refstring-1" of "models/refstring-1.model" */
static str name_of(str path)
{
    size_t slash = str_last_chr(path, '/');
    str name = slash == STR_NONE ? path : str_from(path, slash + 1);
    size_t dot = str_last_chr(name, '.');
    return dot == STR_NONE || dot == 0 ? name : str_first(name, dot);
}

int parse_train(str out, strs files, double prior, uint32_t rounds,
                struct arena *arena)
{
    struct err err = {0};
    SCOPED_BUF bytes = {0};
    ref_samples samples = {0};
    const struct keywords *keywords = keywords_new(arena);
    struct crf_options options = {
        .prior = prior, .least = 3, .rounds = rounds, .told = tell};
    for_vec (i, files)
        if (!read_samples(files.at[i], keywords, &samples, arena, &err))
            return cmd_fail(&err);
    if (samples.n == 0)
        return err_set(&err, ERR_INPUT, "there are no tagged strings"),
               cmd_fail(&err);
    crf_write(ref_train(&samples, name_of(out), &options, arena), &bytes);
    log_progress(NULL);
    if (!write_file(out, buf_str(&bytes), &err))
        return cmd_fail(&err);
    log_info("%u strings, %zu bytes", (unsigned)samples.n, bytes.len);
    return EXIT_DONE;
}
