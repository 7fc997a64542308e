// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>

namespace aludel::inline v0_1 {

/// Raw SQL, one or more complete statements, as one text or as one `for_dialect(...)` per dialect. The text is executed
/// as it is: colons and question marks are not parameters.
template <class... Texts>
constexpr auto execute(const Texts&... texts) {
    op::operation made{};
    made.kind = op::operation_kind::execute;
    return dsl::with_texts<"execute">(made, texts...);
}

}  // namespace aludel::inline v0_1
