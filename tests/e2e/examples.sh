#!/bin/sh
# The articles in examples/ are what examples/README.md says: well-formed, with
# a DOCTYPE, unique ids, links that lead somewhere, elements in the order of
# JATS 1.3.  And what is made of them is what somebody counted in them by eye.
# shellcheck disable=SC1091,SC2154  # lib.inc gives root, claim, end
. "$(dirname "$0")/lib.inc"
# shellcheck disable=SC2154  # lib.inc has it
articles=$root/examples

says_nothing() {
    "$@" >out 2>&1 || return 1
    cat out
    [ ! -s out ]
}

contains() { case $1 in *"$2"*) ;; *) echo "$1"; return 1 ;; esac; }

for article in "$articles"/*.xml; do
    name=$(basename "$article" .xml)
    claim "$name is well-formed" says_nothing xmllint --nonet --noout "$article"
    claim "$name has the structure of JATS" \
        says_nothing python3 "$root/tests/e2e/examples.py" "$article"
    claim "examples/README.md names $name" \
        grep -q "\`$name\`" "$articles/README.md"
done

# Mentions of the work of 1998: the table in examples/README.md added up,
# without the two in a translation.
# shellcheck disable=SC2154
export STET_STORE="$work/examples.db"
claim "all of them are read" exits 0 stet ingest -q "$articles"
tally=$(stet tally 10.5555/jsm.1998.12.201)
claim "53 citations by 12 works" contains "$tally" "53 citations by 12 works"
claim "five of them self-citations" contains "$tally" "self-citations 5"
claim "the trial is known to be retracted" \
    contains "$(stet report 10.5555/acr.2018.202)" "retraction 2021-02-11"
claim "the study is known to be corrected" \
    contains "$(stet report 10.5555/acr.2016.118)" "correction 2017-01-16"
unlinked=$(stet extract "$articles" | grep '"record":"citation"' | grep -vc '"ref":')
same "every citation has its reference" "$unlinked" 0
end
