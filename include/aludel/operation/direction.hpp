// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>  // uint8_t, uint32_t

namespace aludel::inline v0_1 {

/// Whether a revision is applied or taken back.
enum class direction : std::uint8_t { upgrade, downgrade };

/// A revision by its place in the list that the graph or the history was made from.
using revision_index = std::uint32_t;

}  // namespace aludel::inline v0_1
