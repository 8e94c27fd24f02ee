#!/bin/sh
# The way from articles to reports, with the articles of examples/.
. "$(dirname "$0")/lib.inc"
export STET_STORE="$work/s.db"
hub=10.5555/jsm.1998.12.201
citations() { "$STET" export | grep '"record":"citation"'; }

claim "a folder is read" exits 0 stet ingest "$root/examples"
claim "the summary says so" grep -q "17 new" err
claim "and the oddities" grep -q "noted: .*stet yield" err
claim "the store is whole" exits 0 stet status --check
citations >first
claim "a second time nothing is new" exits 0 stet ingest "$root/examples"
claim "and that is said" grep -q "17 files known" err
citations >second
claim "nor has anything changed" cmp -s first second

"$STET" extract "$root"/examples/*.xml | grep '"record":"citation"' >extracted
claim "export gives back what extract writes" cmp -s first extracted
"$STET" extract -j 4 "$root"/examples/*.xml | grep '"record":"citation"' >four
claim "however many workers there are" cmp -s extracted four

"$STET" extract "$root"/examples/*.xml >all.jsonl
claim "records can be loaded" exits 0 stet load --store=loaded.db all.jsonl
"$STET" export --store=loaded.db >loaded
"$STET" export >whole
claim "and make the store that ingesting makes" cmp -s whole loaded
claim "also out of a pipe" exits 0 stet load --store=piped.db - <all.jsonl
"$STET" export --store=piped.db >piped
claim "in the same way" cmp -s whole piped
claim "loaded again nothing is new" exits 0 stet load --store=piped.db all.jsonl
claim "and that is said" grep -q "17 unchanged" err
head -c 20000 all.jsonl >cut.jsonl
claim "records cut off aren't stored" exits 1 stet load --store=cut.db cut.jsonl
same "as one line says" "$(wc -l <err | tr -d ' ')" 2

claim "a report is written" exits 0 stet report "$hub"
claim "it names the work" grep -q "Sleep soon after learning" out
claim "stances are told" grep -q "53 citations by 12 works: [0-9]* supporting" out
claim "articles can be read without labels" exits 0 stet ingest --no-labels --store=bare.db "$root"/examples/*.xml
claim "and reported" exits 0 stet report --store=bare.db "$hub"
claim "stances are unclassified then, and said to be" grep -q "53$" out
claim "a page is what was asked for" exits 0 stet report --json -n 5 "$hub"
claim "JSON can be read" python3 -c "
import json; r = json.load(open('out'))
assert len(r['citations']) == 5 and r['total'] == r['tally']['citations']
for c in r['citations']:
    assert c['sentence'][c['marker']['start']:c['marker']['end']]"
claim "filters filter" exits 0 stet report --json --section=methods "$hub"
claim "by section" python3 -c "
import json; r = json.load(open('out'))
assert r['citations'] and {c['section'] for c in r['citations']} == {'methods'}"
claim "by self-citation" exits 0 stet report --json --self=only "$hub"
claim "by year" exits 0 stet report --json --year=2010-2015 "$hub"
claim "a wrong filter is a misuse" exits 2 stet report --stance=odd "$hub"
claim "an unknown work is told" exits 1 stet report 10.5555/nobody
claim "no identifier is a misuse" exits 2 stet report "no identifier"
claim "a retraction is shown" exits 0 stet report 10.5555/acr.2018.202
claim "as a notice" grep -q "NOTICE: retraction" out
claim "tallies" exits 0 stet tally --json "$hub" pmid:99000098
claim "refs" exits 0 stet refs 10.5555/irs.2020.4.1
claim "yield" exits 0 stet yield
claim "yield of one" exits 0 stet yield --json 10.5555/irs.2020.4.1
claim "csv" exits 0 stet export --format=csv

sed 's/<article-title>/<article-title>Revised: /' \
    "$root/examples/ito-2014-evening-study.xml" >new.xml
claim "a new version replaces the old" exits 0 stet ingest new.xml
claim "and that is said" grep -q "1 replaced" err
same "there are as many articles as before" \
    "$("$STET" status --json | sed 's/.*"articles":\([0-9]*\).*/\1/')" 17
for id in $("$STET" export | sed -n 's/^{"record":"doc","doc":"\([^"]*\)".*/\1/p'); do
    claim "$id can be removed" exits 0 stet remove "$id"
done
same "an empty store holds no work" \
    "$("$STET" status --json | sed 's/.*"works":\([0-9]*\).*/\1/')" 0
claim "what isn't there can't be removed" exits 1 stet remove "$hub"
claim "a missing store is told" exits 3 stet report --store=none.db "$hub"
end
