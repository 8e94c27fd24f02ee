#!/bin/sh
# The contract with clients (tests/http), and the server itself.
. "$(dirname "$0")/lib.inc"
stet ingest -q --store=s.db "$root/examples" 2>/dev/null
stet serve --routes >routes
sed '1,/^<!-- routes -->$/d' "$root/docs/API.md" | sed 1d >documented
claim "docs/API.md has the routes (tools/api-doc writes them)" cmp -s routes documented
if [ "$failed" -gt 0 ]; then end; exit 1; fi
python3 "$root/tests/e2e/served.py" "$STET" s.db "$root"/tests/http/*.txt
