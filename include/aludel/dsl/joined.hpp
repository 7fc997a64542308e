// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/rule/raise.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// A text as a template argument, for templates of the user that make names and SQL of it: `template <al::literal
/// Table>`.
using detail::literal;

namespace dsl {

/// The texts, one behind the other.
template <literal... Texts>
inline constexpr auto joined_text = [] {
    literal<(std::size_t{1} + ... + (sizeof(Texts.data) - 1))> result;
    char* letter = result.data;
    const auto append = [&](std::string_view part) {
        for (const char each : part) *letter++ = each;
    };
    (append(Texts.view()), ...);
    return result;
}();

}  // namespace dsl

/// Texts, one behind the other, as a constant: `joined<"ix_", Table>`.
template <literal... Texts>
inline constexpr std::string_view joined = dsl::joined_text<Texts...>.view();

}  // namespace aludel::inline v0_1
