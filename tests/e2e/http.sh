#!/bin/sh
# The contract with clients (tests/http), and the server itself.
. "$(dirname "$0")/lib.inc"
stet ingest -q --store=s.db "$root/examples" 2>/dev/null
python3 "$root/tests/e2e/served.py" "$STET" s.db "$root"/tests/http/*.txt
