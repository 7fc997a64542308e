// SPDX-License-Identifier: BSL-1.0
// expect: [AL303] script: revision `b` has an al::run step, which only a program can do, and the settings of the history refuse a script that stops there. Write the step in SQL, leave the revision out of the range, or set another level; where DIALECTS of aludel_add_migrations has every build write a script, leave that out
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto settings = al::settings().level(al::rule::online_only, al::level::error);
#else
inline constexpr auto settings = al::settings();
#endif
inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::run([](auto&) {})).downgrade();
inline constexpr al::history<settings, one, two> history{};
constexpr std::string_view script = al::script<history, al::sqlite>;  // the line
static_assert(script.size() < 100000);
static_assert(script.empty() || script.find("run `upgrade b` of the migration tool") != script.npos);
constexpr std::string_view before = al::script<history, al::sqlite, "base:a">;
static_assert(before.find("only (al::run)") == before.npos);
