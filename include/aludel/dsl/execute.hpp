// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>

namespace aludel::inline v0_1 {
namespace dsl {

/// The function object `al::execute`.
struct execute_word {
    template <class... Texts>
    constexpr auto operator()(const Texts&... texts) const {
        op::operation result{};
        result.kind = op::operation_kind::execute;
        return dsl::with_texts<"execute">(result, texts...);
    }
};

}  // namespace dsl

/// Raw SQL, one or more complete statements, as one text or as one `for_dialect(...)` per dialect. The text is executed
/// as it is: colons and question marks are not parameters. It is a function object, because a function would be found
/// by argument-dependent lookup for Boost.Asio's own `execute`.
inline constexpr dsl::execute_word execute{};

}  // namespace aludel::inline v0_1
