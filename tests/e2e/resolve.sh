#!/bin/sh
# Which works references mean: stet match, stet resolve.
. "$(dirname "$0")/lib.inc"
export STET_STORE="$work/s.db"

# doc NAME REF…: the records of an article with these references
doc() {
    name=$1 n=0
    shift
    printf '{"record":"doc","doc":"doi:10.5555/%s","source":"%s","format":"jats","ids":{"doi":"10.5555/%s"},"title":"About %s","year":2020,"yield":{}}\n' \
        "$name" "$name" "$name" "$name"
    for ref in "$@"; do
        n=$((n + 1))
        printf '{"record":"ref","doc":"doi:10.5555/%s","ref":"B%s","n":%s,%s}\n' "$name" "$n" "$n" "$ref"
    done
}

moss='"authors":[{"family":"Fenwick","given":"A"},{"family":"Osei","given":"B"}],"title":"Moss gardens and the memory of rain","year":2012'
named='"ids":{"doi":"10.5555/moss"},'$moss',"container":"Journal of Invented Botany","volume":"14","page":"233-241","work":"doi:10.5555/moss"'
bare='"authors":[{"family":"Fenwick","given":"A."}],"title":"Moss gardens and the memory of rain","year":2012,"container":"J Invent Bot","volume":"14","page":"233","work":"ref:00000000000000aa"'
book='"authors":[{"family":"Harrow","given":"T"}],"title":"The long history of small bridges in towns","year":1987,"publisher":"Oxbow"'
one=$book',"work":"ref:00000000000000b1"'
other='"authors":[{"family":"Harrow","given":"T."}],"title":"The long history of small bridges in towns.","publisher":"Oxbow Press","year":1987,"work":"ref:00000000000000b2"'
doc a "$named" >a.jsonl
doc b "$bare" "$one" >b.jsonl
doc c "$other" >c.jsonl

claim "articles are loaded" exits 0 stet load a.jsonl b.jsonl c.jsonl
"$STET" export >before
claim "they are resolved" exits 0 stet resolve
claim "one reference is linked by what it prints" grep -q "title+author+year+container+volume+page" out
claim "two mean the same" grep -q "1 linked.*1 of these mean what others mean" err
"$STET" export >after
claim "the record tells the work, and how likely it is" python3 -c "
import json
refs = [json.loads(l) for l in open('after') if '\"record\":\"ref\"' in l]
b = {r['ref']: r for r in refs if r['doc'] == 'doi:10.5555/b'}
c = [r for r in refs if r['doc'] == 'doi:10.5555/c']
assert b['B1']['work'] == 'doi:10.5555/moss', b
assert b['B1']['resolved_by'] == 'match' and b['B1']['score'] > .5, b
assert b['B2']['work'] == c[0]['work'] == 'ref:00000000000000b1'"
claim "again there is nothing to do" exits 0 stet resolve --json
claim "and that is said" grep -q '"references":0' out
claim "the store is whole" exits 0 stet status --check
claim "however the articles came" exits 0 stet load --store=r.db c.jsonl b.jsonl a.jsonl
claim "and in two goes" exits 0 stet resolve --store=r.db
"$STET" export --store=r.db | sort >other
sort after >sorted
claim "the outcome is the same" cmp -s sorted other
claim "links can be taken back" exits 0 stet resolve --undo=all
"$STET" export >back
claim "and all is as it was" cmp -s before back
claim "works that had gone come back" exits 0 stet report ref:00000000000000b2
claim "with their titles" grep -q "small bridges" out
claim "what was taken back isn't linked again" exits 0 stet resolve --again
"$STET" export >still
claim "nor does anything else change" cmp -s before still

cat >works.jsonl <<'J'
{"DOI":"10.5555/moss","author":[{"family":"Fenwick","given":"A"}],"title":"Moss gardens and the memory of rain","container-title":"Journal of Invented Botany","volume":"14","page":"233-241","issued":{"date-parts":[[2012]]}}
{"DOI":"10.5555/FERNS","author":[{"family":"Lund"}],"title":"Ferns of the lower valley","container-title":"Journal of Invented Botany","issued":{"date-parts":[[2013,4]]}}
J
echo '(4) Fenwick, A. J. Invent. Bot. 2012, 14, 233.' >refs.txt
echo '{"id":"x","author":[{"family":"Lund"}],"title":"Ferns of the lower valley","issued":{"date-parts":[[2013]]}}' >>refs.txt
echo 'Somebody. Something else entirely. 1950.' >>refs.txt
claim "strings and records are matched against a file" exits 0 stet match --against=works.jsonl refs.txt
claim "a line each" python3 -c "
import json
a, b, c = [json.loads(l) for l in open('out')]
assert a['answer'] == 'link' and a['work'] == 'doi:10.5555/moss', a
assert 'volume' in a['rule'] and 0 < a['score'] <= 1
assert b['id'] == 'x' and b['work'] == 'doi:10.5555/ferns', b
assert c == {'answer': 'none'}, c"
claim "and against a store" exits 0 stet match refs.txt
claim "which knows the first" grep -q '"answer":"link","work":"doi:10.5555/moss"' out
printf '{"title":\n{"title":7,"authors":"x","year":"MMXX"}\nnot utf-8 \377\n\n' >bad.txt
claim "bad lines are told and passed over" exits 1 stet match --against=works.jsonl bad.txt
claim "by their numbers" grep -q "'bad.txt', line 3" err
same "the others are answered" "$(wc -l <out | tr -d ' ')" 1
claim "what is imported is matched against" exits 0 stet import --store=i.db works.jsonl
claim "without any article" exits 0 stet match --store=i.db refs.txt
same "as a file of records is" "$(grep -c '"answer":"link"' out)" 2
claim "no file is told" exits 1 stet match --against=nowhere.jsonl refs.txt
claim "no store is told" exits 3 stet match --store=nowhere.db refs.txt
claim "nor is one made" [ ! -e nowhere.db ]
end
