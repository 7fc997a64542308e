// SPDX-License-Identifier: BSL-1.0
// expect: [AL201] add_column: fill ((SELECT max(value) FROM price WHERE product = products.id)) of table `products` selects from `price`, and there is no such table at this revision; did you mean `prices`? Create it first, or name one that is there (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products", al::column("id", al::integer, al::primary_key), al::column("name", al::text)),
        al::create_table("prices", al::column("product", al::integer), al::column("value", al::integer)),
        al::create_view("totals", "SELECT product, sum(value) AS total FROM prices GROUP BY product"),
        al::execute("CREATE TABLE rates AS SELECT 1 AS rate"))
    .irreversible("raw SQL");

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::add_column("products", al::column("price", al::integer))
            .fill(al::sql("(SELECT max(value) FROM price WHERE product = products.id)")));
#else
        al::add_column("products", al::column("price", al::integer))
            .fill(al::sql("(WITH latest AS (SELECT product, value FROM prices) SELECT max(value) FROM latest WHERE product = products.id)")),
        al::add_column("products", al::column("total", al::integer))
            .fill(al::sql("(SELECT total * (SELECT rate FROM rates) FROM totals, json_each('[1]') WHERE product = products.id)")),
        al::alter_column("products", "name").not_null().fill(al::sql("(SELECT name FROM sqlite_schema LIMIT 1)")));
#endif

inline constexpr al::history<first, second> history{};  // the line
