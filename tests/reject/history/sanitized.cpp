// SPDX-License-Identifier: BSL-1.0
// expect: [AL007] history: GCC cannot verify it with -fsanitize=undefined (GCC bug 71962). Add -fno-sanitize=null,nonnull-attribute,returns-nonnull-attribute behind it
// compilers: gcc
// flags: -fsanitize=undefined
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("0001", "first").upgrade(
    al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("title", al::text, al::not_null)));
inline constexpr auto second = al::revision("0002", "second").revises("0001").upgrade(
    al::create_index("books_title", "books", "title"));
#ifndef ACCEPT
inline constexpr al::history<first, second> history{};  // the line
#endif

int main() {}
