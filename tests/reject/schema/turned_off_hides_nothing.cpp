// SPDX-License-Identifier: BSL-1.0
// A rule that is no error in this history puts nothing in doubt: what is wrong afterwards is an error of its own.
// expect: [AL208] drop_index: index `by_price` does not exist at this revision. Name one that is there (revision `2fda6446e69f`)
// expect: [AL206] drop_constraint: table `products` has no constraint `fk_maker` at this revision. Name one that is there (revision `2fda6446e69f`)
// expect: [AL208] drop_index: index `by_color` does not exist at this revision. Name one that is there (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings()
    .level(al::rule::column_in_use, al::level::off)
    .level(al::rule::foreign_key_target, al::level::off)
    .level(al::rule::unknown_column, al::level::off);
inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("maker", al::integer),
            al::column("price", al::integer, al::not_null)),
        al::create_index("by_price", "products", "price"));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::drop_column("products", "price"),
        al::drop_index("by_price"),
        al::add_constraint("products", al::foreign_key("maker").references("nowhere", "id").named("fk_maker")),
        al::drop_constraint("products", "fk_maker"),
#ifndef ACCEPT
        al::drop_index("by_price"),
        al::drop_constraint("products", "fk_maker"),
        al::create_index("by_color", "products", "color"),
        al::drop_index("by_color"),
        al::drop_index("by_color"))
#else
        al::create_index("by_color", "products", "color"),
        al::drop_index("by_color"))
#endif
    .irreversible("a test")
    .acknowledge(al::rule::drops_column, "a test")
    .acknowledge(al::rule::adds_foreign_key, "a test");

inline constexpr al::history<settings, first, second> history{};  // the line
