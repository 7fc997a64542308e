// SPDX-License-Identifier: BSL-1.0
// expect: [AL224] create_table: the foreign key of table `sales` sets column `product` to NULL, and the column is NOT NULL. Make it nullable, or choose another action, such as al::restrict (revision `2fda6446e69f`)
// expect: [AL224] create_table: the foreign key of table `shelves` sets column `product` to a default that it does not have, and the column is NOT NULL. Make it nullable, or choose another action, such as al::restrict (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("sales",
            al::column("id", al::integer, al::primary_key),
            al::column("product", al::integer, al::not_null, al::references("products").on_delete(al::set_null))),
        al::create_table("shelves",
            al::column("id", al::integer, al::primary_key),
            al::column("product", al::integer, al::not_null, al::references("products").on_update(al::set_default))));
#else
        al::create_table("sales",
            al::column("id", al::integer, al::primary_key),
            al::column("product", al::integer, al::not_null, al::references("products").on_delete(al::set_null))),
        al::alter_column("sales", "product").nullable(),  // what counts is the revision as a whole
        al::create_table("shelves",
            al::column("id", al::integer, al::primary_key),
            al::column("product", al::integer, al::not_null, al::default_to(1), al::references("products").on_update(al::set_default))));
#endif

inline constexpr al::history<first, second> history{};  // the line
