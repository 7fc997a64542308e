// SPDX-License-Identifier: BSL-1.0
// expect: [AL216] insert: a row of table `parts` leaves out column `name`, which is NOT NULL without a default. Give it a value (revision `a1`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto one = al::revision("a1").upgrade(
#ifndef ACCEPT
    al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("name", al::text, al::not_null)),
#else
    al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("name", al::text)),
#endif
    al::insert("parts", al::row(al::value("id", 7), al::value("name", "screw")), al::row())).irreversible("test");

inline constexpr al::history<one> history{};  // the line
