#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The digital market on a dqlite cluster of three nodes on this machine: a second migrator waits for the first; the leader is
# killed in the middle of a migration, and the next run, on the new leader, finishes it.
#
#   run.sh DIRECTORY [FLAG...]      flags for the compiler
#
# Debian's go-dqlite and its libraries are used, or fetched and unpacked in the directory. The exit code is 77 where
# there are none.
set -euo pipefail

source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
directory=${1:-$source/../../build/dqlite}
shift || true
CXX=${CXX:-g++}
mkdir -p "$directory"
cd "$directory"

show() { printf '$ %s\n' "$*"; "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

fetch() {
    local packages
    mapfile -t packages < <(apt-get install -s --no-install-recommends go-dqlite | awk '/^Inst/ {print $2}')
    apt-get download "${packages[@]}"
    for each in ./*.deb; do dpkg -x "$each" .; done
    rm -f ./*.deb
}
demo=$(command -v dqlite-demo || true)
if [[ -z $demo ]]; then
    [[ -e usr/bin/dqlite-demo ]] || fetch >log 2>&1 || { echo "skipped: go-dqlite is not to be had"; exit 77; }
    demo=$PWD/usr/bin/dqlite-demo
    export LD_LIBRARY_PATH=$PWD/usr/lib/$("$CXX" -print-multiarch)
fi

show "$CXX" -std=c++20 -O0 "$@" -I "$source/../../include" "$source/main.cpp" -lsqlite3 -o dqlite_market

# Three nodes on ports that are free.
base=$((20000 + $$ % 20000))
nodes=("127.0.0.1:$((base + 1))" "127.0.0.1:$((base + 2))" "127.0.0.1:$((base + 3))")
processes=()
stop() { for each in "${processes[@]}"; do kill -9 "$each" 2>/dev/null || true; done; }
trap stop EXIT
rm -rf data
mkdir data
for i in 0 1 2; do
    join=()
    if [[ $i != 0 ]]; then join=(--join "${nodes[0]}"); fi
    "$demo" --api "127.0.0.1:$((base + 11 + i))" --db "${nodes[i]}" --dir data "${join[@]}" >"node_$i" 2>&1 &
    processes+=($!)
    for ((n = 0; n < 300; ++n)); do ! (: <"/dev/tcp/127.0.0.1/$((base + 11 + i))") 2>/dev/null || break; sleep 0.1; done
    [[ $n != 300 ]] || fail "node $i does not start: $(cat "node_$i")"
done
# The others take a while until they may vote, without which the cluster does not survive its leader.
sleep 3

echo "== A second migrator waits"
mkfifo first second 2>/dev/null || true
./dqlite_market --step "${nodes[@]}" <first >first_log &
one=$!
exec 3>first
for n in 1 2; do
    for ((i = 0; i < 100; ++i)); do [[ $(wc -l <first_log) -lt $n ]] || break; sleep 0.1; done
    if [[ $n == 1 ]]; then echo >&3; fi
done
./dqlite_market "${nodes[@]}" >second_log &
other=$!
sleep 1
[[ ! -s second_log ]] || fail "the second one did not wait: $(cat second_log)"
for n in 1 2 3 4; do echo >&3; done
wait $one || fail "the first one: $(cat first_log)"
wait $other || fail "the second one: $(cat second_log)"
exec 3>&-
show cat first_log second_log
[[ $(cat first_log second_log | grep -c '^begin') == 5 ]] || fail "a revision ran twice"
[[ $(tail -qn 1 first_log second_log | grep -c 'now at 5ca0f991801d') == 2 ]] || fail "not at head"

echo "== The leader is killed in the middle"
./dqlite_market --base "${nodes[@]}"
./dqlite_market --step "${nodes[@]}" <second >first_log &
one=$!
exec 3>second
for n in 1 2 3; do
    for ((i = 0; i < 100; ++i)); do [[ $(wc -l <first_log) -lt $n ]] || break; sleep 0.1; done
    if [[ $n != 3 ]]; then echo >&3; fi
done
leader=$(./dqlite_market --leader "${nodes[@]}")
for i in 0 1 2; do if [[ ${nodes[i]} == "$leader" ]]; then kill -9 "${processes[i]}"; fi; done
echo >&3
if wait $one; then fail "nothing was reported"; fi
exec 3>&-
show cat first_log
grep -q '^FAILED' first_log || fail "no error"
for ((i = 0; i < 100; ++i)); do
    ./dqlite_market "${nodes[@]}" >second_log && break
    sleep 0.3  # the election
done
show cat second_log
[[ $(tail -1 second_log) == *"3 revisions, now at 5ca0f991801d" ]] || fail "the next run did not go on where the first one stopped"
