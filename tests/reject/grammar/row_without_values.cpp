// SPDX-License-Identifier: BSL-1.0
// expect: [AL006] row: it takes one al::value(...) at least, and there are 0 arguments
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("parts", al::column("id", al::integer, al::primary_key)),
#ifndef ACCEPT
        al::insert("parts", al::row(), al::row(al::value("id", 2))));
#else
        al::insert("parts", al::row(al::value("id", 1)), al::row(al::value("id", 2))));
#endif

inline constexpr al::history<first> history{};
