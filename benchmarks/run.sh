#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Measures, on every compiler found: compile time and memory of 100 and 1,000 revisions. Then: the time from an edited model
# to an applied migration; an upgrade of 1,000 revisions compared with sqlite3_exec, and with libpq, of the same statements; the
# rebuild of a table of 1,000,000 rows compared with SQL written by hand; the start of the tool; 1,000 databases by one command;
# and awaited migrations. Figures are of whole processes;
# quote medians, not minima.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${ALUDEL_BUILD_DIR:-$root/build/benchmarks}
runs=${RUNS:-3}
mkdir -p "$build"

measure() {  # compiler, file: the median of the runs, CPU seconds and peak MB. `clients` has the libraries that there are
    local compiler=$1 file=$2 flags=(-DALUDEL_NO_SQLITE3)
    if [[ $2 == */clients_* ]]; then flags=(); fi
    for ((i = 0; i < runs; ++i)); do
        { /usr/bin/time -f '%U %S %M' "$compiler" -std=c++20 -O0 -I "$root/include" -I "$root/tests/data" \
            "${flags[@]}" -c "$file" -o /dev/null; } 2>&1 | tail -1 | awk '{printf "%.2f %d\n", $1 + $2, $3 / 1024}'
    done | sort -n | awk '{line[NR] = $0} END {print line[int((NR + 1) / 2)]}'
}

# The stages: declared; verified without its written downgrades (made irreversible, so that nothing is proven); verified
# completely; and its script as a constant.
for history in long_a long_b; do
    sed -e 's/^#pragma once//' "$root/tests/data/$history.hpp" >"$build/${history}_declared.cpp"
    entries=$(echo "$history" | tr a-z A-Z)_ENTRIES
    {
        cat "$build/${history}_declared.cpp"
        echo "using namespace $history;"
        echo "inline constexpr al::history<$entries> history{};"
    } >"$build/${history}_proven.cpp"
    { cat "$build/${history}_proven.cpp"; echo 'constexpr std::string_view script = al::script<history, al::sqlite>;'; echo 'static_assert(!script.empty());'; } \
        >"$build/${history}_script.cpp"
    python3 "$root/benchmarks/compile_time/irreversible.py" "$build/${history}_proven.cpp" >"$build/${history}_verified.cpp"
done
for what in 'include 1' 'declared 1000' 'history 100' 'history 1000' 'script 100' 'script 1000'; do
    read -r stage count <<<"$what"
    python3 "$root/benchmarks/compile_time/generate.py" "$count" "$stage" >"$build/${stage}_$count.cpp"
done
cp "$build/include_1.cpp" "$build/clients_1.cpp"
python3 "$root/benchmarks/compile_time/repeat.py" 1000 >"$build/real_1000.cpp"

printf '%-12s %-22s %9s %7s\n' compiler what seconds MB
for compiler in g++ clang++-16 clang++-19; do
    command -v "$compiler" >/dev/null || continue
    for what in include_1 clients_1 declared_1000 history_100 history_1000 script_100 script_1000 long_a_declared long_a_verified long_a_proven long_a_script \
                long_b_declared long_b_verified long_b_proven long_b_script real_1000; do
        read -r seconds megabytes <<<"$(measure "$compiler" "$build/$what.cpp")"
        printf '%-12s %-22s %9s %7s\n' "$compiler" "$what" "$seconds" "$megabytes"
    done
done

echo
python3 "$root/benchmarks/compile_time/generate.py" 1000 history | sed '/^int main/d' >"$build/revisions.hpp"
g++ -std=c++20 -O2 -I "$root/include" -I "$build" "$root/benchmarks/upgrade.cpp" -lsqlite3 -o "$build/upgrade"
"$build/upgrade" "$build/upgrade.db"

# The same on a PostgreSQL server of our own, where there is one.
if command -v pg_ctl >/dev/null || ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1; then
    echo
    sed -i -e 's/^inline constexpr al::history</inline constexpr auto only_postgresql = al::settings().dialects(al::postgresql);\n&only_postgresql, /' \
        "$build/revisions.hpp"
    g++ -std=c++20 -O2 -I "$root/include" -I "$build" -I "$(pg_config --includedir)" "$root/benchmarks/upgrade_postgresql.cpp" \
        -lpq -o "$build/upgrade_postgresql"
    PGSETTINGS="-c max_locks_per_transaction=200" "$root/tests/servers/postgresql.sh" start "$build/postgresql"
    "$build/upgrade_postgresql" "$(cat "$build/postgresql/url")"
    "$root/tests/servers/postgresql.sh" stop "$build/postgresql"
    python3 "$root/benchmarks/compile_time/generate.py" 1000 history | sed '/^int main/d' >"$build/revisions.hpp"
fi

# The tool, as whole processes. SQLite reads its whole schema, 1,000 tables and indexes, before it answers anything; the
# time of its shell shows how long that takes.
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

# 1,000 files of 100 revisions each, by one command.
echo
mkdir -p "$build/fleet"
python3 "$root/benchmarks/compile_time/generate.py" 100 history | sed '/^int main/d' >"$build/fleet/revisions.hpp"
g++ -std=c++20 -O2 -I "$root/include" -I "$build/fleet" "$root/benchmarks/fleet.cpp" -lsqlite3 -o "$build/fleet/fleet"
python3 "$root/benchmarks/fleet.py" "$build/fleet/fleet" "$build/fleet/files"

# Awaited migrations; with ALUDEL_BENCHMARK_POSTGRESQL, the URL of a database that may be emptied, on PostgreSQL too.
echo
sed -e 's/al::history</al::history<both, /' \
    -e 's/^namespace al = aludel;/&\ninline constexpr auto both = al::settings().dialects(al::sqlite, al::postgresql);/' \
    "$build/revisions.hpp" >"$build/revisions_of_both.hpp"
postgresql=()
if [[ -n ${ALUDEL_BENCHMARK_POSTGRESQL:-} ]]; then postgresql=(-DALUDEL_POSTGRESQL "-I$(pg_config --includedir)" -lpq); fi
g++ -std=c++20 -O2 -I "$root/include" -I "$build" "$root/benchmarks/async.cpp" -lsqlite3 -pthread "${postgresql[@]}" -o "$build/async"
"$build/async" "$build/async.db" ${ALUDEL_BENCHMARK_POSTGRESQL:-}
