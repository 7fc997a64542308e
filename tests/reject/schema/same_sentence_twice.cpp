// SPDX-License-Identifier: BSL-1.0
// expect: [AL201] create_index: table `parts` does not exist at this revision. Create it first, or name one that is there (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto one = al::revision("a").upgrade(al::create_index("by_name", "parts", "name"), al::create_index("by_code", "parts", "code"));
#else
inline constexpr auto one = al::revision("a").upgrade(
    al::create_table("parts", al::column("name", al::text), al::column("code", al::text)),
    al::create_index("by_name", "parts", "name"), al::create_index("by_code", "parts", "code"));
#endif

inline constexpr al::history<one> history{};  // the line
