// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>  // uint8_t, uint32_t

namespace aludel::inline v0_1 {

/// Whether a revision's upgrade is run (the revision is applied) or its downgrade (it is reverted).
enum class direction : std::uint8_t { upgrade, downgrade };

/// The index of a revision in the list from which its graph or history was constructed; 0 is the first.
using revision_index = std::uint32_t;

}  // namespace aludel::inline v0_1
