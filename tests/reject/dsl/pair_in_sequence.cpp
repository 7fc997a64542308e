// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] upgrade: a pair is no sequence and cannot stand here. Write its two elements one behind the other, or put them into a boost::hana::tuple
#include <aludel.hpp>

#include <tuple>
#include <utility>

namespace al = aludel;

inline constexpr auto one = al::create_table("t", al::column("id", al::integer, al::primary_key));
inline constexpr auto two = al::create_index("ix", "t", "id");
#ifndef ACCEPT
inline constexpr auto both = boost::hana::make_tuple(std::pair(one, two));
#else
inline constexpr auto both = boost::hana::make_tuple(std::tuple(one, two));
#endif
inline constexpr auto start = al::revision("a").upgrade(both).acknowledge(al::rule::redundant_index, "a test");  // the line
inline constexpr al::history<start> history{};
