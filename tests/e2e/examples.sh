#!/bin/sh
# The articles in examples/ are what examples/README.md says: well-formed, with
# a DOCTYPE, unique ids, links that lead somewhere, elements in the order of
# JATS 1.3.  (They were validated against the DTD when they were written; it
# is not part of this repository.)
# shellcheck disable=SC1091  # lib.inc gives root, claim, end
. "$(dirname "$0")/lib.inc"
# shellcheck disable=SC2154
articles=$root/examples

says_nothing() {
    "$@" >out 2>&1 || return 1
    cat out
    [ ! -s out ]
}

for article in "$articles"/*.xml; do
    name=$(basename "$article" .xml)
    claim "$name is well-formed" says_nothing xmllint --nonet --noout "$article"
    claim "$name has the structure of JATS" \
        says_nothing python3 "$root/tests/e2e/examples.py" "$article"
    claim "examples/README.md names $name" \
        grep -q "\`$name\`" "$articles/README.md"
done
end
