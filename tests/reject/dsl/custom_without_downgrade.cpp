// SPDX-License-Identifier: BSL-1.0
// expect: [AL308] downgrade: `audit` has no `downgrade`, by which it could be undone. Give it one, or write here what undoes it
#include <aludel.hpp>

namespace al = aludel;

struct audit {
    static constexpr std::string_view spelling = "audit";
    static constexpr auto upgrade() { return al::execute("PRAGMA optimize"); }
#ifdef ACCEPT
    static constexpr auto downgrade() { return boost::hana::make_tuple(); }
#endif
};

inline constexpr auto first = al::revision("a").upgrade(audit()).downgrade(audit());  // the line
inline constexpr al::history<first> history{};
