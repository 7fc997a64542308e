// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/duration.hpp>

namespace aludel::inline v0_1::op {

/// How long each statement may wait for a lock, and how long it may run. Zero: not given. Negative: refused, AL313.
struct timeouts {
    duration lock{};
    duration statement{};
};

/// The longest of them: what fits in 32 bits of milliseconds, 24 days.
inline constexpr duration longest_timeout = duration::of_milliseconds(2'147'483'647);

}  // namespace aludel::inline v0_1::op
