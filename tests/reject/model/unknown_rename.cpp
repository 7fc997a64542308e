// SPDX-License-Identifier: BSL-1.0
// expect: [AL402] rename: table `t` has no column `nmae`; did you mean `name`? Name one that is there before the change
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("name", al::text)));
inline constexpr al::history<one> history{};
inline constexpr auto t = al::table("t", al::column("id", al::integer, al::primary_key), al::column("full_name", al::text));
inline constexpr al::metadata<t> models{};
#ifndef ACCEPT
inline constexpr auto names = al::renames(al::rename("t.nmae", "full_name"));
#else
inline constexpr auto names = al::renames(al::rename("t.name", "full_name"));
#endif
static_assert(!al::diff<history, models, names>.empty());  // the line
