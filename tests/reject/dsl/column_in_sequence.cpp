// SPDX-License-Identifier: BSL-1.0
// expect: [AL001] create_table: `an operation` cannot stand here; it is an operation, for .upgrade(...) or .downgrade(...)
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto shared = boost::hana::make_tuple(al::column("id", al::integer, al::primary_key),
#ifndef ACCEPT
    al::create_table("t"));
#else
    al::column("name", al::text));
#endif
inline constexpr auto one = al::revision("a").upgrade(al::create_table("t", shared));  // the line

inline constexpr al::history<one> history{};
