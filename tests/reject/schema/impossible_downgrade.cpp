// SPDX-License-Identifier: BSL-1.0
// expect: [AL204] drop_column: table `products` has no column `note` at this revision; did you mean `notes`? Add it first, or name one that is there (downgrade of revision `2fda6446e69f`)
// expect: [AL208] drop_index: index `ix_price` does not exist at this revision. Name one that is there (schema `audit`, downgrade of revision `2fda6446e69f`)
// expect: [AL248] add_enum_value: `ok` is used in column `mood` of table `people` in the transaction that adds it, which PostgreSQL refuses. Use it in the next revision (downgrade of revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto audit = al::in_schema("audit");
inline constexpr auto settings = al::settings().dialects(al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_enum("mood", "sad", "ok", "happy"),
        al::create_table("people",
            al::column("id", al::integer, al::primary_key),
            al::column("mood", al::enumeration("mood", "sad", "ok", "happy"))),
        al::create_table("products", al::column("id", al::integer, al::primary_key)),
        al::create_table("prices", al::column("id", al::integer, al::primary_key)),
        al::create_table("prices", audit, al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
        al::drop_enum_value("mood", "ok"),
        al::create_index("ix_id", "prices", "id").in_schema("audit"),
        al::add_column("products", al::column("notes", al::text)))
    .downgrade(
#ifndef ACCEPT
        al::drop_column("products", "note"),
        al::drop_index("ix_price", "prices").in_schema("audit"),
        al::add_enum_value("mood", "ok").before("happy"),
        al::insert("people", al::row(al::value("id", 1), al::value("mood", "ok"))))
#else
        al::drop_column("products", "notes"),
        al::drop_index("ix_id", "prices").in_schema("audit"),
        al::add_enum_value("mood", "ok").before("happy"),
        al::insert("people", al::row(al::value("id", 1), al::value("mood", "sad"))))
#endif
    .acknowledge(al::rule::removes_enum_value, "nobody is ok");

inline constexpr al::history<settings, first, second> history{};  // the line
