#!/bin/sh
# Killed in the middle of an ingest, again and again: the store stays whole,
# holds whole articles only, and the next run goes on where that one ended.
. "$(dirname "$0")/lib.inc"
export STET_STORE="$work/s.db"
mkdir many
python3 - "$root/examples" <<'P'
import glob, re, sys
for n in range(60):
    for path in glob.glob(sys.argv[1] + "/*.xml"):
        text = open(path, encoding="utf-8").read()
        text = re.sub(r'(<article-id pub-id-type="doi">[^<]*)', rf"\1.c{n}", text)
        name = path.rsplit("/", 1)[1]
        open(f"many/{n}-{name}", "w", encoding="utf-8").write(text)
P
"$STET" ingest -q --store=whole.db many 2>/dev/null
want=$(sqlite3 whole.db 'SELECT count(*), sum(citations) FROM doc')

for delay in 0.02 0.05 0.1 0.15 0.2; do
    "$STET" ingest -q many 2>/dev/null &
    sleep $delay
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    [ -e s.db ] || continue
    same "whole after $delay s" "$(sqlite3 s.db 'PRAGMA integrity_check' 2>&1)" ok
    # killed before there was a table: that is whole, too
    [ "$(sqlite3 s.db 'SELECT count(*) FROM sqlite_master')" = 0 ] && continue
    claim "only whole articles after $delay s" [ "$(sqlite3 s.db \
        'SELECT count(*) FROM doc WHERE citations<>(SELECT count(*) FROM citation WHERE doc=doc.id)
         OR refs<>(SELECT count(*) FROM ref WHERE doc=doc.id)' 2>&1)" = 0 ]
done
stet ingest -q many
same "the last run completes it" \
    "$(sqlite3 s.db 'SELECT count(*), sum(citations) FROM doc')" "$want"
same "and no reference dangles" "$(sqlite3 s.db 'PRAGMA foreign_key_check')" ""
end
