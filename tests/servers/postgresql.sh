#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A PostgreSQL server of our own, on a socket: nothing else on the machine sees it.
#
#   postgresql.sh start DIRECTORY    writes the URL of a database on it to DIRECTORY/url
#   postgresql.sh stop DIRECTORY
#
# With PgBouncer on the machine, DIRECTORY/pgbouncer has the URL of the same through a pool in transaction mode. A role
# `guarded` has to give its password, if a test creates it.
#
# PGSETTINGS has more options of the server, `-c name=value`. PGBIN is where initdb and pg_ctl are; otherwise those of
# the newest version that Debian has installed.
set -euo pipefail

[[ $# == 2 ]] || { sed -n '3,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command=$1 directory=$2
bin=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)}

# The server refuses to run as root.
as=()
if [[ $(id -u) == 0 ]]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
run() { (cd / && HOME=/tmp LC_ALL=C "${as[@]}" "$@"); }

stop() {
    [[ -e $directory/home ]] || return 0
    local home
    home=$(cat "$directory/home")
    if [[ -e $home/pgbouncer.pid ]]; then kill "$(cat "$home/pgbouncer.pid")" || true; fi
    if [[ -e $home/data/postmaster.pid ]]; then run "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null || true; fi
    rm -rf "$home" "$directory"
}

stop
if [[ $command == start ]]; then
    # Not in the directory: a socket's path has at most 107 characters, and another user must come to it.
    home=$(mktemp -d /tmp/aludel-postgresql-XXXXXX)
    mkdir -p "$directory"
    echo "$home" >"$directory/home"
    if [[ $(id -u) == 0 ]]; then chown 65534:65534 "$home"; fi
    run "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$directory/log" 2>&1
    run sed -i '1i local all guarded scram-sha-256' "$home/data/pg_hba.conf"
    run "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w \
        -o "-c listen_addresses='' -k $home -p 5432 -c fsync=off -c shared_buffers=32MB -c max_connections=60 -c max_locks_per_transaction=10 ${PGSETTINGS:-}" \
        start >>"$directory/log"
    echo "postgresql://postgres@/postgres?host=$home" >"$directory/url"

    pool=$(command -v pgbouncer || ls /usr/sbin/pgbouncer 2>/dev/null) || exit 0
    run tee "$home/pgbouncer.ini" >/dev/null <<END
[databases]
* = host=$home port=5432
[pgbouncer]
unix_socket_dir = $home
listen_port = 6432
auth_type = trust
auth_file = $home/users
pool_mode = transaction
default_pool_size = 3
logfile = $home/pgbouncer.log
pidfile = $home/pgbouncer.pid
END
    echo '"postgres" ""' | run tee "$home/users" >/dev/null
    run "$pool" --daemon --quiet "$home/pgbouncer.ini"
    echo "postgresql://postgres@/postgres?port=6432&host=$home" >"$directory/pgbouncer"
fi
