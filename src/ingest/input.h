/*
 * An input is one file to be read, wherever it comes from: a path, an entry
 * of an archive, standard input.  What can't be read is an input too, with
 * the reason, so that it is told in its place and counted.
 */
#ifndef STET_INGEST_INPUT_H
#define STET_INGEST_INPUT_H

#include "base/buf.h"
#include "base/err.h"

enum input_kind {
    INPUT_PATH,   /* a file of the disk, not opened yet */
    INPUT_BYTES,  /* in memory, perhaps still compressed */
    INPUT_TROUBLE /* not to be had: `err` says why */
};

struct input {
    enum input_kind kind;
    str name; /* for people, always printable: "dir/a.xml", "a.zip!b.xml" */
    str path; /* INPUT_PATH, terminated */
    str bytes;
    struct err err;
};

/* Takes an input, which is gone when this returns; false: no more, please. */
typedef bool input_taker(const struct input *input, void *user);

/*
 * The bytes of an input, decompressed, as they are hashed and read.  They may
 * be the input's own or stand in `space`.  At most DOC_MAX.
 */
bool input_load(const struct input *input, struct buf *space, str *bytes,
                struct err *err);

/* What a name promises. */
enum name_kind {
    NAME_OTHER,  /* not for us, unless asked for by name */
    NAME_XML,    /* .xml, .nxml, perhaps with .gz */
    NAME_PACKED, /* .gz: one file or an archive */
    NAME_ARCHIVE /* .tar, .tar.gz, .tgz, .tar.zst, .zip */
};

/* By the ending, in any letter case; hidden files are NAME_OTHER. */
enum name_kind name_kind(str path);

/* `raw` made printable: UTF-8 without control characters. */
str name_clean(str raw, struct arena *arena);

#endif
