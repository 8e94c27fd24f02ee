#!/bin/sh
# The badge in a real browser, on a page of another origin; without a browser
# there is nothing to claim.
. "$(dirname "$0")/lib.inc"
browser=$(command -v chromium || command -v chromium-browser || :)
if [ -z "$browser" ]; then
    end
    exit
fi
stet ingest -q --store=s.db "$root/examples" 2>/dev/null
"$STET" serve --store=s.db --listen=127.0.0.1:0 >/dev/null 2>ready &
server=$!
mkdir site
python3 -u -m http.server -d site --bind 127.0.0.1 0 >page 2>&1 &
pages=$!
trap 'kill $server $pages 2>/dev/null; rm -rf "$work"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ -s ready ] && [ -s page ] && break
    sleep 0.5
done
base=$(sed 's/listening on //' ready)
port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' page)
cat >site/index.html <<END
<!doctype html><html><head><meta charset="utf-8">
<meta name="article_doi" content="10.5555/JSM.1998.12.201"></head><body>
<script src="$base/badge.js"></script>
<div class="scite-badge" id="meta" data-doi="meta:article_doi" data-layout="horizontal"></div>
<div class="scite-badge" id="retracted" data-doi="https://doi.org/10.5555/acr.2018.202" data-section-tally-show="true"></div>
<div class="scite-badge" id="nobody" data-doi="10.5555/nobody"></div>
<div class="scite-badge" id="zero" data-doi="10.5555/nobody" data-show-zero="true"></div>
<div class="scite-badge-config" data-doi="10.5555/jsm.1998.12.201" data-target-el="#here"></div>
<p id="here"></p><stet-badge id="own" doi="10.5555/jsm.1998.12.201"></stet-badge>
<img id="picture" src="$base/badge/10.5555/jsm.1998.12.201.svg"><pre id="out"></pre>
<script>
setTimeout(() => {
  const say = (e) => (e.id || "injected") + ": " +
    (e.shadowRoot ? e.shadowRoot.querySelector("a").getAttribute("aria-label") : "nothing") + "\n";
  document.getElementById("out").textContent =
    [...document.querySelectorAll(".scite-badge, stet-badge")].map(say).join("") +
    "picture: " + (document.getElementById("picture").naturalWidth > 50);
}, 3000);
</script></body></html>
END
timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" \
    --virtual-time-budget=8000 --dump-dom "http://127.0.0.1:$port/index.html" 2>/dev/null |
    sed -n '/<pre id="out">/,/<\/pre>/p' >seen
claim "a DOI is taken from the page's <meta>" grep -q '^.*meta: Citations: 12 citing works, [0-9]* supporting' seen
claim "a retraction is shown" grep -q '^retracted: .*Retracted' seen
claim "nothing is drawn where there's nothing" grep -q '^nobody: nothing' seen
claim "but for who asks for it" grep -q '^zero: Citations: 0 citing works' seen
claim "a config makes a badge elsewhere" grep -q '^injected: Citations: 12' seen
claim "an element of our own works too" grep -q '^own: Citations: 12' seen
claim "a picture needs no script" grep -q '^picture: true' seen
[ "$failed" = 0 ] || cat seen
end
