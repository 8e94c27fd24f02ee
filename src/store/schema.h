/*
 * The store's tables, a step for each version of the schema; a store of an
 * older version is taken through the steps it lacks.  Never change a step that
 * has been released: add one.
 */
#ifndef STET_STORE_SCHEMA_H
#define STET_STORE_SCHEMA_H

/* "Stet" in ASCII: how a store is told from any other SQLite file. */
#define STORE_APPLICATION 0x53746574

static const char *const schema_step[] = {
    /* 1: works, docs and what they cite */
    "CREATE TABLE work("
    " id INTEGER PRIMARY KEY,"
    " key TEXT NOT NULL," /* doi:…, pmid:…, ref:… */
    " title TEXT, author TEXT, container TEXT, year INTEGER);"
    /* all names of a work, its key among them: one look-up finds it */
    "CREATE TABLE identifier("
    " id TEXT PRIMARY KEY, work INTEGER NOT NULL"
    "  REFERENCES work(id) ON DELETE CASCADE) WITHOUT ROWID;"
    "CREATE INDEX identifier_work ON identifier(work);"
    "CREATE TABLE doc("
    " id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES work(id),"
    " key TEXT NOT NULL UNIQUE, source TEXT, sha256 BLOB UNIQUE,"
    " format TEXT, blocks INTEGER, sentences INTEGER, refs INTEGER,"
    " refs_with_id INTEGER, markers INTEGER, linked INTEGER,"
    " citations INTEGER);"
    "CREATE INDEX doc_work ON doc(work);"
    /* zstd: the doc's and its refs' records; the text of the blocks that cite
     */
    "CREATE TABLE body("
    " doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE,"
    " records BLOB NOT NULL, text BLOB NOT NULL);"
    "CREATE TABLE note("
    " doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE,"
    " kind TEXT NOT NULL, count INTEGER NOT NULL,"
    " PRIMARY KEY(doc, kind)) WITHOUT ROWID;"
    "CREATE TABLE ref("
    " doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE,"
    " n INTEGER NOT NULL, key TEXT NOT NULL,"
    " work INTEGER NOT NULL REFERENCES work(id), self INTEGER NOT NULL,"
    " PRIMARY KEY(doc, n)) WITHOUT ROWID;"
    "CREATE INDEX ref_work ON ref(work);"
    "CREATE TABLE block("
    " doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE,"
    " n INTEGER NOT NULL, kind INTEGER NOT NULL, section INTEGER NOT NULL,"
    " part TEXT, headings TEXT," /* a JSON array */
    " PRIMARY KEY(doc, n)) WITHOUT ROWID;"
    /* offsets are bytes of body.text; the work cited is the ref's */
    "CREATE TABLE citation("
    " id INTEGER PRIMARY KEY,"
    " doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE,"
    " ref INTEGER, mention INTEGER NOT NULL,"
    " block INTEGER NOT NULL, section INTEGER NOT NULL, sentence INTEGER,"
    " before INTEGER, start INTEGER, stop INTEGER, after INTEGER,"
    " marker INTEGER, marker_stop INTEGER,"
    " grp INTEGER, style INTEGER, flags INTEGER NOT NULL);"
    "CREATE INDEX citation_ref ON citation(doc, ref);"
    "CREATE TABLE model(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
    /* probabilities in thousandths, as the records print them */
    "CREATE TABLE label("
    " citation INTEGER NOT NULL REFERENCES citation(id) ON DELETE CASCADE,"
    " model INTEGER NOT NULL REFERENCES model(id),"
    " stance INTEGER NOT NULL, evidence INTEGER, intent INTEGER,"
    " supporting INTEGER, contrasting INTEGER, mentioning INTEGER,"
    " PRIMARY KEY(citation, model)) WITHOUT ROWID;"
    "CREATE TABLE notice("
    " id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES work(id),"
    " kind INTEGER NOT NULL, date TEXT,"
    " doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE);"
    "CREATE INDEX notice_work ON notice(work);"
    "CREATE INDEX notice_doc ON notice(doc);",
};

#define SCHEMA_VERSION ((int)(sizeof(schema_step) / sizeof(*schema_step)))

/* citation.flags */
enum {
    CITATION_SELF = 1,
    CITATION_TAGGED = 2,
    CITATION_TRANSLATION = 4
};

#endif
