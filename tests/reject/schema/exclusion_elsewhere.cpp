// SPDX-License-Identifier: BSL-1.0
// expect: [AL215] add_constraint: table `stays` has an exclusion constraint, which SQLite does not have. Write it with al::execute(al::for_dialect(...)) for the databases that have it (revision `2fda6446e69f`)
#include <aludel.hpp>

namespace al = aludel;

#ifdef ACCEPT
inline constexpr auto settings = al::settings().dialects(al::postgresql);
#else
inline constexpr auto settings = al::settings().dialects(al::sqlite, al::postgresql);
#endif

inline constexpr auto first = al::revision("47f559ec82bb", "first")
    .upgrade(al::create_table("stays", al::column("id", al::integer, al::primary_key),
                              al::column("during", al::native("TSTZRANGE"))));

inline constexpr auto second = al::revision("2fda6446e69f", "second")
    .revises("47f559ec82bb")
    .upgrade(al::add_constraint("stays", al::exclude("during WITH &&").named("ex_stays")));

inline constexpr al::history<settings, first, second> history{};  // the line
