// SPDX-License-Identifier: BSL-1.0
// expect: [AL110] revision: label `a@b` contains `@`, which means something in a target (label@head+1). Use letters, digits and underscores (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto one = al::revision("a").labels("a@b");
#else
inline constexpr auto one = al::revision("a").labels("a_b");
#endif
inline constexpr al::history<one> history{};  // the line
