// SPDX-License-Identifier: BSL-1.0
// expect: [AL216] insert: a row of table `parts` leaves out column `id`, which is NOT NULL without a default. Give it a value (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto settings = al::settings().dialects(al::postgresql);  // only SQLite numbers a plain key
#else
inline constexpr auto settings = al::settings().dialects(al::sqlite);
#endif

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("parts", al::column("id", al::integer, al::primary_key), al::column("name", al::text)),
             al::insert("parts", al::row(al::value("name", "screw"))))
    .irreversible("the rows are needed");

inline constexpr al::history<settings, first> history{};  // the line
