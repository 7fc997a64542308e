#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A PostgreSQL server of our own, on a socket in a directory: nothing else on the machine sees it.
#
#   postgresql.sh start DIRECTORY    prints the URL of a database on it
#   postgresql.sh stop DIRECTORY
#
# PGBIN is where initdb and pg_ctl are; otherwise the newest of Debian's. Exit code 77: there are none.
set -euo pipefail

command=$1 directory=$2
bin=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)}
[[ -n $bin && -x $bin/initdb ]] || { echo "there is no PostgreSQL server to be found" >&2; exit 77; }

# The server refuses to run as root.
as=()
if [[ $(id -u) == 0 ]]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
run() { (cd / && HOME=/tmp LC_ALL=C "${as[@]}" "$@"); }

stop() {
    [[ -e $directory/data/postmaster.pid ]] || return 0
    run "$bin/pg_ctl" -D "$directory/data" -m immediate -w stop >/dev/null || true
}

case $command in
    start)
        stop
        # A socket's path has at most 107 characters.
        rm -rf "$directory" && mkdir -p "$directory"
        socket=$(mktemp -d /tmp/aludel-pg-XXXXXX)
        echo "$socket" >"$directory.socket"
        if [[ $(id -u) == 0 ]]; then chown 65534:65534 "$directory" "$socket"; fi
        run "$bin/initdb" -D "$directory/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$directory.log"
        run "$bin/pg_ctl" -D "$directory/data" -l "$directory/server.log" -w \
            -o "-c listen_addresses='' -k $socket -p 5432 -c fsync=off -c shared_buffers=32MB -c max_connections=60" \
            start >>"$directory.log"
        echo "postgresql://postgres@/postgres?host=$socket"
        ;;
    stop)
        stop
        if [[ -e $directory.socket ]]; then rm -rf "$(cat "$directory.socket")" "$directory.socket"; fi
        rm -rf "$directory"
        ;;
    *) sed -n '3,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
