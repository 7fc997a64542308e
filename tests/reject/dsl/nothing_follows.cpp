// SPDX-License-Identifier: BSL-1.0
// One mistake causes one error, whatever the history and the models are used for.
// expect: [AL002] column: a column has one type, such as al::integer or al::varchar(80), among its options
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key),
#ifndef ACCEPT
        al::column("name"),  // the line
#else
        al::column("name", al::text),
#endif
        al::unique("name")));
inline constexpr auto two = al::revision("b").revises("a").upgrade(al::create_index("ix", "t", "name"));
inline constexpr al::history<one, two> history{};

inline constexpr auto t = al::table("t", al::column("id", al::integer, al::primary_key), al::column("name", al::text),
    al::unique("name"), al::index("ix", "name"));
inline constexpr al::metadata<t> models{};
static_assert(al::matches<history, models>);
constexpr std::string_view sql = al::script<history, al::sqlite>;
constexpr auto missing = al::diff<history, models>;
constexpr auto& head = al::schema_at<history>;
