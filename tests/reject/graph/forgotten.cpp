// SPDX-License-Identifier: BSL-1.0
// expect: [AL104] revision: `0002` is not in the history. Name an existing revision in .revises(...), or add this one to al::history<...> (revision `0003`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("0001", "first");
inline constexpr auto second = al::revision("0002", "second").revises("0001");
inline constexpr auto third = al::revision("0003", "third").revises("0002");

#ifndef ACCEPT
inline constexpr al::history<first, third> history{};  // the line
#else
inline constexpr al::history<first, second, third> history{};
#endif
