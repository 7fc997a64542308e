// SPDX-License-Identifier: BSL-1.0
// expect: [AL305] squash: `b` inserts rows into table `t`, and the squash does not. Insert what a fresh database needs (revision `s`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto a = al::revision("a").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
inline constexpr auto b = al::revision("b").revises("a").upgrade(al::insert("t", al::row(al::value("id", 1))));
#ifndef ACCEPT
inline constexpr auto s = al::squash("s").replaces("a", "b").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)));
#else
inline constexpr auto s = al::squash("s").replaces("a", "b").upgrade(al::create_table("t", al::column("id", al::integer, al::primary_key)), al::insert("t", al::row(al::value("id", 1))));
#endif
inline constexpr al::history<a, b, s> history{};  // the line
