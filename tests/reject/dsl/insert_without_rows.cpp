// SPDX-License-Identifier: BSL-1.0
// expect: [AL006] insert: it takes one al::row(...) at least behind its table, and there are 0 arguments
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("parts", al::column("id", al::integer, al::primary_key)),
#ifndef ACCEPT
        al::insert("parts"));
#else
        al::insert("parts", al::row(al::value("id", 1))));
#endif

inline constexpr al::history<first> history{};
