// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>

namespace aludel::inline v0_1 {
namespace dsl {

struct execute_word {
    template <class... Texts>
    constexpr auto operator()(const Texts&... texts) const {
        op::operation made{};
        made.kind = op::operation_kind::execute;
        return dsl::with_texts<"execute">(made, texts...);
    }
};

}  // namespace dsl

/// One statement of raw SQL, or one `for_dialect(...)` per dialect. Nothing in it is replaced: a colon is a colon.
/// It is an object, so that Boost.Asio does not take it for its own `execute` of a handler that has types of Aludel.
inline constexpr dsl::execute_word execute{};

}  // namespace aludel::inline v0_1
