#!/bin/sh
# Gets the PostgreSQL server that the tests start, where there is none. Needs Debian's apt and root.
set -eu
# Test files run side by side: one installs, the others wait.
if command -v flock >/dev/null 2>&1; then
  exec 9>"${TMPDIR:-/tmp}/source-ovhcloud-postgres-install.lock"
  flock 9
fi
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo 'The tests need the programs of a PostgreSQL server (initdb, postgres), version 12 or later.' >&2
  echo 'Install them with your package manager (Debian: sudo apt-get install postgresql; macOS: brew install' >&2
  echo 'postgresql), or name their folder: POSTGRES_BIN=/path/to/bin' >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# No cluster of the system is made: the tests start their own.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
apt-get update -qq
apt-get install -y -qq --no-install-recommends postgresql >/dev/null
