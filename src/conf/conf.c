#include "conf/conf.h"

enum kind {
    TEXT,
    COUNT,
    FLAG
};

static const struct row {
    const char *name;
    enum kind kind;
    size_t offset;
    const char *text; /* what holds otherwise */
    uint32_t count;
} rows[] = {
#define CONF_TEXT(member, name, value, otherwise, help)                        \
    {name, TEXT, offsetof(struct conf, member), otherwise, 0},
#define CONF_COUNT(member, name, value, otherwise, help)                       \
    {name, COUNT, offsetof(struct conf, member), NULL, otherwise},
#define CONF_FLAG(member, name, help)                                          \
    {name, FLAG, offsetof(struct conf, member), NULL, 0},
#include "conf/conf.def"
#undef CONF_TEXT
#undef CONF_COUNT
#undef CONF_FLAG
};

#define ROWS (sizeof(rows) / sizeof(*rows))

static void set_text(char *member, str value)
{
    str now;
    memcpy(&now, member, sizeof(now));
    if (now.len == 0)
        memcpy(member, &value, sizeof(value));
}

static void set_count(char *member, uint32_t value)
{
    uint32_t now;
    memcpy(&now, member, sizeof(now));
    if (now == 0)
        memcpy(member, &value, sizeof(value));
}

static bool set(struct conf *conf, const struct row *row, str value,
                struct err *err)
{
    char *member = (char *)conf + row->offset;
    uint32_t count;
    bool yes = str_eq(value, S("yes")) || str_eq(value, S("true"));
    switch (row->kind) {
    case TEXT:
        set_text(member, value);
        return true;
    case COUNT:
        if (!str_uint(value, &count))
            return err_set(err, ERR_USAGE, "%s takes a number, not '%.*s'",
                           row->name, STR(value));
        set_count(member, count);
        return true;
    default:
        if (!yes && !str_eq(value, S("no")) && !str_eq(value, S("false")))
            return err_set(err, ERR_USAGE, "%s is yes or no, not '%.*s'",
                           row->name, STR(value));
        if (yes)
            memcpy(member, &yes, sizeof(yes));
        return true;
    }
}

static bool read_line(struct conf *conf, str line, struct err *err)
{
    size_t equals = str_chr(line, '=');
    if (equals == STR_NONE)
        return err_set(err, ERR_USAGE, "no 'name = value': '%.*s'", STR(line));
    str name = str_trim(str_first(line, equals));
    str value = str_trim(str_from(line, equals + 1));
    for (size_t i = 0; i < ROWS; i++)
        if (str_eq(name, str_of(rows[i].name)))
            return set(conf, &rows[i], value, err);
    return err_set(err, ERR_USAGE, "there is no option '%.*s'", STR(name));
}

bool conf_read(struct conf *conf, str text, struct arena *arena,
               struct err *err)
{
    str rest = arena_str(arena, text), line;
    for (int n = 1; str_split(&rest, '\n', &line); n++) {
        line = str_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (!read_line(conf, line, err))
            return err_add(err, "line %d", n);
    }
    return true;
}

void conf_complete(struct conf *conf)
{
    for (size_t i = 0; i < ROWS; i++) {
        char *member = (char *)conf + rows[i].offset;
        if (rows[i].kind == TEXT)
            set_text(member, str_of(rows[i].text));
        else if (rows[i].kind == COUNT)
            set_count(member, rows[i].count);
    }
}
