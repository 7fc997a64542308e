// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>

namespace aludel::inline v0_1 {

/// One statement of raw SQL, or one `for_dialect(...)` per dialect. Nothing in it is replaced: a colon is a colon.
template <class... Texts>
constexpr auto execute(const Texts&... texts) {
    op::operation made{};
    made.kind = op::operation_kind::execute;
    return dsl::with_texts<"execute">(made, texts...);
}

}  // namespace aludel::inline v0_1
