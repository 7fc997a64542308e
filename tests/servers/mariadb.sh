#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A MariaDB or MySQL server of our own, on a socket: nothing else on the machine sees it.
#
#   mariadb.sh start DIRECTORY    writes the URL of a database on it to DIRECTORY/url
#   mariadb.sh stop DIRECTORY
#   mariadb.sh crash DIRECTORY    kills it
#   mariadb.sh again DIRECTORY    starts it on its data behind that
#
# MARIADB_BIN is where mariadbd and mariadb-install-db are, or only mysqld; otherwise those that Debian has installed.
set -euo pipefail

[[ $# == 2 ]] || { sed -n '3,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command=$1 directory=$2
PATH=${MARIADB_BIN:+$MARIADB_BIN:}$PATH:/usr/sbin
program=mariadbd own=(--sync-frm=0 --innodb-log-file-size=8M) scheme=mariadb
if [[ -n ${MARIADB_BIN:-} && ! -e $MARIADB_BIN/mariadbd ]]; then
    program=mysqld own=(--innodb-redo-log-capacity=8M --skip-log-bin --mysqlx=0 --secure-file-priv=) scheme=mysql
fi

# shellcheck source=mariadb_process.sh
source "$(dirname "${BASH_SOURCE[0]}")/mariadb_process.sh"

stop() {
    [[ -e $directory/home ]] || return 0
    local home
    home=$(cat "$directory/home")
    crash "$home"
    rm -rf "$home" "$directory"
}

# Starts the server on its data. MARIADB_OPTIONS are further options.
serve() {
    local home=$1
    # shellcheck disable=SC2086
    run "$program" --no-defaults --datadir="$home/data" --tmpdir="$home/tmp" \
        --socket="$home/socket" --pid-file="$home/pid" --skip-networking \
        --innodb-flush-method=nosync "${own[@]}" --innodb-file-per-table=0 --innodb-flush-log-at-trx-commit=0 \
        --innodb-buffer-pool-size=32M --max-connections=60 --character-set-server=utf8mb4 \
        ${MARIADB_OPTIONS:-} >>"$home/log" 2>&1 </dev/null &
    for _ in $(seq 400); do
        if mariadb-admin --no-defaults --socket="$home/socket" --user=root ping >/dev/null 2>&1; then return; fi
        sleep 0.05
    done
    cat "$home/log" >&2
    return 1
}

case $command in
    stop) stop ;;
    crash) crash "$(cat "$directory/home")" ;;
    again) serve "$(cat "$directory/home")" ;;
    start)
        stop
        # Not in the directory: a socket's path has at most 107 characters, and another user must come to it. In memory
        # where that can be: each table is a file, and files cost more than all else.
        base=/tmp
        if [[ -d /dev/shm && -w /dev/shm ]]; then base=/dev/shm; fi
        home=$(mktemp -d "$base/aludel-mariadb-XXXXXX")
        mkdir -p "$directory"
        echo "$home" >"$directory/home"
        if [[ $(id -u) == 0 ]]; then chown 65534:65534 "$home"; fi
        touch "$home/log" && chmod a+w "$home/log"
        run mkdir "$home/tmp"  # of its own: a server that starts removes the temporary tables that it finds
        if [[ $program == mysqld ]]; then
            run mysqld --no-defaults --datadir="$home/data" --tmpdir="$home/tmp" --innodb-file-per-table=0 \
                --initialize-insecure >"$directory/log" 2>&1
        else
            run mariadb-install-db --no-defaults --datadir="$home/data" --tmpdir="$home/tmp" \
                --auth-root-authentication-method=normal \
                --skip-test-db --skip-name-resolve >"$directory/log" 2>&1
        fi
        serve "$home"
        echo "$scheme://root@/mysql?socket=$home/socket" >"$directory/url"
        ;;
esac
