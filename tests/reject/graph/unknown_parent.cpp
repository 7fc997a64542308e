// SPDX-License-Identifier: BSL-1.0
// expect: [AL104] revision: `47f559ec82bc` is not in the history; did you mean `47f559ec82bb`? Name an existing revision in .revises(...) (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first");
inline constexpr auto second = al::revision("2fda6446e69f", "second")
#ifndef ACCEPT
                                   .revises("47f559ec82bc");
#else
                                   .revises("47f559ec82bb");
#endif

inline constexpr al::history<first, second> history{};  // the line
