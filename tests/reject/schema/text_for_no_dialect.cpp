// SPDX-License-Identifier: BSL-1.0
// expect: [AL225] execute: none of its texts is for a database that the history is for, so that it does nothing. Write one that is, or name its database in al::settings().dialects(...) (revision `2fda6446e69f`)
// expect: [AL225] create_view: view `names` has no query for a database that the history is for, and would not be there. Write one without al::for_dialect, or one for each (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr auto second = al::revision("2fda6446e69f", "second").revises("47f559ec82bb")
    .upgrade(
#ifndef ACCEPT
        al::execute(al::for_dialect(al::postgresql, "ANALYZE products")),
        al::create_view("names", al::for_dialect(al::postgresql, "SELECT id FROM products"))).downgrade(al::drop_view("names"));
#else
        al::execute(al::for_dialect(al::postgresql, "ANALYZE products"), al::for_dialect(al::sqlite, "ANALYZE")),
        al::create_view("names", "SELECT id FROM products")).downgrade(al::drop_view("names"));
#endif

inline constexpr al::history<first, second> history{};  // the line
