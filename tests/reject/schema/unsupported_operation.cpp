// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] script: revision `47f559ec82bb` cannot be written for MariaDB, which has no indexes of some rows such as `priced`; take .where(...) away, or write the index for the other databases. Write SQL for that database with al::for_dialect(...), or leave the revision out of the range
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(
        al::create_table("products",
            al::column("id", al::integer, al::primary_key),
            al::column("price", al::integer)),
        al::create_index("priced", "products", "price").where("price IS NOT NULL"));

inline constexpr al::history<first> history{};

#ifndef ACCEPT
constexpr std::string_view sql = al::script<history, al::mariadb>;  // the line
#else
constexpr std::string_view sql = al::script<history, al::sqlite>;
#endif
