// SPDX-License-Identifier: BSL-1.0
// expect: [AL101] revision: id `a23456789012345678901234567890123` has 33 characters; the version table holds 32. Shorten it (revision `a23456789012345678901234567890123`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto one = al::revision("a23456789012345678901234567890123");
#else
inline constexpr auto one = al::revision("a2345678901234567890123456789012");
#endif
inline constexpr al::history<one> history{};  // the line
