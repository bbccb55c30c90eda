#!/bin/sh
# A browser for the browser tests, from the system's packages, where there is none yet: Chromium's headless shell, which
# takes half of the time, or Chromium.
set -eu
[ -n "${CHROMIUM:-}" ] && exit 0
command -v chromium-headless-shell >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" fonts-dejavu-core >/dev/null; }
    if apt-get update -qq && install chromium-headless-shell 2>/dev/null; then exit 0; fi
    command -v chromium >/dev/null || install chromium
    exit 0
fi
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
echo "The browser tests need Chromium: install it (on Debian: sudo apt-get install chromium-headless-shell), or set CHROMIUM to its path." >&2
exit 1
