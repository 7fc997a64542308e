// SPDX-License-Identifier: BSL-1.0
// expect: [AL313] lock_timeout: a timeout is longer than nothing, and at most 24 days. Leave it out for none (revision `a`)
// expect: [AL313] statement_timeout: a timeout is longer than nothing, and at most 24 days. Leave it out for none (revision `a`)
#include <aludel.hpp>

namespace al = aludel;

#ifndef ACCEPT
inline constexpr auto one = al::revision("a").lock_timeout({}).statement_timeout(al::duration::of_milliseconds(2'147'483'648));
#else
inline constexpr auto one = al::revision("a")
                                .lock_timeout(al::duration::of_milliseconds(1))
                                .statement_timeout(al::duration::of_milliseconds(2'147'483'647));
#endif
inline constexpr al::history<one> history{};  // the line
