// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] create_table: table `parts` is STRICT, which SQLite is from 3.37 on, and the history is for an older one. Write al::sqlite.since(3, 37) in the settings, or take al::strict away (revision `a1`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto settings = al::settings().dialects(al::sqlite.since(3, 36));
#else
inline constexpr auto settings = al::settings().dialects(al::sqlite.since(3, 37));
#endif

inline constexpr auto one = al::revision("a1").upgrade(
    al::create_table("parts", al::strict, al::column("id", al::integer, al::primary_key)));

inline constexpr al::history<settings, one> history{};  // the line
