// SPDX-License-Identifier: BSL-1.0
// expect: [AL504] alter_column: rows of table `orders` may have `packed` in column `state`, which is no value of the enumeration any more. Give them another with an al::execute("UPDATE ...") before it in this revision, or .acknowledge(al::rule::removes_enum_value, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("orders",
            al::column("id", al::integer, al::primary_key),
            al::column("state", al::enumeration("state", "open", "packed", "sent"), al::not_null)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::alter_column("orders", "state").type(al::enumeration("state", "open", "sent")));
#else
        al::execute("UPDATE orders SET state = 'sent' WHERE state = 'packed'"),
        al::alter_column("orders", "state").type(al::enumeration("state", "open", "sent")))
        .irreversible("what was packed is sent");
#endif

inline constexpr al::history<first, second> history{};  // the line
