#!/bin/sh
# What bad input gets: one clear line, the rest goes on, the store stays whole.
. "$(dirname "$0")/lib.inc"
export STET_STORE="$work/s.db"
good="$root/examples/ito-2014-evening-study.xml"

# refused NAME WORDS: one line on it, with these words; the good one is read
refused() {
    rm -f s.db*
    claim "$1 fails" exits 1 stet ingest "$1" "$good"
    claim "$1 is told in a line" [ "$(grep -c "$1" err)" = 1 ]
    claim "$1: $2" grep -q "$1.*$2" err
    claim "the article beside $1 is read" grep -q "1 new" err
    claim "the store is whole after $1" exits 0 stet status --check
}

echo "no XML at all" >plain.xml
refused plain.xml "not an XML file"
printf '%%PDF-1.4 x' >paper.xml
refused paper.xml "PDF"
: >empty.xml
refused empty.xml "empty"
echo '<html><body/></html>' >page.xml
refused page.xml "HTML"
echo '<book><body/></book>' >root.xml
refused root.xml "no article"
head -c 3000 "$good" >cut.xml
refused cut.xml "line"
printf '<article><front/></article> junk' >junk.xml
refused junk.xml "line 1"
printf '<?xml version="1.0" encoding="UTF-8"?><article>\377\376</article>' >bytes.xml
refused bytes.xml "line"
printf '<?xml version="1.0" encoding="klingon"?><article/>' >encoding.xml
refused encoding.xml "encoding"
truncate -s 65M large.xml
refused large.xml "64 MiB"
{
    printf '<!DOCTYPE article [<!ENTITY a "aaaaaaaaaa">'
    last=a
    for e in b c d e f g h i j k; do
        printf '<!ENTITY %s "&%s;&%s;&%s;&%s;&%s;&%s;&%s;&%s;&%s;&%s;">' $e $last \
            $last $last $last $last $last $last $last $last $last
        last=$e
    done
    printf ']><article><body><p>&k;</p></body></article>'
} >bomb.xml
refused bomb.xml "entit"
python3 -c "print('<article>' + '<sec>' * 1000000)" >deep.xml
refused deep.xml "deep"
python3 -c "print('<article ' + ' '.join(f'a{n}=\"1\"' for n in range(300000)) + '/>')" >attributes.xml
refused attributes.xml "attributes"

# what a citation repeats has an end: its group, its sentence
python3 - <<'P'
refs = lambda n: "<back><ref-list>" + "".join(
    f'<ref id="b{i}"><mixed-citation>Doe J. {i}</mixed-citation></ref>' for i in range(n)) + "</ref-list></back>"
def paper(name, prose, n):
    open(name, "w").write(f"<article><body><p>{prose}</p></body>{refs(n)}</article>")
link = '<xref ref-type="bibr" rid="%s">%s</xref>'
paper("hollow.xml", '<xref ref-type="bibr" rid="b0"/>' * 50000, 1)
paper("sentence.xml", ("word " * 20 + link % ("b0", 1)) * 2000, 1)
paper("ids.xml", link % (" ".join(f"b{i}" for i in range(5000)), "all"), 5000)
P
for odd in hollow sentence ids; do
    claim "$odd.xml is read in time" exits 0 timeout 30 "$STET" extract "$odd.xml"
    claim "$odd.xml grows no more than 300 times" \
        [ "$(wc -c <out)" -lt $((300 * $(wc -c <$odd.xml))) ]
done

python3 - "$good" <<'P'
import io, sys, tarfile, zipfile
good = open(sys.argv[1], "rb").read()
with zipfile.ZipFile("odd.zip", "w") as z:
    z.writestr("../up.xml", good)
    z.writestr("/absolute.xml", good)
    z.writestr("fine.xml", good)
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("bomb.xml", b"<article>" + b" " * (80 << 20))
with tarfile.open("links.tar.gz", "w:gz") as t:
    link = tarfile.TarInfo("link.xml")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    t.addfile(link)
    info = tarfile.TarInfo("fine.xml")
    info.size = len(good)
    t.addfile(info, io.BytesIO(good))
P
rm -f s.db*
claim "names that lead outside are refused" exits 1 stet ingest odd.zip
claim "the entry beside them is read" grep -q "1 new" err
claim "nothing is written outside" [ ! -e ../up.xml ]
rm -f s.db*
claim "a zip bomb is refused" exits 1 stet ingest bomb.zip
rm -f s.db*
stet ingest links.tar.gz >out 2>err
claim "a link in an archive isn't followed" grep -q "1 new" err
head -c 400 links.tar.gz >cut.tar.gz
claim "a cut archive is told" exits 1 stet ingest cut.tar.gz
claim "a missing file is told" exits 1 stet ingest missing.xml

rm -f s.db*
echo "this is no database, whatever its name may say" >s.db
claim "a store that is none is refused" exits 3 stet ingest "$good"
claim "in a line that names it" grep -q "s.db.*not a database" err
rm -f s.db*
claim "a folder that isn't there is told" exits 3 stet ingest --store=no/such/s.db "$good"
stet ingest -q "$good"
sqlite3 s.db 'PRAGMA user_version=99' 2>/dev/null &&
    claim "a newer store is refused" exits 3 stet status
rm -f s.db*

mkfifo pipe
stet ingest -q - <pipe 2>/dev/null &
exec 9>pipe
sleep 1
claim "a second writer is refused" exits 3 stet ingest "$good"
claim "and told why" grep -q "another stet is writing" err
exec 9>&-
wait

if mkdir small && mount -t tmpfs -o size=200k none small 2>/dev/null; then
    claim "a full disk is told" exits 3 stet ingest --store=small/s.db "$root/examples"
    claim "in SQLite's words" grep -q "full" err
    umount -l small
fi
end
