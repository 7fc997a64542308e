#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Measures compile time and memory of 100 and 1,000 revisions on every compiler found, an upgrade of 1,000 revisions beside
# sqlite3_exec over the same statements, and the rebuild of a table of 1,000,000 rows beside the same by hand. Figures are of whole processes (/usr/bin/time); quote medians, not minima.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${ALUDEL_BUILD_DIR:-$root/build/benchmarks}
runs=${RUNS:-3}
mkdir -p "$build"

measure() {  # compiler, stage, count: the median of the runs
    local file=$build/$2_$3.cpp
    python3 "$root/benchmarks/compile_time/generate.py" "$3" "$2" >"$file"
    for ((i = 0; i < runs; ++i)); do
        { /usr/bin/time -f '%U %S %M' "$1" -std=c++20 -O0 -I "$root/include" -DALUDEL_NO_SQLITE3 -DALUDEL_NO_CLI11 -c "$file" -o /dev/null; } 2>&1 |
            tail -1 | awk '{printf "%.2f %d\n", $1 + $2, $3 / 1024}'
    done | sort -n | awk '{line[NR] = $0} END {print line[int((NR + 1) / 2)]}'
}

printf '%-12s %-22s %9s %7s\n' compiler what seconds MB
for compiler in g++ clang++-16 clang++-19; do
    command -v "$compiler" >/dev/null || continue
    for what in 'include 1' 'declared 1000' 'history 100' 'history 1000' 'script 100'; do
        read -r stage count <<<"$what"
        read -r seconds megabytes <<<"$(measure "$compiler" "$stage" "$count")"
        printf '%-12s %-22s %9s %7s\n' "$compiler" "$stage $count" "$seconds" "$megabytes"
    done
done

echo
python3 "$root/benchmarks/compile_time/generate.py" 1000 history | sed '/^int main/d' >"$build/revisions.hpp"
g++ -std=c++20 -O2 -I "$root/include" -I "$build" "$root/benchmarks/upgrade.cpp" -lsqlite3 -o "$build/upgrade"
"$build/upgrade" "$build/upgrade.db"

echo
g++ -std=c++20 -O2 -I "$root/include" "$root/benchmarks/rebuild.cpp" -lsqlite3 -o "$build/rebuild"
"$build/rebuild" "$build/rebuild.db"
