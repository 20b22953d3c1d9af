#!/bin/sh
# Gets the Chromium that the tests start, where there is none, and the font of the pictures in the docs. Needs Debian's apt and root.
set -eu
# Test files run side by side: one installs, the others wait.
if command -v flock >/dev/null 2>&1; then
  exec 9>"${TMPDIR:-/tmp}/source-ovhcloud-chromium-install.lock"
  flock 9
fi
if command -v chromium >/dev/null 2>&1; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo 'The tests of pages need Chromium. Install it with your package manager (Debian: sudo apt-get install' >&2
  echo 'chromium), or name a Chromium or Chrome that there is: CHROMIUM=/path/to/chromium' >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-inter >/dev/null
