// SPDX-License-Identifier: BSL-1.0
// expect: [AL252] validate_constraint: constraint `ck_price` of table `books` is valid at this revision. Add it .not_valid(), or leave this out (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("price", al::integer)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(al::execute("UPDATE books SET price = 1"),
#ifdef ACCEPT
             al::add_constraint("books", al::check("price > 0").named("ck_price").not_valid()),
#else
             al::add_constraint("books", al::check("price > 0").named("ck_price")),
#endif
             al::validate_constraint("books", "ck_price"))
    .downgrade(al::drop_constraint("books", "ck_price"));

inline constexpr al::history<first, second> history{};  // the line
