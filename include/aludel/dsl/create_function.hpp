// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>

namespace aludel::inline v0_1 {

/// CREATE FUNCTION: the name, then what stands behind it in SQL, from the parameters to the body, as one text or one
/// `for_dialect(...)` per dialect; the option `al::in_schema(...)` is possible. AL243 refuses a name that is taken:
/// each function has a name of its own.
///
///     al::create_function("touch", "() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.at = now(); RETURN NEW; END$$")
template <class... Texts>
constexpr auto create_function(name function, const Texts&... texts) {
    op::operation result{};
    result.kind = op::operation_kind::create_function, result.object = function;
    return dsl::with_texts<"create_function", dsl::place::create_option>(result, texts...);
}

}  // namespace aludel::inline v0_1
