// SPDX-License-Identifier: BSL-1.0
// expect: [AL006] create_trigger: it takes as its third al::insert, al::update, al::update_of(...) or al::delete_, and there are 5 arguments
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("books", al::column("id", al::integer, al::primary_key)),
#ifndef ACCEPT
        al::create_trigger("t", al::after, "INSERT", "books", "SELECT 1"));  // the line
#else
        al::create_trigger("t", al::after, al::insert, "books", "SELECT 1"));
#endif

inline constexpr al::history<first> history{};
