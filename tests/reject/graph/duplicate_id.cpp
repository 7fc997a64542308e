// SPDX-License-Identifier: BSL-1.0
// expect: [AL102] revision: `47f559ec82bb` is in the history already. Give one of the two another id (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first");
#ifndef ACCEPT
inline constexpr auto second = al::revision("47f559ec82bb", "second");
#else
inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb");
#endif

inline constexpr al::history<first, second> history{};  // the line
