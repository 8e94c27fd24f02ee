#!/bin/sh
# stet export of works: every format, named ones and all, with tallies.
. "$(dirname "$0")/lib.inc"
export STET_STORE="$work/s.db"
stet ingest -q "$root/examples" 2>/dev/null
id=$(stet export | python3 -c 'import json, sys
print(json.loads(sys.stdin.readline())["doc"])')

claim "a work as BibTeX" exits 0 stet export --format=bibtex "$id"
claim "is one entry" [ "$(grep -c '^@' out)" = 1 ]
claim "with its tally" exits 0 stet export --format=ris --tallies "$id"
claim "in a note" grep -q '^N1  - cited [0-9]* times by' out
claim "all works as CSL-JSON" exits 0 stet export --format=csl
claim "are an array" python3 -c 'import json; json.load(open("out"))'
claim "all works as CSV" exits 0 stet export --works --format=csv
claim "have a header" [ "$(head -n 1 out | cut -d, -f1-3)" = doi,pmid,pmcid ]
claim "a work as JSON" exits 0 stet export --works "$id"
claim "is a line" grep -q '^{"ids":' out
claim "a work nobody knows" exits 1 stet export --format=bibtex 10.5555/none "$id"
claim "is told, the rest written" [ "$(grep -c '^@' out)" = 1 ]
claim "an unknown format is a misuse" exits 2 stet export --format=docx
claim "records are as before" exits 0 stet export --format=csv
claim "a line a citation" grep -q '^doc,citation,' out
end
