// SPDX-License-Identifier: BSL-1.0
// expect: [AL223] create_table: SQLite keeps names that begin with `sqlite_` for itself, and with them `sqlite_parts`. Choose another name (revision `2fda6446e69f`)
// expect: [AL223] create_table: `aludel_version` is the name of a table of Aludel's own. Choose another name (revision `2fda6446e69f`)
// expect: [AL223] rename_table: `_aludel_new_products` is the name of a table of Aludel's own. Choose another name (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::create_table("sqlite_parts", al::column("id", al::integer, al::primary_key)),
        al::create_table("aludel_version", al::column("id", al::integer, al::primary_key)),
        al::rename_table("products", "_aludel_new_products"));
#else
        al::create_table("sqlite", al::column("id", al::integer, al::primary_key)),
        al::create_table("aludel_versions", al::column("id", al::integer, al::primary_key)),
        al::rename_table("products", "aludel_new_products"));
#endif

inline constexpr al::history<first, second> history{};  // the line
