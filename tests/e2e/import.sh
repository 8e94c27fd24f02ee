#!/bin/sh
# Records of works into the store: bad ones, again, stopped, merged.
. "$(dirname "$0")/lib.inc"
export STET_STORE="$work/s.db"
formats="$root/tests/formats"
sql() { sqlite3 s.db "$1"; }

claim "all formats are imported, some records not" exits 1 stet import "$formats"
same "integrity" "$(sql 'PRAGMA integrity_check')" ok
claim "foreign keys hold" [ -z "$(sql 'PRAGMA foreign_key_check')" ]
works=$(sql 'SELECT count(*) FROM work')
claim "again is nothing new" exits 0 stet import "$formats/crossref.json"
claim "and says that it knows it" grep -q "1 imported before" err
stet import -q --again "$formats" 2>/dev/null
same "all again makes no new works" "$(sql 'SELECT count(*) FROM work')" "$works"

claim "a format by name" exits 0 stet import --format=csl -p "$formats/crossref.json"
claim "an unknown format is a misuse" exits 2 stet import --format=marc x
echo "dear diary" >diary.txt
claim "what is no record is told" exits 1 stet import diary.txt
claim "in a line" grep -q "diary.txt.*no bibliographic format" err
: >empty.json
claim "an empty file is told" exits 1 stet import empty.json
claim "so is one that isn't there" exits 1 stet import missing.json

stet notices 10.5555/voles.2011.7 >out
claim "one event told by many is one line" [ "$(grep -c 'retraction 2014-05-06' out)" = 1 ]
claim "a reinstatement clears it" grep -q "reinstated since" out
claim "all notices, one work a line" [ "$(stet notices --all --json | wc -l)" = 3 ]
claim "notices need an ID" exits 2 stet notices
claim "a preprint is a version" grep -q "^doi:10.5555/pre.1.preprint-of" \
    <<V
$(stet works versions 10.5555/voles.2011.7)
V
before=$(stet works show 10.5555/moor)
claim "two works are merged" exits 0 stet works merge --why=test 10.5555/a 10.5555/moor
same "both names are one work's" "$(stet works show 10.5555/moor)" "$(stet works show 10.5555/a)"
claim "the log tells it" [ "$(stet works log 10.5555/a | cut -f3-5)" = "$(printf 'doi:10.5555/a\tdoi:10.5555/moor\ttest')" ]
claim "a merge is undone" exits 0 stet works split 1
same "and all is as it was" "$(stet works show 10.5555/moor)" "$before"
claim "but once" exits 1 stet works split 1
claim "nothing is merged with itself" exits 1 stet works merge 10.5555/a 10.5555/A
claim "works are related" exits 0 stet works relate 10.5555/a 10.5555/moor
same "then they are versions" "$(stet works versions 10.5555/a | wc -l)" 2
claim "and parted" exits 0 stet works part 10.5555/a 10.5555/moor
claim "an unknown verb is a misuse" exits 2 stet works frob

# hostile records: each is told, the one after it is read
rm -f s.db*
python3 - <<'P'
import gzip, io, json, tarfile
def good(n): return {"DOI": f"10.5555/good.{n}", "title": [f"Good voles {n}"], "deposited": {}, "issued": {"date-parts": [[2001]]}}
odd = [
    dict(good(1), author=[{"family": f"F{i}", "given": "G"} for i in range(10000)]),
    dict(good(2), title=["x" * (1 << 20)]),
    dict(good(3), abstract="y" * (8 << 20), reference=[{"key": str(i)} for i in range(50000)]),
    dict(good(4), issued={"date-parts": [[-5, 99, "x"]]}),
    dict(good(5), title={"a": 1}, author="Doe", volume=[1], page={}),
    dict(good(6), DOI="10.5555/" + "z" * 100000),
    dict(good(7), relation={"is-version-of": [{"id-type": "doi", "id": "10.5555/good.8"}]}),
    dict(good(8), relation={"is-version-of": [{"id-type": "doi", "id": "10.5555/good.7"},
                                               {"id-type": "doi", "id": "10.5555/good.8"}]}),
    dict(good(9), nested=eval("[" * 60 + "]" * 60)),
    good(10), good(10),
]
with open("hostile.jsonl", "w") as f:
    for r in odd:
        f.write(json.dumps(r) + "\n")
    f.write('{"DOI":"10.5555/deep","x":' + "[" * 100000 + "\n")
    f.write('{"DOI":"10.5555/nul\\u0000l","title":["\x00"],"deposited":{}}\n')
    f.write(json.dumps(good(11)) + "\n")
many = "".join(json.dumps(good(i)) + "\n" for i in range(60000))
open("many.jsonl", "w").write(many)
gz = gzip.compress(many.encode())
open("cut.jsonl.gz", "wb").write(gz[:len(gz) // 2])
with tarfile.open("all.tar.gz", "w:gz") as t:
    for name in ("one.jsonl", "two.jsonl.gz"):
        data = json.dumps(good(name)).encode()
        if name.endswith(".gz"): data = gzip.compress(data)
        info = tarfile.TarInfo("dump/" + name); info.size = len(data)
        t.addfile(info, io.BytesIO(data))
P
claim "hostile records end nothing" exits 1 stet import hostile.jsonl
claim "authors beyond the limit are told" grep -q "good.1).*10000 authors" err
claim "so is a title of a megabyte" grep -q "good.2).*a title of 1048576 bytes" err
claim "and an absurd year" grep -q "good.4).*a year of -5" err
claim "and other types" grep -q "good.5).*4 values of an unexpected type" err
claim "and a DOI that is none" grep -q "is no doi" err
claim "and what nests too deep" grep -q "nests too deep" err
same "the last one is read" "$(sql "SELECT title FROM work WHERE key='doi:10.5555/good.11'")" "Good voles 11"
same "two of one DOI are one work" "$(sql "SELECT count(*) FROM work WHERE key LIKE '%good.10'")" 1
same "a circle is one relation" "$(sql 'SELECT count(*) FROM relation')" 1
claim "a cut file is told" exits 1 stet import cut.jsonl.gz
claim "an archive's entries are read" exits 0 stet import all.tar.gz
same "the compressed one, too" "$(sql "SELECT count(*) FROM work WHERE key LIKE '%two.jsonl.gz'")" 1

# killed in the middle, it goes on where it was and brings what it should
rm -f s.db*
for wait in 0.05 0.2 0.4; do
    "$STET" import -q many.jsonl 2>/dev/null &
    pid=$!
    sleep $wait
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ -e s.db ] && same "killed after $wait s the store is whole" "$(sql 'PRAGMA integrity_check')" ok
done
claim "it goes on" exits 0 stet import many.jsonl
same "all are there" "$(sql 'SELECT count(*) FROM work')" 60000
same "each once" "$(sql 'SELECT count(*) FROM identifier')" 60000
end
