/* What the writer says to SQLite, each prepared when first needed. */
#include "store/inside.h"
#include "store/rows.h"
#include "store/told.h"

static const char *const sql[STATEMENTS] = {
    [PUT_FIND_SHA] = "SELECT id FROM doc WHERE sha256=?1"
                     " UNION ALL SELECT doc FROM former WHERE sha256=?1",
    [PUT_ADD_FORMER] = "INSERT OR IGNORE INTO former(sha256,doc)"
                       " SELECT sha256,id FROM doc"
                       " WHERE id=?1 AND sha256 NOT NULL",
    [PUT_MOVE_FORMER] = "UPDATE former SET doc=?2 WHERE doc=?1",
    /* a former version that came back is none */
    [PUT_DROP_FORMER] = "DELETE FROM former WHERE"
                        " sha256=(SELECT sha256 FROM doc WHERE id=?1)",
    [PUT_DELETE_FORMER] = "DELETE FROM former WHERE doc=?1",
    [PUT_FIND_DOC] = "SELECT id FROM doc WHERE key=?1",
    [PUT_FIND_TWIN] = "SELECT id, key FROM doc WHERE work=?1",
    [FIND_NAME] = WORK_OF_NAME,
    [PUT_ADD_WORK] = "INSERT INTO work(key,title,author,container,year)"
                     " VALUES(?1,?2,?3,?4,?5)",
    [PUT_SET_WORK] = "UPDATE work SET title=?2,author=?3,container=?4,year=?5"
                     " WHERE id=?1",
    [PUT_FILL_WORK] =
        "UPDATE work SET title=ifnull(title,?2),author=ifnull(author,?3),"
        "container=ifnull(container,?4),year=ifnull(year,?5) WHERE id=?1 AND"
        "(title IS NULL AND ?2 NOT NULL OR author IS NULL AND ?3 NOT NULL OR"
        " container IS NULL AND ?4 NOT NULL OR year IS NULL AND ?5 NOT NULL)",
    [ADD_NAME] = "INSERT OR IGNORE INTO identifier(id,work) VALUES(?1,?2)",
    [ADD_NAME_HASH] = "INSERT OR IGNORE INTO identifier_hash(hash,work)"
                      " VALUES(?1,?2)",
    [PUT_ADD_DOC] =
        "INSERT INTO doc(work,key,source,sha256,format,blocks,sentences,refs,"
        "refs_with_id,markers,linked,citations)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
    [PUT_ADD_BODY] = "INSERT INTO body(doc,records,text) VALUES(?1,?2,?3)",
    [PUT_ADD_NOTE] = "INSERT INTO note(doc,kind,count) VALUES(?1,?2,?3)",
    [PUT_ADD_REF] =
        "INSERT INTO ref(doc,n,key,work,self,told) VALUES(?1,?2,?3,?4,?5,?6)",
    [PUT_ADD_BLOCK] = "INSERT INTO block(doc,n,kind,section,part,headings)"
                      " VALUES(?1,?2,?3,?4,?5,?6)",
    [PUT_ADD_CITATION] =
        "INSERT INTO citation(doc,ref,mention,block,section,sentence,"
        "before,start,stop,after,marker,marker_stop,grp,style,flags)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
    [PUT_ADD_NOTICE] =
        "INSERT OR IGNORE INTO notice(work,kind,date,by,doc)"
        " VALUES(?1,?2,ifnull(?3,''),(SELECT key FROM doc WHERE id=?4),?4)",
    [PUT_TELL] = "UPDATE ref SET told=" TOLD " WHERE doc=?1",
    [PUT_MARK_NOTICE] =
        "UPDATE citation SET flags=flags|8 WHERE doc=?1 AND ref IN"
        "(SELECT r.n FROM ref r JOIN notice n ON n.doc=r.doc AND n.work=r.work"
        " WHERE r.doc=?1)",
    [PUT_FIND_MODEL] = "SELECT id FROM model WHERE name=?1",
    /* an id below MODEL_PEOPLE */
    [PUT_ADD_MODEL] = "INSERT INTO model(id,name) SELECT ifnull(max(id),0)+1,"
                      "?1 FROM model WHERE id<1099511627776",
    [PUT_ADD_LABEL] =
        "INSERT OR REPLACE INTO label(citation,model,stance,evidence,intent,"
        "supporting,contrasting,mentioning,code)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)",
    [PUT_FIND_CORRECTION] = "SELECT id FROM correction WHERE doc=?1 LIMIT 1",
    [PUT_DELETE_DOC] = "DELETE FROM doc WHERE id=?1",
    [PUT_KNOWN_WORKS] =
        "SELECT work FROM ref WHERE doc=?1 UNION SELECT work FROM doc WHERE"
        " id=?1 UNION SELECT work FROM notice WHERE doc=?1",
    [PUT_DELETE_WORK] = "DELETE FROM work WHERE id=?1"
                        " AND NOT EXISTS(SELECT 1 FROM ref WHERE work=?1)"
                        " AND NOT EXISTS(SELECT 1 FROM doc WHERE work=?1)"
                        " AND NOT EXISTS(SELECT 1 FROM notice WHERE work=?1)"
                        /* what refs and its own text said goes with them */
                        " AND NOT EXISTS(SELECT 1 FROM record WHERE work=?1"
                        " AND tellers & ~(1|128))",
};

sqlite3_stmt *store_statement(struct store *store, enum statement which,
                              struct err *err)
{
    sqlite3_stmt **slot = &store->statement[which];
    if (*slot == NULL)
        *slot = sql_prepare(store->db, sql[which], err);
    return *slot;
}

int64_t store_find(struct store *store, enum statement which, str key,
                   struct err *err)
{
    sqlite3_stmt *s = store_statement(store, which, err);
    if (s == NULL)
        return -1;
    sql_text(s, 1, key);
    int code = sqlite3_step(s);
    int64_t id = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        sql_fail(store->db, err, "reading the store");
        id = -1;
    }
    sqlite3_reset(s);
    return id;
}
