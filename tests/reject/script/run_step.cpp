// SPDX-License-Identifier: BSL-1.0
// expect: [AL303] script: revision `b` has an al::run step, which only a program can do. Migrate online, write the step in SQL, or leave the revision out of the range
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::run([](auto&) {})).downgrade();
inline constexpr al::history<one, two> history{};
#ifndef ACCEPT
constexpr std::string_view script = al::script<history, al::sqlite>;  // the line
#else
constexpr std::string_view script = al::script<history, al::sqlite, "base:a">;
#endif
static_assert(script.size() < 100000);
