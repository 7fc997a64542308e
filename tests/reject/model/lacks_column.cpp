// SPDX-License-Identifier: BSL-1.0
// expect: [AL401] matches: the history does not lead to the models: table `t` lacks column `name`. Add a revision that makes up for it, or change the models
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<one> history{};
inline constexpr auto t = al::table("t", al::column("id", al::integer, al::primary_key)
#ifndef ACCEPT
    , al::column("name", al::text)
#else
    
#endif
);
inline constexpr al::metadata<t> models{};
static_assert(al::matches<history, models>);  // the line
