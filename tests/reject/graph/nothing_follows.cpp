// SPDX-License-Identifier: BSL-1.0
// A refused history causes no second error, whatever it is used for.
// expect: [AL201] create_index: table `u` does not exist at this revision. Create it first, or name one that is there (revision `b`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a").upgrade(
    al::create_table("t", al::column("id", al::integer, al::primary_key), al::column("name", al::text)));
inline constexpr auto two = al::revision("b").revises("a").upgrade(
#ifndef ACCEPT
    al::create_index("ix", "u", "name"));
#else
    al::create_index("ix", "t", "name"));
#endif
inline constexpr al::history<one, two> history{};  // the line

inline constexpr auto t = al::table("t", al::column("id", al::integer, al::primary_key), al::column("name", al::text),
    al::index("ix", "name"));
inline constexpr al::metadata<t> models{};
static_assert(al::matches<history, models>);
constexpr std::string_view sql = al::script<history, al::sqlite>;
constexpr auto missing = al::diff<history, models>;
constexpr auto& head = al::schema_at<history>;
#if ALUDEL_HAS_SQLITE3
inline void upgrade(al::sqlite3::connection& db) {
    al::upgrade<history>(db);
    al::downgrade<history, "base">(db);
}
#endif
