// SPDX-License-Identifier: BSL-1.0
// expect: [AL705] execute: the text uses table `logs`, and there is none at this revision. Create it first, or name one that is there, or .acknowledge(al::rule::doubtful_name_in_sql, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::doubtful_name_in_sql, al::level::error);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("name", al::varchar(80)),
            al::column("price", al::integer, al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::execute("CREATE TRIGGER log AFTER DELETE ON products BEGIN INSERT INTO logs(what) VALUES (OLD.name); END"))
#else
        al::create_table("logs", al::column("id", al::integer, al::primary_key), al::column("what", al::text)),
        al::execute("CREATE TRIGGER log AFTER DELETE ON products BEGIN INSERT INTO logs(what) VALUES (OLD.name); END"))
#endif
    .irreversible("an example");

inline constexpr al::history<settings, first, second> history{};  // the line
