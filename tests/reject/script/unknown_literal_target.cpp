// SPDX-License-Identifier: BSL-1.0
// expect: [AL111] target: `heda` is no revision or label of the history. Name an id, the beginning of a long one, or a label
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
#define TARGET "heda"
#else
#define TARGET "head"
#endif

struct connection;
inline constexpr auto one = al::revision("a");
inline constexpr al::history<one> history{};
static_assert(al::detail::sound_target<history, al::direction::upgrade, TARGET>);  // the line
