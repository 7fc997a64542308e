// SPDX-License-Identifier: BSL-1.0
// expect: [AL204] add_column: fill ('product ' || sku) names `sku`, which is no column of table `products` at this revision. Name one that is there; text stands in single quotes (downgrade of revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("name", al::text, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(al::rename_column("products", "id", "number"), al::drop_column("products", "name"))
    .downgrade(
#ifndef ACCEPT
        al::add_column("products", al::column("name", al::text, al::not_null)).fill(al::sql("'product ' || sku")),
#else
        al::add_column("products", al::column("name", al::text, al::not_null)).fill(al::sql("'product ' || number")),
#endif
        al::rename_column("products", "number", "id"))
    .acknowledge(al::rule::drops_column, "test");

inline constexpr al::history<first, second> history{};  // the line
