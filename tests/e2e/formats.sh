#!/bin/sh
# What each bibliographic format gives: tests/formats/NAME and NAME.works.
. "$(dirname "$0")/lib.inc"
cd "$root/tests/formats" || exit 2
for records in *; do
    case $records in *.works) continue ;; esac
    stet import --print "$records" >"$work/out" 2>&1
    claim "$records gives its works" diff -u "$records.works" "$work/out"
    gzip -c "$records" >"$work/$records.gz"
    stet import --print - <"$work/$records.gz" 2>/dev/null |
        diff - "$work/out" | grep -v '^> stet: ' >"$work/differ"
    claim "$records gives them from a pipe, compressed" \
        [ "$(grep -c '^[<>]' "$work/differ")" = 0 ]
done
end
