// SPDX-License-Identifier: BSL-1.0
// expect: [AL111] target: `b` is no revision or label of the history. Name an id, the beginning of a long one, or a label
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<one> history{};
#ifndef ACCEPT
constexpr std::string_view script = al::script<history, al::sqlite, "base:b">;  // the line
#else
constexpr std::string_view script = al::script<history, al::sqlite, "base:a">;
#endif
static_assert(script.size() < 100000);
