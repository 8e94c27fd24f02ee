#!/bin/sh
# stet parse from outside: formats, empty lines, huge and broken strings.
. "$(dirname "$0")/lib.inc"

printf '%s\n\n%s\n' 'Psychiatr Ann. 2021;51(8):373–377.' \
    'Doe J, Roe A. Tides of a small moon. J Tides. 2001;12(3):33-40. doi:10.5555/tides' >two
claim "strings are taken apart" exits 0 stet parse two
same "a line a string, empty ones apart" "$(wc -l <out)" 2
claim "a journal without a title" grep -q '"container":"Psychiatr Ann","year":2021' out
claim "pages are normal" grep -q '"page":"373-377"' out
claim "identifiers are normal" grep -q '"doi":"10.5555/tides"' out
claim "fields have their place" exits 0 stet parse --fields two
claim "in code points" grep -q '\["pages",26,33\]' out
claim "BibTeX" exits 0 stet parse --to=bibtex two
claim "has an entry each" [ "$(grep -c '^@article{' out)" = 2 ]
claim "RIS" exits 0 stet parse --to=ris two
claim "ends each record" [ "$(grep -c '^ER  - ' out)" = 2 ]
claim "CSL-JSON" exits 0 stet parse --to=csl two
claim "can be read" python3 -c 'import json; assert len(json.load(open("out"))) == 2'
claim "CSV" exits 0 stet parse --to=csv two
claim "has a header and a line each" [ "$(wc -l <out)" = 3 ]
claim "an unknown format is a misuse" exits 2 stet parse --to=docx two

printf 'Doe J. Tides of\na small moon. J Tides. 2001;12:3.\n\nRoe A. Waves.\n' >blocks
claim "blocks go on until an empty line" exits 0 stet parse --blocks blocks
same "two of them" "$(wc -l <out)" 2

python3 -c 'print("Doe J. " + "tide " * 200000)' >long
claim "a string of a megabyte is cut" exits 1 stet parse long
claim "and that is told" grep -q "only the first 8000 were read" err
claim "in the record, too" grep -q '"cut":true' out
printf 'Doe J. \377\376 Tides \303. J Tides 2001;\001 1:2\n' >bytes
claim "bytes that aren't UTF-8" exits 0 stet parse bytes
claim "leave JSON whole" python3 -c 'import json; json.loads(open("out").read())'
printf '. , ;\n' >nothing
claim "nothing in a string" exits 1 stet parse nothing
claim "a file that isn't there" exits 1 stet parse missing
claim "a broken model" exits 1 stet parse --model=two two
claim "is refused" grep -q "not a model of Stet's" err

cat >tagged <<'J'
{"raw":"Doe J. Tides. J Tides 2001;1:2","spans":[["author",0,5],["title",7,12],["journal",14,21],["date",22,26],["volume",27,28],["pages",29,30]]}
{"raw":"Roe A. Waves. Quay 1999;3:4","spans":[["author",0,5],["title",7,12],["journal",14,18],["date",19,23],["volume",24,25],["pages",26,27]]}
J
cat tagged tagged tagged >many
claim "a model is trained" exits 0 stet parse --train=one.model many
claim "and again" exits 0 stet parse --train=two.model many
claim "to the same bytes but its name" [ "$(wc -c <one.model)" = "$(wc -c <two.model)" ]
claim "and used" exits 0 stet parse --model=one.model two
claim "a broken line is told" exits 1 stet parse --train=x.model two
end
