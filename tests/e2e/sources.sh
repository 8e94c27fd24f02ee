#!/bin/sh
# Where articles come from: folders, archives, standard input; what is told of
# what isn't read; and how a run is ended.
# shellcheck disable=SC1091,SC2154  # lib.inc gives root, work, claim, same, end
. "$(dirname "$0")/lib.inc"
export STET_STORE="$work/s.db" STET
one="$root/examples/ito-2014-evening-study.xml"
two="$root/examples/quist-2021-preprint.xml"
count() { sqlite3 "${1:-s.db}" 'SELECT count(*) FROM doc'; }

# Every form holds the same articles.
mkdir all && cp "$root"/examples/*.xml all
stet extract all | sed 's/"source":"[^"]*",//' >want
tar -cf all.tar all
tar -czf all.tgz all
tar --zstd -cf all.tar.zst all 2>/dev/null || cp all.tar all.tar.zst
zip -qr all.zip all
mkdir packed && gzip -c "$one" >packed/one.xml.gz
for form in all.tar all.tgz all.tar.zst all.zip; do
    claim "$form is read" exits 0 stet extract "$form"
    sort out | sed 's/"source":"[^"]*",//' >have
    sort want >sorted
    claim "$form holds what the folder holds" cmp -s have sorted
    claim "$form can come by a pipe" exits 0 stet extract - <"$form"
    stet extract - <"$form" >piped
    sed 's/"source":"[^"]*",//' piped | sort >have
    claim "and is the same" cmp -s have sorted
done
claim "a packed article is read" exits 0 stet extract packed
claim "as it would be plain" [ "$(wc -l <out)" = "$(stet extract "$one" | wc -l)" ]
claim "a plain article can come by a pipe" exits 0 sh -c "\"\$STET\" extract - <'$one'"
stet extract -j 1 all all.zip all.tgz >alone
stet extract -j 5 all all.zip all.tgz >many
claim "five workers write what one writes" cmp -s alone many

# What isn't read is told or counted.
mkdir mixed && cp "$one" mixed/a.xml && echo x >mixed/notes.txt
ln -s "$two" mixed/link.xml
claim "a link in a folder isn't followed" exits 1 stet ingest mixed
claim "and is told" grep -q "'mixed/link.xml': a symbolic link, not followed" err
claim "other files are counted" grep -q "1 files\{0,1\} of other kinds" err
same "what is beside it is read" "$(count)" 1
claim "a link that is named is followed" exits 0 stet ingest mixed/link.xml
if zip -q -P secret locked.zip "$two" 2>/dev/null; then
    claim "an encrypted entry is refused" exits 1 stet ingest --store=l.db locked.zip
    claim "and that is told" grep -q "locked.zip!.*: encrypted" err
fi
zip -q nested.zip all.zip
claim "an archive in an archive isn't read" exits 1 stet extract nested.zip
claim "and told" grep -q "nested.zip!all.zip': an archive in an archive" err
head -c 60000 all.zip >cut.zip
claim "a cut zip fails" exits 1 stet ingest --store=cut.db cut.zip
claim "what came before is kept" [ "$(count cut.db)" -gt 3 ]
claim "an empty folder is no failure" exits 0 stet extract packed/..//packed
cp "$one" "$(printf 'line\nfeed.xml')"
echo x >"$(printf 'bad\nname.xml')"
claim "a name of two lines" exits 1 stet ingest --store=n.db "$(printf 'bad\nname.xml')"
claim "stays on one" grep -q "'bad?name.xml'" err
if [ "$(id -u)" != 0 ]; then
    cp "$one" secret.xml && chmod 0 secret.xml && mkdir -m 0 hidden
    claim "what can't be opened fails" exits 1 stet ingest --store=p.db secret.xml hidden all
    claim "the file is told" grep -q "'secret.xml': Permission denied" err
    claim "the folder is told" grep -q "'hidden': Permission denied" err
    claim "the rest is read" grep -q "17 new" err
fi

# A paragraph of 20 MB is odd, but no reason to take all the memory.
python3 -c "print('<article><body><p>' + 'word ' * 4000000 + '</p></body></article>')" >long.xml
claim "a giant paragraph is read in bounds" exits 0 sh -c \
    "case '$STET' in */san/*) ;; *) ulimit -v 1500000 ;; esac; \"\$STET\" extract long.xml"

# A set of articles that was stored only in part is read to its end.
{ echo '<set>'; sed '/<?xml/d;/<!DOCTYPE/,/>/d' "$one"; echo '<article><body>'; } >set.xml
claim "a cut set fails" exits 1 stet ingest --store=set.db set.xml
same "its whole articles are kept" "$(count set.db)" 1
claim "the next time it fails again" exits 1 stet ingest --store=set.db set.xml
same "and nothing is kept twice" "$(count set.db)" 1

# Ctrl-C: what is in hand is stored, and it says how to go on.
mkfifo pipe
"$STET" ingest --store=stop.db - <pipe 2>err &
stet=$!
exec 9>pipe
head -c 100000 all.tar >&9
sleep 1
kill -TERM $stet
wait $stet
same "a signal is told by the exit code" $? 1
exec 9>&-
claim "and in words" grep -q "run it again to go on" err
claim "what came before it is stored" [ "$(count stop.db)" -gt 3 ]
claim "and the next run goes on" exits 0 stet ingest --store=stop.db all.tar
same "to the end" "$(count stop.db)" 17
"$STET" extract all 2>err | head -n 1 >out
claim "a reader who leaves is no crash" [ "$(wc -l <out)" = 1 ]
end
