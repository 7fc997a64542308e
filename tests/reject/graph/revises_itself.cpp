// SPDX-License-Identifier: BSL-1.0
// expect: [AL103] revision: `b` revises itself. Name the revision before it in .revises(...) (revision `b`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a");
#ifndef ACCEPT
inline constexpr auto two = al::revision("b").revises("b");
#else
inline constexpr auto two = al::revision("b").revises("a");
#endif
inline constexpr al::history<one, two> history{};  // the line
