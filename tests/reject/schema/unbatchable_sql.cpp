// SPDX-License-Identifier: BSL-1.0
// expect: [AL239] execute_in_batches: the text has a LIMIT in its condition. Make it one UPDATE or DELETE of one table, whose rows the batches divide, or use execute (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("sold", al::boolean)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .without_transaction()
#ifndef ACCEPT
    .upgrade(al::execute_in_batches("DELETE FROM books WHERE id IN (SELECT id FROM books WHERE sold LIMIT 1000)", 1000))
#else
    .upgrade(al::execute_in_batches("DELETE FROM books WHERE sold", 1000))
#endif
    .irreversible("they are sold");

inline constexpr al::history<first, second> history{};  // the line
