#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Builds everything and runs every test, on a Debian machine on which nothing is installed yet.
#
#   tests/run.sh          all of it
#   tests/run.sh quick    one compiler, no sanitizers, no projects of others
#   tests/run.sh single   all of it, on the single header
#   tests/run.sh long     the trials (docs/reliability.md) at every point instead of at some, the laws on many more cases,
#                         the SQL for SQLite on six versions of it, and for PostgreSQL on five, MariaDB 11.8 and
#                         MySQL, Boost.Asio, QCoro, clusters of dqlite and Galera, and each header by itself
#
# The build directory is build/<mode>, or what ALUDEL_BUILD_DIR says. The last line is `N passed, N failed`.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mode=${1:-all}
build=${ALUDEL_BUILD_DIR:-$root/build/$mode}
jobs=$(nproc)

# ccache, npm and the browser write to it.
if [[ ! -w ${HOME:-} ]]; then
    export HOME=$build/home
    mkdir -p "$HOME"
fi

options=()
tests=()
targets=(all)
case $mode in
    all) tests=(-LE '^(large|long)$') ;;
    quick)
        options=(-DALUDEL_SANITIZE=OFF -DALUDEL_BUILD_EXAMPLES=OFF)
        tests=(-LE 'clang|integration|^(large|long)$')
        targets=(all)
        ;;
    single)
        options=(-DALUDEL_SINGLE_INCLUDE=ON)
        tests=(-LE '^(large|long)$')
        ;;
    long)
        options=(-DALUDEL_BUILD_EXAMPLES=OFF
            "-DALUDEL_SQLITE_VERSIONS=3.36.0;3.38.2;3.42.0;3.46.0;3.53.0;3.54.1"
            "-DALUDEL_POSTGRESQL_VERSIONS=12.22.0;14.23.0;16.14.0;17.10.0;18.4.0")
        tests=(-L '^(trials|laws|versions|large|long)$' --verbose)
        targets=(aludel_trials all_verify_interface_header_sets)
        export ALUDEL_TRIALS=long
        ;;
    *) sed -n '3,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac

finish() {
    echo
    echo "$1 passed, $2 failed"
    [[ $2 == 0 ]]
    exit
}

seconds() { echo "-- $1: $((SECONDS - since)) s"; since=$SECONDS; }
since=$SECONDS

"$root/.ci/need" g++ clang-16 clang-19 clang-format-19 cmake ninja-build ccache pkg-config python3 git libboost-dev \
    libsqlite3-dev sqlite3 libcli11-dev libpq-dev postgresql-15 libmariadb-dev mariadb-server-core mariadb-client libasio-dev \
    libuv1-dev libgtest-dev nlohmann-json3-dev alembic python3-psycopg2 || finish 0 1
# Without these a few tests are skipped.
want() {
    local without=$1
    shift
    "$root/.ci/need" "$@" || echo "-- $without"
}
want "no PgBouncer: migrations behind a pool are not tested" pgbouncer
# Node.js from elsewhere brings npm, and does not go with Debian's.
if ! command -v npm >/dev/null; then
    want "no npm: neither other versions of SQLite and PostgreSQL are tested nor scripts for Oracle" npm ca-certificates
fi
case $mode in
    all | single)
        want "no browser: integration.report is skipped" chromium chromium-driver
        want "no sqlfluff: integration.grammar is skipped" sqlfluff
        want "no zsh or fish: what they complete is not tested" zsh fish
        ;;
    long)
        want "no debootstrap: MariaDB 11.8 and MySQL are not tested" debootstrap
        want "no Galera: migrations of a cluster are not tested" mariadb-server galera-4 rsync
        ;;
esac
seconds packages

# The tests say themselves how much debug information they need; the rest needs none.
configure=(cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG= "${options[@]}")
if command -v ccache >/dev/null; then configure+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
"${configure[@]}" || finish 0 1
seconds configuration

# What does not build does not keep the rest from being tested.
broken=0
cmake --build "$build" --parallel "$jobs" --target "${targets[@]}" -- -k 0 || broken=1
seconds build

results=$build/results.xml
rm -f "$results"
broken_tests=0
ctest --test-dir "$build" --parallel "$jobs" --output-on-failure --no-tests=error --output-junit "$results" "${tests[@]}" || broken_tests=1
seconds tests

[[ -s $results ]] || finish 0 1
count() { grep -c "<testcase .*status=\"$1\"" "$results" || true; }
passed=$(count run)
# A test that could not run has failed, unless it asked to be skipped.
skipped=$(grep -c '<skipped message="SKIP_' "$results" || true)
failed=$(($(count fail) + $(count notrun) - skipped + broken))
if [[ $broken_tests == 1 && $failed == 0 ]]; then failed=1; fi
finish "$passed" "$failed"
