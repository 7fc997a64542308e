// SPDX-License-Identifier: BSL-1.0
// expect: [AL240] execute_in_batches: the batches are all in the transaction of the revision, which locks out others until the last one. Make the revision .without_transaction(), or .acknowledge(al::rule::batches_in_transaction, "why") (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().level(al::rule::batches_in_transaction, al::level::error);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("sold", al::boolean)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifdef ACCEPT
    .acknowledge(al::rule::batches_in_transaction, "nobody else is there")
#endif
    .upgrade(al::execute_in_batches("DELETE FROM books WHERE sold", 1000))
    .irreversible("they are sold");

inline constexpr al::history<settings, first, second> history{};  // the line
