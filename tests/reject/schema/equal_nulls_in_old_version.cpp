// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] create_index: index `ux_email` is NULLS NOT DISTINCT, which PostgreSQL has from 15 on, and the history is for an older one too. Write al::postgresql.since(15) in the settings (revision `47f559ec82bb`)
#include <aludel.hpp>

namespace al = aludel;

#ifdef ACCEPT
inline constexpr auto settings = al::settings().dialects(al::postgresql.since(15));
#else
inline constexpr auto settings = al::settings().dialects(al::postgresql);
#endif

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("users", al::column("id", al::integer, al::primary_key), al::column("email", al::text)),
             al::create_index("ux_email", "users", "email").nulls_not_distinct());

inline constexpr al::history<settings, first> history{};  // the line
