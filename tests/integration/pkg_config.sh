#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
source "$(dirname "$0")/common.sh"

export PKG_CONFIG_PATH=$ALUDEL_PREFIX/share/pkgconfig
pkg-config --exists --print-errors 'aludel >= 0.1 aludel < 1.0'
eval "flags=($(pkg-config --cflags aludel))"  # words as a shell reads them: a path may have spaces
quietly "$CXX" -std=c++20 "$here/consumer/main.cpp" "$here/consumer/other.cpp" "${flags[@]}" -o consumer
quietly ./consumer

# With what --libs says, a program has its database.
cat >database.cpp <<'CPP'
#include <aludel.hpp>
inline constexpr auto start = aludel::revision("a1").upgrade(aludel::create_table("t", aludel::column("id", aludel::integer)));
inline constexpr aludel::history<start> history{};
int main() {
    aludel::sqlite3::connection db(":memory:");
    return aludel::upgrade<history>(db).steps == 1 ? 0 : 1;
}
CPP
eval "libraries=($(pkg-config --cflags --libs aludel))"
quietly "$CXX" -std=c++20 database.cpp "${libraries[@]}" -o database
quietly ./database
