// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] script: only al::sqlite and al::postgresql can be rendered yet. Use that dialect
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("products", al::column("id", al::integer, al::primary_key)));

inline constexpr al::history<first> history{};

#ifndef ACCEPT
constexpr std::string_view sql = al::script<history, al::mariadb>;  // the line
#else
constexpr std::string_view sql = al::script<history, al::sqlite>;
#endif
