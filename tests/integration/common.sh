# SPDX-License-Identifier: BSL-1.0
# Read by the scripts beside it. ctest hands them:
#   ALUDEL_SOURCE    the source directory
#   ALUDEL_PREFIX    where install.sh installs to, for those that come after it
#   ALUDEL_WORK      a directory of their own
#   CXX, CMAKE, CMAKE_GENERATOR
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rm -rf "$ALUDEL_WORK"
mkdir -p "$ALUDEL_WORK"
cd "$ALUDEL_WORK"
log=$PWD/log.txt

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# Runs a command and shows what it printed if it fails.
quietly() {
    "$@" >"$log" 2>&1 || { cat "$log" >&2; fail "$*"; }
}

expect() {  # what a command must print
    local wanted=$1 printed
    shift
    printed=$("$@" 2>"$log") || { cat "$log" >&2; fail "$*"; }
    [[ $printed == "$wanted" ]] || fail "$* prints: $printed"
}

refused() {  # what a command must say when it fails
    local sentence=$1
    shift
    if "$@" >"$log" 2>&1; then fail "$* succeeds"; fi
    grep -qF -- "$sentence" "$log" || { cat "$log" >&2; fail "$* does not say: $sentence"; }
}

# $first: a tool of an empty history, to begin with. The first test that needs it builds it for all.
build_first_tool() {
    first=$ALUDEL_PREFIX/bin/first
    if [[ -x $first ]]; then return; fi
    cat >first.cpp <<'CPP'
#include <aludel/cli.hpp>
inline constexpr aludel::history<> history{};
int main(int argc, char** argv) { return aludel::command_line<history>(argc, argv); }
CPP
    quietly "$CXX" -std=c++20 -I "$ALUDEL_PREFIX/include" first.cpp -lsqlite3 -o first
    mkdir -p "$ALUDEL_PREFIX/bin"
    mv first "$first"
}

configure_consumer() {
    quietly "$CMAKE" -S "$here/consumer" -B build -DCMAKE_BUILD_TYPE=Debug "$@"
}

build_and_run_consumer() {
    quietly "$CMAKE" --build build
    quietly build/consumer
}
