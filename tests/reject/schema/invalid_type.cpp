// SPDX-License-Identifier: BSL-1.0
// expect: [AL221] create_table: the type of column `code` of table `parts` has a length below 1. Write one that a database can have (revision `2fda6446e69f`)
// expect: [AL221] create_table: the type of column `weight` of table `parts` has a scale that is not between 0 and its precision. Write one that a database can have (revision `2fda6446e69f`)
// expect: [AL221] add_column: the type of column `state` of table `products` is an enumeration without values. Write one that a database can have (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("parts",
            al::column("id", al::integer, al::primary_key),
            al::column("code", al::varchar(-5)),
            al::column("weight", al::numeric(2, 5))),
        al::add_column("products", al::column("state", al::enumeration("state"))));
#else
        al::create_table("parts",
            al::column("id", al::integer, al::primary_key),
            al::column("code", al::varchar(5)),
            al::column("weight", al::numeric(5, 2))),
        al::add_column("products", al::column("state", al::enumeration("state", "new", "sold"))));
#endif

inline constexpr al::history<first, second> history{};  // the line
