// SPDX-License-Identifier: BSL-1.0
// expect: [AL217] create_table: table `tags` is without rowid, and has no primary key to find its rows by. Add al::primary_key to it (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto one = al::revision("a").upgrade(al::create_table("tags", al::column("word", al::text, al::not_null), al::without_rowid));
#else
inline constexpr auto one = al::revision("a").upgrade(al::create_table("tags", al::column("word", al::text, al::not_null, al::primary_key), al::without_rowid));
#endif
inline constexpr al::history<one> history{};  // the line
