// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] create_table: a pair is no sequence and cannot stand here. Write its two elements one behind the other, or put them into a boost::hana::tuple
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto id = al::column("id", al::integer, al::primary_key);
inline constexpr auto name = al::column("name", al::text);
inline constexpr auto one = al::revision("a").upgrade(al::create_table("t",  // the line
#ifndef ACCEPT
    boost::hana::make_pair(id, name)));
#else
    boost::hana::make_tuple(id, name)));
#endif
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::drop_column("t", "name")).acknowledge(al::rule::drops_column, "a test");
inline constexpr al::history<one, two> history{};
