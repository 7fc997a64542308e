// SPDX-License-Identifier: BSL-1.0
// expect: [AL209] create_index: there is a table `products` at this revision. Give the index another name (revision `2fda6446e69f`)
// expect: [AL211] create_view: there is an index `by_id` at this revision. Give the view another name, or drop the index first (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_index("products", "products", "id"),
        al::create_index("by_id", "products", "id"),
        al::create_view("by_id", "SELECT id FROM products"));
#else
        al::create_index("by_id", "products", "id"),
        al::create_view("ids", "SELECT id FROM products"));
#endif

inline constexpr al::history<first, second> history{};  // the line
