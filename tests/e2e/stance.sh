#!/bin/sh
# Labels in a store: views, corrections, a new model, reasons.
# shellcheck disable=SC1091,SC2154  # lib.inc gives root, claim, end
. "$(dirname "$0")/lib.inc"

export STET_STORE="$work/a.db"
contains() { case $1 in *"$2"*) ;; *) echo "$1"; return 1 ;; esac; }

cat >a.xml <<'X'
<article><front><article-meta><article-id pub-id-type="doi">10.5555/naps.1</article-id>
<title-group><article-title>Naps</article-title></title-group></article-meta></front>
<body><sec><title>Discussion</title><p>We found no effect of naps on memory.
Our results are in contrast to those of Doe <xref ref-type="bibr" rid="B1">[1]</xref>, who found a large effect.
They are in line with our earlier trial <xref ref-type="bibr" rid="B2">[2]</xref>.
Naps were timed as described before <xref ref-type="bibr" rid="B1">[1]</xref>.</p></sec></body>
<back><ref-list>
<ref id="B1"><element-citation><article-title>Naps and memory</article-title><year>2001</year><pub-id pub-id-type="doi">10.5555/naps.0</pub-id></element-citation></ref>
<ref id="B2"><element-citation><article-title>A trial of naps</article-title><year>2002</year><pub-id pub-id-type="doi">10.5555/naps.00</pub-id></element-citation></ref>
</ref-list></back></article>
X
claim "the article is read" exits 0 stet ingest -q a.xml
same "strict is the default" "$(stet tally --json 10.5555/naps.0)" \
    "$(stet tally --json --view=strict 10.5555/naps.0)"
contrast=$(stet tally 10.5555/naps.0)
claim "one contrasts" contains "$contrast" "0 supporting, 1 contrasting, 1 mentioning"
claim "Clarivate's words" contains "$(stet tally --view=wos 10.5555/naps.0)" "1 differ, 0 discuss, 1 basis"
claim "CiTO's" contains "$(stet tally --view=cito --json 10.5555/naps.0)" '"cito:disagreesWith":1'
claim "labels of a view select" contains "$(stet report --view=wos --stance=basis 10.5555/naps.0)" "basis"
claim "a view nobody knows is a misuse" exits 2 stet tally --view=scite 10.5555/naps.0
claim "so is a label of another view" exits 2 stet report --view=wos --stance=supporting 10.5555/naps.0
claim "records tell the code" contains "$(stet export)" '"code":"C"'

# reasons
claim "a citation is explained" exits 0 stet explain '10.5555/naps.1#B1/1'
claim "with its words" grep -q "contrast" out
claim "and no colours in a pipe" sh -c '! grep -q "$(printf "\033")" out'
claim "by two operands too" exits 0 stet explain 10.5555/naps.1 B1/1
claim "JSON has weights" contains "$(stet explain --json 10.5555/naps.1 B1/1)" '"weight":'
claim "a citation that isn't there" exits 1 stet explain '10.5555/naps.1#B1/9'
claim "no citation at all is a misuse" exits 2 stet explain 10.5555/naps.1

# a new model over the store
cp "$STET_STORE" before.db
stet export >before
claim "everything is labelled already" exits 0 stet relabel -q
same "and nothing was done" "$(stet export)" "$(cat before)"
claim "labelling again" exits 0 stet relabel -q --again
same "gives the same labels" "$(stet export)" "$(cat before)"
for i in 1 2 3 4 5 6 7 8; do
    printf '{"id":"s%s","citing":"x%s","sentence":"We agree with [1] on %s.","marker":{"start":14,"end":17},"code":"S"}\n' $i $i $i
    printf '{"id":"b%s","citing":"y%s","sentence":"Sleep is old [1] says %s.","marker":{"start":13,"end":16},"code":"B"}\n' $i $i $i
done >items
claim "a model is trained" exits 0 stet model train --id=mine --out=mine.model items
claim "and put to use" exits 0 stet relabel --json --model=mine.model
claim "what changed is told" contains "$(cat out)" '"model":"mine"'
claim "its labels are shown" contains "$(stet export)" '"model":"mine"'
claim "the old ones are kept" contains "$(stet status)" "6"
claim "an older model would not be seen" exits 1 stet relabel
claim "which is said" grep -q "newer model" err
claim "no store is an error of its own" exits 3 stet relabel --store=/nowhere/x.db
head -c 1000 mine.model >cut.model
claim "a model cut short is refused" exits 1 stet relabel --model=cut.model
claim "with the reason" grep -q "cut short" err
cp before.db "$STET_STORE"; rm -f "$STET_STORE"-wal "$STET_STORE"-shm

# corrections
claim "a correction" exits 0 stet correct '10.5555/naps.1#B1/1' --stance=mentioning --who=Ada --why="it's method"
claim "is counted" contains "$(stet tally 10.5555/naps.0)" "0 contrasting, 2 mentioning"
claim "is shown with a mark" contains "$(stet report 10.5555/naps.0)" "(corrected)"
claim "is exported" contains "$(stet export)" '"corrected":{"who":"Ada"'
claim "with what the machine said" contains "$(stet export)" '"machine":{"stance":"contrasting"'
claim "as CSV too" contains "$(stet export --format=csv)" ",mentioning,B,Ada"
claim "is in the log" contains "$(stet correct --list)" "it's method"
claim "stays when all is labelled again" exits 0 stet relabel -q --again
claim "and is still counted" contains "$(stet tally 10.5555/naps.0)" "0 contrasting, 2 mentioning"
echo >>a.xml
claim "stays when the article is read again" exits 0 stet ingest -q a.xml
claim "and counted again" contains "$(stet tally 10.5555/naps.0)" "0 contrasting, 2 mentioning"
stet export >corrected
claim "goes with the records" exits 0 stet load -q --store=b.db corrected
same "into another store" "$(stet export --store=b.db)" "$(cat corrected)"
claim "is learnt from" exits 0 stet model train --with-corrections items
claim "counts among the items" grep -q "mentioning  *9" out
claim "is taken back" exits 0 stet correct 10.5555/naps.1 B1/1 --undo --who=Ada
claim "which is an entry of its own" contains "$(stet correct --list --json)" '"undone":true'
claim "the machine's label is back" contains "$(stet tally 10.5555/naps.0)" "1 contrasting, 1 mentioning"
claim "nothing is left to take back" exits 1 stet correct 10.5555/naps.1 B1/1 --undo
claim "an unknown stance is a misuse" exits 2 stet correct 10.5555/naps.1 B1/1 --stance=refuting
claim "no stance is a misuse" exits 2 stet correct 10.5555/naps.1 B1/1
claim "a citation that isn't there can't be corrected" exits 1 stet correct 10.5555/naps.1 B9/1 --stance=S
claim "a reason must be UTF-8" exits 2 stet correct 10.5555/naps.1 B1/1 --stance=S --why="$(printf '\377')"

# classify, without a store
claim "plain text" contains "$(echo 'Our results agree with those of Doe «[3]».' | stet classify --view=wos)" '"view":"support"'
claim "a precision" exits 0 stet classify --precision=0.85 /dev/null
claim "an absurd precision is a misuse" exits 2 stet classify --precision=2 /dev/null
claim "and so is one that is no number" exits 2 stet classify --precision=0.85x /dev/null
end
