#!/bin/sh
# Searching the articles of examples/ from outside.
# shellcheck disable=SC1091,SC2154  # lib.inc gives root, claim, end
. "$(dirname "$0")/lib.inc"
articles=$root/examples
export STET_STORE="$work/examples.db"

says() { case $(cat out err) in *"$1"*) ;; *) cat out err; return 1 ;; esac; }

claim "a store is made without an index" exits 0 stet ingest -q --no-index "$articles"
claim "nothing is found in it" exits 1 stet search sleep
claim "and one is told why" says "17 articles aren't indexed yet"
claim "the index is made" exits 0 stet index
claim "what it took is told" says "17 articles"
claim "a second pass has nothing to do" exits 0 stet index
claim "and says so" says "0 passages of 0 articles"

claim "contrasting passages are found" exits 0 stet search 'sleep AND stance:contrasting'
claim "with their words" says "no advantage of early sleep"
claim "and what they cite" says "contrasting: Halvorsen 1998"
count() { stet search --json "$@" | python3 -c 'import json,sys; print(json.load(sys.stdin)["total"])'; }
all=$(count sleep)
same "a word is with or without a stance" "$all" \
    "$(($(count sleep stance:contrasting,supporting,mentioning,unclassified)))"
same "an option is a condition" "$(count sleep --section=methods)" "$(count 'sleep section:methods')"
same "words may be given one by one" "$(count slow wave)" "$(count 'slow AND wave')"
claim "an identifier finds its citations" exits 0 stet search 10.5555/jsm.1998.12.201
claim "works are found" exits 0 stet search --works --sort=contrasted spindles
claim "facets are counted" exits 0 stet search --facets -n 1 sleep
claim "by journal too" says "Annals of Clinical Rest"
claim "a slip is noticed" exits 1 stet search spindels
claim "and mended" says "Did you mean: spindles"
claim "the JSON is one" sh -c "'$STET' search --json -n 3 --facets sleep | python3 -m json.tool >out"

claim "nonsense is a misuse" exits 2 stet search 'sleep AND ('
claim "with its place" says "at character 12: expected words here"
claim "an unknown field too" exits 2 stet search 'colour:red'
claim "an order for works only" exits 2 stet search --sort=cited sleep
claim "nothing to search for" exits 2 stet search
claim "no store is an error of the store" exits 3 stet search --store=nowhere.db sleep

stet remove 10.5555/acr.2016.118
claim "what is removed is found no more" [ "$(count 'sleep citing:10.5555/acr.2016.118')" = 0 ]
claim "ingest brings the index up to date" exits 0 stet ingest -q "$articles"
same "as before" "$(count sleep)" "$all"
claim "an index made anew" exits 0 stet index --anew
same "finds the same" "$(count sleep)" "$all"
claim "the store is whole" exits 0 stet status
end
