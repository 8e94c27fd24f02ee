/*
 * The store's tables, a step for each version of the schema; a store of an
 * older version is taken through the steps it lacks.  Never change a step that
 * has been released: add one.
 */
#ifndef STET_STORE_SCHEMA_H
#define STET_STORE_SCHEMA_H

#include "store/told.h"

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
    " work INTEGER NOT NULL REFERENCES work(id) ON DELETE CASCADE,"
    " id TEXT NOT NULL, PRIMARY KEY(work, id)) WITHOUT ROWID;"
    /* what may be the work of an identifier: store/names.c, which adds */
    "CREATE TABLE identifier_hash("
    " hash INTEGER NOT NULL, work INTEGER NOT NULL,"
    " PRIMARY KEY(hash, work)) WITHOUT ROWID;"
    "CREATE TRIGGER identifier_goes AFTER DELETE ON identifier BEGIN"
    " DELETE FROM identifier_hash"
    "  WHERE hash=name_hash(old.id) AND work=old.work; END;"
    "CREATE TRIGGER identifier_moves AFTER UPDATE ON identifier BEGIN"
    " DELETE FROM identifier_hash"
    "  WHERE hash=name_hash(old.id) AND work=old.work;"
    " INSERT OR IGNORE INTO identifier_hash"
    "  VALUES(name_hash(new.id), new.work); END;"
    "CREATE TABLE doc("
    " id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES work(id),"
    " key TEXT NOT NULL UNIQUE, source TEXT, sha256 BLOB UNIQUE,"
    " format TEXT, blocks INTEGER, sentences INTEGER, refs INTEGER,"
    " refs_with_id INTEGER, markers INTEGER, linked INTEGER,"
    " citations INTEGER);"
    "CREATE INDEX doc_work ON doc(work);"
    /* the files of older versions: read, and not to be read again */
    "CREATE TABLE former("
    " sha256 BLOB PRIMARY KEY, doc INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX former_doc ON former(doc);"
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

    /* 2: what metadata tell of works */
    /* a journal, or the book of a chapter, as a record names it */
    "CREATE TABLE journal("
    " id INTEGER PRIMARY KEY, hash INTEGER NOT NULL UNIQUE,"
    " title TEXT, short TEXT, publisher TEXT, issn TEXT);" /* with spaces */
    "CREATE TABLE journal_issn("
    " issn TEXT NOT NULL, journal INTEGER NOT NULL REFERENCES journal(id),"
    " PRIMARY KEY(issn, journal)) WITHOUT ROWID;"
    /* what the work's own row doesn't say, as store/record.h packs it */
    "CREATE TABLE record("
    " work INTEGER PRIMARY KEY REFERENCES work(id) ON DELETE CASCADE,"
    " tellers INTEGER NOT NULL," /* a bit for each enum teller that spoke */
    " journal INTEGER REFERENCES journal(id), packed BLOB NOT NULL);"
    "CREATE INDEX record_journal ON record(journal);"
    /* hints, some of them stale: no work is kept or deleted for them */
    "CREATE TABLE work_key("
    " key INTEGER NOT NULL, work INTEGER NOT NULL,"
    " PRIMARY KEY(key, work)) WITHOUT ROWID;"
    /* preprints and versions; version groups are found by following them */
    "CREATE TABLE relation("
    " work INTEGER NOT NULL REFERENCES work(id) ON DELETE CASCADE,"
    " other INTEGER NOT NULL REFERENCES work(id) ON DELETE CASCADE,"
    " kind INTEGER NOT NULL, teller INTEGER NOT NULL,"
    " PRIMARY KEY(work, other)) WITHOUT ROWID;"
    "CREATE INDEX relation_other ON relation(other);"
    /* a notice comes from a doc or from a record; empty text is unknown */
    "CREATE TABLE notice_2("
    " id INTEGER PRIMARY KEY, work INTEGER NOT NULL REFERENCES work(id),"
    " kind INTEGER NOT NULL, date TEXT NOT NULL DEFAULT '',"
    " by TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT 'jats',"
    " doc INTEGER REFERENCES doc(id) ON DELETE CASCADE);"
    "INSERT INTO notice_2(id,work,kind,date,by,doc)"
    " SELECT n.id,n.work,n.kind,ifnull(n.date,''),d.key,n.doc"
    " FROM notice n JOIN doc d ON d.id=n.doc;"
    "DROP TABLE notice;"
    "ALTER TABLE notice_2 RENAME TO notice;"
    "CREATE UNIQUE INDEX notice_work ON notice(work, kind, date, by, source);"
    "CREATE INDEX notice_doc ON notice(doc) WHERE doc NOT NULL;"
    /* what was merged; `before` is JSON, enough to undo it */
    "CREATE TABLE merge("
    " id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kept INTEGER NOT NULL,"
    " gone INTEGER NOT NULL, gone_key TEXT NOT NULL, why TEXT NOT NULL,"
    " undone INTEGER NOT NULL DEFAULT 0, before TEXT NOT NULL);"
    "CREATE INDEX merge_kept ON merge(kept);"
    "CREATE INDEX merge_gone ON merge(gone);"
    "CREATE TABLE import("
    " id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, name TEXT,"
    " format TEXT, records INTEGER NOT NULL, done INTEGER NOT NULL);",

    /* 3: the code of a label, guessed for those made before; corrections */
    "ALTER TABLE label ADD COLUMN code INTEGER;" /* NULL: unclassified */
    "UPDATE label SET code=CASE stance WHEN 1 THEN 0 WHEN 2 THEN 2 WHEN 3 THEN"
    " CASE WHEN evidence=2 THEN CASE WHEN contrasting>supporting THEN 3"
    " ELSE 1 END WHEN intent=2 THEN 4 ELSE 5 END END;"
    /* by names, so that they outlive a new reading; code NULL: taken back */
    "CREATE TABLE correction("
    " id INTEGER PRIMARY KEY, doc TEXT NOT NULL, citation TEXT NOT NULL,"
    " code INTEGER, who TEXT NOT NULL, why TEXT, at TEXT NOT NULL);"
    "CREATE INDEX correction_doc ON correction(doc, citation);"
    /* the labels people gave stand after those of any model (MODEL_PEOPLE) */
    "INSERT INTO model(id,name) VALUES(1099511627776,'correction');",

    /* 4: what search/ keeps: two indexes of words, and what they have got to */
    "CREATE VIRTUAL TABLE search_text USING fts5(text, content='',"
    " columnsize=0, tokenize='unicode61 remove_diacritics 2');"
    "CREATE VIRTUAL TABLE search_head USING fts5(title, author, journal,"
    " content='', columnsize=0, tokenize='unicode61 remove_diacritics 2');"
    "INSERT INTO search_text(search_text,rank) VALUES('hashsize',33554432);"
    "INSERT INTO search_head(search_head,rank) VALUES('hashsize',33554432);"
    /* rows of the indexes are numbered by us and never used twice */
    "CREATE TABLE search_state("
    " id INTEGER PRIMARY KEY, next_text INTEGER NOT NULL,"
    " next_head INTEGER NOT NULL, changed INTEGER NOT NULL);"
    "INSERT INTO search_state VALUES(1,1,1,0);"
    /* an indexed doc has the rows first … first+passages-1 of search_text;
       what is filtered and counted by is packed, stale when it has changed */
    "CREATE TABLE search_doc("
    " doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE,"
    " first INTEGER NOT NULL, passages INTEGER NOT NULL,"
    " type TEXT, packed BLOB NOT NULL, stale INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE search_journal("
    " id INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE,"
    " name TEXT NOT NULL);"
    "CREATE TABLE search_work("
    " work INTEGER PRIMARY KEY REFERENCES work(id) ON DELETE CASCADE,"
    " head INTEGER NOT NULL, words INTEGER NOT NULL, year INTEGER,"
    " journal INTEGER);"
    "CREATE TABLE search_stale(work INTEGER PRIMARY KEY);"
    /* in how many passages and heads a word is */
    "CREATE TABLE search_term("
    " term TEXT PRIMARY KEY, texts INTEGER NOT NULL,"
    " heads INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TRIGGER search_doc_gone AFTER DELETE ON search_doc BEGIN"
    " UPDATE search_state SET changed=changed+1; END;"
    "CREATE TRIGGER search_work_gone AFTER DELETE ON search_work BEGIN"
    " INSERT OR IGNORE INTO search_stale(work) VALUES(OLD.work); END;"
    "CREATE TRIGGER search_work_changed"
    " AFTER UPDATE OF title,author,container,year ON work"
    " WHEN OLD.title IS NOT NEW.title OR OLD.author IS NOT NEW.author OR"
    " OLD.container IS NOT NEW.container OR OLD.year IS NOT NEW.year"
    " BEGIN DELETE FROM search_work WHERE work=OLD.id; END;"
    "CREATE TRIGGER search_ref_moved AFTER UPDATE OF work ON ref BEGIN"
    " UPDATE search_doc SET stale=1 WHERE doc=OLD.doc; END;"
    "CREATE TRIGGER search_corrected AFTER INSERT ON correction BEGIN"
    " UPDATE search_doc SET stale=1 WHERE doc="
    "(SELECT id FROM doc WHERE key=NEW.doc); END;",

    /* 5: keys of works in sorted runs (store/keys.c), not a row each */
    "DROP TABLE work_key;"
    "CREATE TABLE key_run("
    " id INTEGER PRIMARY KEY, level INTEGER NOT NULL, keys INTEGER NOT NULL);"
    "CREATE TABLE key_page(id INTEGER PRIMARY KEY, packed BLOB NOT NULL);",

    /* 6: what is told of a work, in the index by it (store/told.h) */
    "ALTER TABLE ref ADD COLUMN told TEXT;"
    "UPDATE ref SET told=" TOLD ";"
    "DROP INDEX ref_work;"
    "CREATE INDEX ref_work ON ref(work, doc, n, told);"
    "CREATE TRIGGER told_year AFTER UPDATE OF year ON work"
    " WHEN OLD.year IS NOT NEW.year BEGIN"
    " UPDATE ref SET told=" TOLD_YEAR(
        "NEW.year") " WHERE doc IN (SELECT id FROM doc WHERE work=NEW.id); END;"
                    "CREATE TRIGGER told_work AFTER UPDATE OF work ON doc BEGIN"
                    " UPDATE ref SET told=" TOLD_YEAR(
                        "(SELECT year FROM work WHERE id=NEW.work)") " WHERE "
                                                                     "doc=NEW."
                                                                     "id; END;",

    /* 7: what refs without an identifier were taken for */
    "CREATE TABLE resolved("
    " doc INTEGER NOT NULL REFERENCES doc(id) ON DELETE CASCADE,"
    " ref INTEGER NOT NULL, before TEXT NOT NULL," /* "ref:…" */
    " work TEXT NOT NULL, rule TEXT NOT NULL,"
    " score INTEGER NOT NULL," /* in thousandths */
    " at INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY(doc, ref)) WITHOUT ROWID;"
    /* docs whose works are told; by which state of the works they were matched
     */
    "CREATE TABLE resolved_doc("
    " doc INTEGER PRIMARY KEY REFERENCES doc(id) ON DELETE CASCADE,"
    " horizon INTEGER NOT NULL);",
};

/* The model of labels that people gave: newer than any other. */
#define MODEL_PEOPLE 1099511627776

#define SCHEMA_VERSION ((int)(sizeof(schema_step) / sizeof(*schema_step)))

/* citation.flags */
enum {
    CITATION_SELF = 1,
    CITATION_TAGGED = 2,
    CITATION_TRANSLATION = 4,
    CITATION_LEAD = 16, /* a self-citation by a first or last author */
    CITATION_NOTICE = 8 /* of the work that the doc is a notice about */
};

/*
 * Which citations are counted and listed: not what a translation says once
 * more, nor that a retraction names what it retracts.
 */
#define CITATION_COUNTS "NOT c.flags&12"

#endif
