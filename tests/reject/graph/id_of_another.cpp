// SPDX-License-Identifier: BSL-1.0
// expect: [AL102] revision: `a` is in the history already. Give one of the two another id (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

#ifdef ACCEPT
#define ID "b"
#else
#define ID "a"
#endif

// That there is no `b` follows.
inline constexpr auto first = al::revision("a");
inline constexpr auto second = al::revision(ID).revises("a");
inline constexpr auto third = al::revision("c").revises("b");

inline constexpr al::history<first, second, third> history{};  // the line

int main() {}
