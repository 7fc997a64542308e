#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A MariaDB server of our own, on a socket: nothing else on the machine sees it.
#
#   mariadb.sh start DIRECTORY    writes the URL of a database on it to DIRECTORY/url
#   mariadb.sh stop DIRECTORY
#
# MARIADB_BIN is where mariadbd and mariadb-install-db are; otherwise those that Debian has installed.
set -euo pipefail

[[ $# == 2 ]] || { sed -n '3,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command=$1 directory=$2
PATH=${MARIADB_BIN:+$MARIADB_BIN:}$PATH:/usr/sbin

# The server refuses to run as root.
as=()
if [[ $(id -u) == 0 ]]; then as=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
run() { (cd / && HOME=/tmp LC_ALL=C "${as[@]}" "$@"); }

stop() {
    [[ -e $directory/home ]] || return 0
    local home process=
    home=$(cat "$directory/home")
    if [[ -s $home/pid ]]; then process=$(cat "$home/pid"); fi
    if [[ -n $process ]]; then kill -KILL "$process" 2>/dev/null || true; fi  # its data are deleted anyway
    while [[ -n $process ]] && kill -0 "$process" 2>/dev/null; do sleep 0.05; done
    rm -rf "$home" "$directory"
}

stop
if [[ $command == start ]]; then
    # Not in the directory: a socket's path has at most 107 characters, and another user must come to it. In memory where
    # that can be: each table is a file, and files cost more than all else.
    base=/tmp
    if [[ -d /dev/shm && -w /dev/shm ]]; then base=/dev/shm; fi
    home=$(mktemp -d "$base/aludel-mariadb-XXXXXX")
    mkdir -p "$directory"
    echo "$home" >"$directory/home"
    if [[ $(id -u) == 0 ]]; then chown 65534:65534 "$home"; fi
    run mariadb-install-db --no-defaults --datadir="$home/data" --auth-root-authentication-method=normal --skip-test-db \
        --skip-name-resolve >"$directory/log" 2>&1
    run mariadbd --no-defaults --datadir="$home/data" --socket="$home/socket" --pid-file="$home/pid" --skip-networking \
        --innodb-flush-method=nosync --sync-frm=0 --innodb-file-per-table=0 --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=32M --innodb-log-file-size=8M --max-connections=60 \
        --character-set-server=utf8mb4 >"$home/log" 2>&1 </dev/null &
    for _ in $(seq 200); do
        if mariadb-admin --no-defaults --socket="$home/socket" --user=root ping >/dev/null 2>&1; then
            echo "mariadb://root@/mysql?socket=$home/socket" >"$directory/url"
            exit
        fi
        sleep 0.1
    done
    cat "$home/log" >&2
    exit 1
fi
