// SPDX-License-Identifier: BSL-1.0
// GCC can read the value of a `const` variable.
// compilers: clang
// expect: [AL003] metadata: the compiler cannot read the value of `books`. Declare it `inline constexpr auto`, not `const`
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto shelves = al::table("shelves", al::column("id", al::integer, al::primary_key));
#ifndef ACCEPT
inline const auto books = al::table("books", al::column("id", al::integer, al::primary_key));
#else
inline constexpr auto books = al::table("books", al::column("id", al::integer, al::primary_key));
#endif
inline constexpr al::metadata<shelves, books> models{};  // the line
