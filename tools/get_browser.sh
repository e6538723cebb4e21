#!/bin/sh
# A Chromium for the tests: the system's, else Debian's package when root, else
# Playwright's own download. Fails where none can be had, unless BROWSER=0.
set -eu
playwright=$1

if [ "${BROWSER:-1}" = 0 ]; then
    echo "BROWSER=0: tests in a browser are left out."
    exit 0
fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if "$playwright" install --dry-run chromium 2>/dev/null \
    | sed -n 's/^ *Install location: *//p' | head -n 1 \
    | { read -r folder && [ -d "$folder" ]; }; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's chromium …"
    if apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        exit 0
    fi
fi
echo "Asking Playwright for its own Chromium …"
"$playwright" install chromium && exit 0
echo "No Chromium can be had. Install one, or leave its tests out: make test BROWSER=0" >&2
exit 1
