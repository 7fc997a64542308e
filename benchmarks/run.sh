#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Measures compile time and memory of 100 and 1,000 revisions on every compiler found, the way from an edited model to an
# applied migration, an upgrade of 1,000 revisions beside
# sqlite3_exec over the same statements, the rebuild of a table of 1,000,000 rows beside the same by hand, and how fast the
# tool starts. Figures are of whole processes; quote medians, not minima.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${ALUDEL_BUILD_DIR:-$root/build/benchmarks}
runs=${RUNS:-3}
mkdir -p "$build"

measure() {  # compiler, stage, count: the median of the runs. `clients` is `include` with the libraries that there are
    local file=$build/$2_$3.cpp flags=(-DALUDEL_NO_SQLITE3)
    if [[ $2 == clients ]]; then flags=(); fi
    python3 "$root/benchmarks/compile_time/generate.py" "$3" "${2/clients/include}" >"$file"
    for ((i = 0; i < runs; ++i)); do
        { /usr/bin/time -f '%U %S %M' "$1" -std=c++20 -O0 -I "$root/include" "${flags[@]}" -c "$file" -o /dev/null; } 2>&1 |
            tail -1 | awk '{printf "%.2f %d\n", $1 + $2, $3 / 1024}'
    done | sort -n | awk '{line[NR] = $0} END {print line[int((NR + 1) / 2)]}'
}

printf '%-12s %-22s %9s %7s\n' compiler what seconds MB
for compiler in g++ clang++-16 clang++-19; do
    command -v "$compiler" >/dev/null || continue
    for what in 'include 1' 'clients 1' 'declared 1000' 'history 100' 'history 1000' 'script 100'; do
        read -r stage count <<<"$what"
        read -r seconds megabytes <<<"$(measure "$compiler" "$stage" "$count")"
        printf '%-12s %-22s %9s %7s\n' "$compiler" "$stage $count" "$seconds" "$megabytes"
    done
done

echo
python3 "$root/benchmarks/compile_time/generate.py" 1000 history | sed '/^int main/d' >"$build/revisions.hpp"
g++ -std=c++20 -O2 -I "$root/include" -I "$build" "$root/benchmarks/upgrade.cpp" -lsqlite3 -o "$build/upgrade"
"$build/upgrade" "$build/upgrade.db"

# The tool: whole processes. SQLite reads its whole schema, 1,000 tables and indexes, before it answers anything; the
# shell's time says how long that takes.
echo
g++ -std=c++20 -O2 -I "$root/include" -I "$build" "$root/benchmarks/tool.cpp" -lsqlite3 -o "$build/tool"
rm -f "$build/tool.db"
"$build/tool" upgrade -q -d "sqlite:///$build/tool.db"
python3 "$root/benchmarks/spawn.py" \
    "/bin/true" "/bin/true" \
    "tool --help" "$build/tool --help" \
    "tool history" "$build/tool history" \
    "tool upgrade, at head" "$build/tool upgrade -d sqlite:///$build/tool.db" \
    "sqlite3, one row" "sqlite3 $build/tool.db 'SELECT version_num FROM aludel_version'"

echo
ALUDEL_BUILD_DIR=$build python3 "$root/benchmarks/edit_to_applied.py" 100

echo
g++ -std=c++20 -O2 -I "$root/include" "$root/benchmarks/rebuild.cpp" -lsqlite3 -o "$build/rebuild"
"$build/rebuild" "$build/rebuild.db"
