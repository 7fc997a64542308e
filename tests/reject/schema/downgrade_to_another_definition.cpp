// SPDX-License-Identifier: BSL-1.0
// expect: [AL302] downgrade: it does not restore the schema before the upgrade: foreign key `fk_shop` of table `products` differs: (`shop_id`) to `shops` (`id`) ON DELETE CASCADE instead of (`shop_id`) to `shops` (`id`); check `ck_price` of table `products` differs: (price > 9) instead of (price > 0); enumeration `mood` differs: ('sad', 'happy') instead of ('happy', 'sad'). Undo the upgrade step by step, or leave the downgrade out, and it is derived (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_enum("mood", "happy", "sad"),
        al::create_table("shops", al::column("id", al::integer, al::primary_key)),
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer, al::not_null),
            al::column("shop_id", al::integer),
            al::foreign_key("shop_id").references("shops", "id").named("fk_shop"),
            al::check("price > 0").named("ck_price")));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::drop_enum("mood"),
        al::drop_constraint("products", "ck_price"),
        al::drop_constraint("products", "fk_shop"))
    .downgrade(
#ifndef ACCEPT
        al::add_constraint("products", al::foreign_key("shop_id").references("shops", "id").on_delete(al::cascade).named("fk_shop")),
        al::add_constraint("products", al::check("price > 9").named("ck_price")),
        al::create_enum("mood", "sad", "happy"))
#else
        al::add_constraint("products", al::foreign_key("shop_id").references("shops", "id").named("fk_shop")),
        al::add_constraint("products", al::check("price > 0").named("ck_price")),
        al::create_enum("mood", "happy", "sad"))
#endif
    .acknowledge(al::rule::drops_constraint, "they come back");

inline constexpr al::history<settings, first, second> history{};  // the line
