// SPDX-License-Identifier: BSL-1.0
// expect: [AL108] revision: label `shop` is declared already by `a`. Give this branch another label (revision `b`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").labels("shop");
#ifndef ACCEPT
inline constexpr auto two = al::revision("b").revises("a").labels("shop");
#else
inline constexpr auto two = al::revision("b").revises("a").labels("bot");
#endif
inline constexpr al::history<one, two> history{};  // the line
