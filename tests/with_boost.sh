#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Compiles a test of awaited connections with Boost.Asio, and runs it.
#
#   with_boost.sh DIRECTORY FILE FLAG...
#
# Boost is the installed one if that is 1.81 or newer. Otherwise Debian's package of 1.81 is fetched and unpacked in the
# directory, since it cannot be installed beside 1.74. The exit code is 77 where there is none.
set -euo pipefail

directory=$1 file=$2
shift 2
libraries=() flags=()
for each in "$@"; do if [[ $each == -l* ]]; then libraries+=("$each"); else flags+=("$each"); fi; done
set -- "${flags[@]}"
CXX=${CXX:-g++}
mkdir -p "$directory"

version() { "$CXX" "$@" -E -P -x c++ - <<<$'#include <boost/version.hpp>\nBOOST_VERSION' 2>/dev/null | tail -1; }
is_new() { [[ $(version "$@") =~ ^[0-9]+$ ]] && (($(version "$@") >= 108100)); }

boost=()
if ! is_new; then
    boost=(-isystem "$directory/usr/include")
    if ! is_new "${boost[@]}"; then
        (cd "$directory" && apt-get download libboost1.81-dev && dpkg -x libboost1.81-dev_*.deb .) >"$directory/log" 2>&1 ||
            { echo "skipped: no Boost 1.81 or newer, and none to be fetched"; exit 77; }
        rm -f "$directory"/*.deb
    fi
fi
echo "Boost $(version "${boost[@]}")"
"$CXX" -std=c++20 -O0 -DALUDEL_BOOST_ASIO "${boost[@]}" "$@" "$file" -o "$directory/test" \
    -lgtest -lgtest_main -lsqlite3 "${libraries[@]}" -lpthread
"$directory/test" --gtest_brief=1
