// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] create_table: `not_null` cannot stand here; it is an option of al::column(...)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto tables = al::revision("47f559ec82bb", "tables").upgrade(
#ifndef ACCEPT
    al::create_table("categories", al::column("name", al::text), al::not_null));  // the line
#else
    al::create_table("categories", al::column("name", al::text, al::not_null)));
#endif

inline constexpr al::history<tables> history{};
