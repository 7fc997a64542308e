// SPDX-License-Identifier: BSL-1.0
// expect: [AL306] upgrade: the downgrade that is derived from it does not restore the schema before it: table `audit` is unexpected. Write .downgrade(...), or .irreversible("why") (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

struct audit {
    static constexpr auto upgrade() { return al::create_table("audit", al::column("id", al::integer, al::primary_key)); }
#ifndef ACCEPT
    static constexpr auto downgrade() { return al::execute("PRAGMA optimize"); }
#else
    static constexpr auto downgrade() { return al::drop_table("audit"); }
#endif
};

inline constexpr auto first = al::revision("a").upgrade(audit());
inline constexpr al::history<first> history{};  // the line
