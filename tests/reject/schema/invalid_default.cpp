// SPDX-License-Identifier: BSL-1.0
// expect: [AL222] create_table: the default of column `pieces` of table `parts` does not fit: the text is no number. Give it a default of its type, or none (revision `2fda6446e69f`)
// expect: [AL222] create_table: the default `lost` is no value of the enumeration in column `state` of table `parts`. Use one of its values (revision `2fda6446e69f`)
// expect: [AL222] add_column: the default of column `shelf` of table `products` does not fit: it is NOT NULL. Give it a default of its type, or none (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("parts",
            al::column("id", al::integer, al::primary_key),
            al::column("pieces", al::integer, al::default_to("many")),
            al::column("state", al::enumeration("state", "new", "sold"), al::default_to("lost"))),
        al::add_column("products", al::column("shelf", al::text, al::not_null, al::default_to(nullptr)).fill(al::sql("'A'"))));
#else
        al::create_table("parts",
            al::column("id", al::integer, al::primary_key),
            al::column("pieces", al::integer, al::default_to("12")),
            al::column("state", al::enumeration("state", "new", "sold"), al::default_to("new"))),
        al::add_column("products", al::column("shelf", al::text, al::not_null).fill(al::sql("'A'"))));
#endif

inline constexpr al::history<first, second> history{};  // the line
