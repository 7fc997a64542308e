// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] script: revision `47f559ec82bb` cannot be written for PostgreSQL, which computes generated columns such as `double` when they are read only from version 18 on (al::postgresql.since(18)); use al::generated(..., al::stored). Write SQL for that database with al::for_dialect(...), or leave the revision out of the range
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("books",
        al::column("id", al::integer, al::primary_key),
        al::column("double", al::integer, al::generated("id * 2", al::virtual_))));

inline constexpr al::history<first> history{};

#ifndef ACCEPT
constexpr std::string_view sql = al::script<history, al::postgresql>;  // the line
#else
constexpr std::string_view sql = al::script<history, al::postgresql.since(18)>;
#endif
