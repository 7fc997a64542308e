// SPDX-License-Identifier: BSL-1.0
// The database of a Telegram shop bot, from its first table to its last column: five revisions that were Alembic's.
#pragma once

#include <aludel.hpp>

namespace shop {

namespace al = aludel;

// What every table has.
inline constexpr auto base_columns = boost::hana::make_tuple(
    al::column("id", al::integer, al::primary_key, al::autoincrement),
    al::column("created_at", al::timestamp, al::not_null, al::default_to(al::current_timestamp)),
    al::column("updated_at", al::timestamp, al::not_null, al::default_to(al::current_timestamp)));

inline constexpr auto empty_start = al::revision("47f559ec82bb", "Initial revision");

inline constexpr auto initial_tables =
    al::revision("2fda6446e69f", "Initial revision")
        .revises("47f559ec82bb")
        .upgrade(
            al::create_table("categories",
                al::column("category_name", al::text, al::not_null),
                base_columns),
            al::create_table("users",
                al::column("telegram_id", al::bigint, al::not_null, al::unique),
                al::column("username", al::varchar),
                al::column("first_name", al::varchar),
                al::column("last_name", al::varchar),
                base_columns),
            al::create_table("products",
                al::column("name", al::text, al::not_null),
                al::column("description", al::text, al::not_null),
                al::column("price", al::integer, al::not_null),
                al::column("file_id", al::text),
                al::column("category_id", al::integer, al::not_null, al::references("categories", "id")),
                base_columns),
            al::create_table("purchases",
                al::column("user_id", al::integer, al::not_null, al::references("users", "id")),
                al::column("product_id", al::integer, al::not_null, al::references("products", "id")),
                al::column("price", al::integer, al::not_null),
                base_columns));

inline constexpr auto add_hidden_content =
    al::revision("1b95d36c8908", "add hidden content")
        .revises("2fda6446e69f")
        .upgrade(al::add_column("products", al::column("hidden_content", al::text, al::not_null, al::default_to(""))));

// Purchases that were made before payments had an id get one, each its own.
inline constexpr auto add_payment_id =
    al::revision("1720ca777755", "add column pay id")
        .revises("1b95d36c8908")
        .upgrade(
            al::add_column("purchases", al::column("payment_id", al::varchar, al::not_null))
                .fill(al::sql("'legacy-' || id")),
            al::add_constraint("purchases", al::unique("payment_id").named("uq_purchases_payment_id")));

inline constexpr auto add_payment_type =
    al::revision("5ca0f991801d", "upd table purschases")
        .revises("1720ca777755")
        .upgrade(
            al::add_column("purchases", al::column("payment_type", al::varchar, al::not_null))
                .fill(al::sql("'unknown'")));

// The same source for all three databases. The bot stands still while it migrates, so that nothing blocks or breaks it.
inline constexpr auto settings =
    al::settings()
        .dialects(al::sqlite, al::postgresql, al::mariadb)
        .level(al::rule::requires_value, al::level::off)
        .level(al::rule::unique_for_writers, al::level::off)
        .level(al::rule::unique_blocks_table, al::level::off)
        .level(al::rule::fills_under_lock, al::level::off);

inline constexpr al::history<
    settings, empty_start, initial_tables, add_hidden_content, add_payment_id, add_payment_type>
    history{};

}  // namespace shop
