#!/bin/sh
# Every command explains itself: --help, a man page, and what a wrong command
# line gets.
. "$(dirname "$0")/lib.inc"

claim "no command is a misuse" exits 2 stet
claim "an unknown command is a misuse" exits 2 stet nonsense
claim "and says so" grep -q "no command 'nonsense'" err
claim "help lists the commands" exits 0 stet help
claim "the version is told" exits 0 stet --version

for name in $(stet help --names); do
    claim "$name --help" exits 0 stet "$name" --help
    claim "$name says how it is used" grep -q "^usage: stet $name" out
    cp out help
    claim "$name refuses an unknown option" exits 2 stet "$name" --no-such-option
    claim "$name hints at its help" grep -q "Try 'stet $name --help'" err
    claim "$name has a man page" exits 0 stet help --man "$name"
    cp out page
    for option in $(sed -n 's/^ .*--\([a-z-]*\).*/\1/p' help); do
        claim "$name's page tells of --$option" grep -q -e "-$option" page
    done
    if command -v mandoc >/dev/null; then
        claim "$name's page is valid mdoc" mandoc -Tlint -Wwarning page
    fi
done
stet help --man >page
command -v mandoc >/dev/null && claim "stet(1) is valid" mandoc -Tlint -Wwarning page
end
