#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A Galera cluster of our own: three nodes of MariaDB on the loopback device, each with a socket and a directory.
#
#   galera.sh start DIRECTORY         writes the URLs of a database on the nodes to DIRECTORY/url0, url1 and url2
#   galera.sh stop DIRECTORY
#   galera.sh crash DIRECTORY NODE    kills a node
#   galera.sh again DIRECTORY NODE    starts it on its data behind that; the others bring it up to date
#
# The ports are ten from GALERA_PORT on. MARIADB_BIN is where mariadbd and mariadb-install-db are; otherwise those that
# Debian has installed. Exits with 77 where galera-4 is missing.
set -euo pipefail

[[ $# -ge 2 ]] || { sed -n '3,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
command=$1 directory=$2
PATH=${MARIADB_BIN:+$MARIADB_BIN:}$PATH:/usr/sbin
port=${GALERA_PORT:-34560}
provider=/usr/lib/galera/libgalera_smm.so
[[ -e $provider ]] || { echo "galera-4 is not installed" >&2; exit 77; }

# shellcheck source=mariadb_process.sh
source "$(dirname "${BASH_SOURCE[0]}")/mariadb_process.sh"

stop() {
    [[ -e $directory/home ]] || return 0
    local home
    home=$(cat "$directory/home")
    for node in 0 1 2; do crash "$home/$node"; done
    rm -rf "$home" "$directory"
}

# Starts a node on its data, without waiting for it.
serve() {
    local home=$1 node=$2
    shift 2
    local own=$((port + 3 * node))
    local options="ist.recv_addr=127.0.0.1:$((own + 1));gcache.size=16M;pc.recovery=false"
    run mkdir -p "$home/$node/tmp"
    run mariadbd --no-defaults --datadir="$home/$node/data" --tmpdir="$home/$node/tmp" --socket="$home/$node/socket" \
        --pid-file="$home/$node/pid" --bind-address=127.0.0.1 --port=$((port + 9 + node)) \
        --innodb-flush-method=nosync --sync-frm=0 --innodb-flush-log-at-trx-commit=0 \
        --innodb-buffer-pool-size=32M --innodb-log-file-size=8M --max-connections=60 --character-set-server=utf8mb4 \
        --binlog-format=ROW --innodb-autoinc-lock-mode=2 --wsrep-on=ON --wsrep-provider="$provider" \
        --wsrep-cluster-name="aludel_$port" --wsrep-node-name="node$node" --wsrep-node-address="127.0.0.1:$own" \
        --wsrep-cluster-address="gcomm://127.0.0.1:$port,127.0.0.1:$((port + 3)),127.0.0.1:$((port + 6))" \
        --wsrep-sst-method=rsync --wsrep-sst-receive-address="127.0.0.1:$((own + 2))" \
        --wsrep-provider-options="base_port=$own;gmcast.listen_addr=tcp://127.0.0.1:$own;$options" \
        "$@" >>"$home/$node/log" 2>&1 </dev/null &
}

# Waits until a node takes statements.
await() {
    local home=$1 node=$2
    for _ in $(seq 600); do
        if [[ $(mariadb --no-defaults --socket="$home/$node/socket" --user=root --skip-column-names --batch \
            --execute="SHOW STATUS LIKE 'wsrep_local_state_comment'" 2>/dev/null) == *Synced ]]; then return; fi
        sleep 0.05
    done
    cat "$home/$node/log" >&2
    return 1
}

case $command in
    stop) stop ;;
    crash) crash "$(cat "$directory/home")/$3" ;;
    again)
        home=$(cat "$directory/home")
        serve "$home" "$3"
        await "$home" "$3"
        ;;
    start)
        stop
        # Not in the directory: a socket's path has at most 107 characters, and another user must come to it.
        base=/tmp
        if [[ -d /dev/shm && -w /dev/shm ]]; then base=/dev/shm; fi
        home=$(mktemp -d "$base/aludel-galera-XXXXXX")
        mkdir -p "$directory"
        echo "$home" >"$directory/home"
        mkdir "$home/0" "$home/1" "$home/2"
        for node in 0 1 2; do touch "$home/$node/log"; done
        if [[ $(id -u) == 0 ]]; then chown -R 65534:65534 "$home"; fi
        run mkdir "$home/0/tmp"  # see mariadb.sh
        run mariadb-install-db --no-defaults --datadir="$home/0/data" --tmpdir="$home/0/tmp" \
            --auth-root-authentication-method=normal \
            --skip-test-db --skip-name-resolve --innodb-log-file-size=8M --wsrep-on=OFF >"$directory/log" 2>&1
        # All begin with the data of a node that has been in the cluster: then nothing has to be copied to those that
        # join.
        serve "$home" 0 --wsrep-new-cluster
        await "$home" 0
        mariadb-admin --no-defaults --socket="$home/0/socket" --user=root shutdown
        while [[ -e $home/0/pid ]]; do sleep 0.02; done
        wait
        run cp -r "$home/0/data" "$home/1/data"
        run cp -r "$home/0/data" "$home/2/data"
        serve "$home" 0 --wsrep-new-cluster
        await "$home" 0
        serve "$home" 1
        serve "$home" 2
        for node in 1 2; do await "$home" "$node"; done
        for node in 0 1 2; do echo "mariadb://root@/mysql?socket=$home/$node/socket" >"$directory/url$node"; done
        ;;
esac
