// SPDX-License-Identifier: BSL-1.0
// expect: [AL105] revision: `shpo` is neither a revision nor a label of the history; did you mean `shop`? Name an existing one in .depends_on(...) (revision `b`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").labels("shop");
#ifndef ACCEPT
inline constexpr auto two = al::revision("b").revises("a").depends_on("shpo");
#else
inline constexpr auto two = al::revision("b").revises("a").depends_on("shop");
#endif
inline constexpr al::history<one, two> history{};  // the line
