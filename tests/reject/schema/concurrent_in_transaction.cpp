// SPDX-License-Identifier: BSL-1.0
// expect: [AL241] create_index: index `by_name` is to be built concurrently, which PostgreSQL cannot do in a transaction. Make the revision .without_transaction(), with this step alone, or take .concurrently() away (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql);

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key), al::column("name", al::text)));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
#ifdef ACCEPT
    .without_transaction()
#endif
    .upgrade(al::create_index("by_name", "books", "name").concurrently());

inline constexpr auto third = al::revision("3c6e0b8a9c15", "third")  // its derived downgrade is in a transaction
    .revises("2fda6446e69f")
    .upgrade(al::drop_index("by_name"));

inline constexpr al::history<settings, first, second, third> history{};  // the line
