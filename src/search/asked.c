#include "search/asked.h"

#include "store/context.h"

/* The words that begin so, at most: a prefix of two letters has thousands. */
#define PREFIX_WORDS "4000"

static const char *const sql[QUESTIONS] = {
    [ASK_MATCH_TEXTS] = "SELECT 1 FROM search_text WHERE search_text MATCH ?1"
                        " AND stet_take(search_text)",
    [ASK_MATCH_HEADS] = "SELECT 1 FROM search_head WHERE search_head MATCH ?1"
                        " AND stet_take(search_head)",
    [ASK_FIND_TEXTS] =
        "SELECT rowid FROM search_text WHERE search_text MATCH ?1",
    [ASK_FIND_HEADS] =
        "SELECT rowid FROM search_head WHERE search_head MATCH ?1",
    [ASK_TEXTS_WITH] = "SELECT texts FROM search_term WHERE term=?1",
    [ASK_HEADS_WITH] = "SELECT heads FROM search_term WHERE term=?1",
    [ASK_TEXTS_FROM] =
        "SELECT total(texts) FROM (SELECT texts FROM search_term WHERE"
        " term>=?1 AND term<?2 LIMIT " PREFIX_WORDS ")",
    [ASK_HEADS_FROM] =
        "SELECT total(heads) FROM (SELECT heads FROM search_term WHERE"
        " term>=?1 AND term<?2 LIMIT " PREFIX_WORDS ")",
    [ASK_TERM] = "SELECT texts+heads FROM search_term WHERE term=?1",
    [ASK_TERMS_FROM] =
        "SELECT term,texts+heads FROM search_term WHERE term>=?1 AND term<?2"
        " AND texts+heads>=?3 AND length(CAST(term AS BLOB)) BETWEEN ?4 AND ?5",
    [ASK_PASSAGE] =
        "SELECT " PLACE "," ASK_PASSAGE_COLUMNS LABEL
        " FROM citation c JOIN doc d ON d.id=c.doc JOIN work w ON w.id=d.work"
        " LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
        " LEFT JOIN work o ON o.id=r.work"
        " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block" LABELLED
        " WHERE c.id=?1 AND c.doc=?2",
    [ASK_BODY] = BODY_TEXT,
    [ASK_WORK] = "SELECT key,title,author,container,year FROM work WHERE id=?1",
    [ASK_JOURNAL] = "SELECT name FROM search_journal WHERE id=?1",
    [ASK_JOURNAL_ID] = "SELECT id FROM search_journal WHERE folded=?1",
    [ASK_JOURNALS] = "SELECT ifnull(max(id),0) FROM search_journal",
    [ASK_CHANGED] = "SELECT changed FROM search_state",
    [ASK_DOCS] = "SELECT count(*) FROM doc",
    [ASK_VERSION] = "PRAGMA data_version",
};

sqlite3_stmt *asked_statement(struct asked *asked, enum question question,
                              struct err *err)
{
    sqlite3_stmt **slot = &asked->statement[question];
    if (*slot == NULL)
        *slot = sql_prepare(asked->db, sql[question], err);
    else
        sqlite3_reset(*slot);
    return *slot;
}

int64_t asked_number(struct asked *asked, enum question question,
                     int64_t otherwise)
{
    struct err err = {0};
    sqlite3_stmt *s = asked_statement(asked, question, &err);
    if (s == NULL || !sql_next(asked->db, s, &err))
        return otherwise;
    int64_t number = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return number;
}

void asked_rest(struct asked *asked)
{
    for (int i = 0; i < QUESTIONS; i++)
        if (asked->statement[i]) {
            sqlite3_reset(asked->statement[i]);
            sqlite3_clear_bindings(asked->statement[i]);
        }
}

void asked_close(struct asked *asked)
{
    for (int i = 0; i < QUESTIONS; i++)
        sql_finish(&asked->statement[i]);
}
