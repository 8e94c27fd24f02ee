#!/bin/sh
# Every page in a real browser: Debian's Chromium, driven by Playwright, judged
# by axe-core.  Both come from PyPI, once, into build/.
. "$(dirname "$0")/lib.inc"
python=$root/build/browser-python
if ! "$python/bin/python" -c 'import playwright, axe_playwright_python' 2>/dev/null; then
    { python3 -m venv "$python" && "$python/bin/pip" install -q \
        --disable-pip-version-check playwright axe-playwright-python; } >pip 2>&1 ||
        echo "playwright and axe-playwright-python can't be had: $(tail -n 1 pip)"
fi
claim "Chromium is installed (tools/bootstrap test)" command -v chromium >/dev/null
claim "Playwright is installed" "$python/bin/python" -c 'import playwright'
stet ingest -q --store=s.db "$root/examples" "$root/tests/pages/long.xml" 2>err
stet import -q --store=s.db "$root/tests/pages/journal.json" 2>>err
claim "the store has articles" [ -s s.db ]
if [ "$failed" -gt 0 ]; then end; exit 1; fi
"$python/bin/python" "$root/tests/e2e/pages.py" "$STET" s.db "$@"
