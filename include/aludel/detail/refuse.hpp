// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/sentence.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// A sentence as a template argument. Compilers print it whole when it is one array of exactly its length, with its NUL
/// and no other member beside it (measured: GCC 12, Clang 16 and 19).
template <std::size_t N>
struct literal {
    char data[N]{};

    constexpr literal() = default;
    constexpr literal(const char (&from)[N]) {
        for (std::size_t i = 0; i < N; ++i) data[i] = from[i];
    }
    constexpr explicit literal(const sentence& from) {
        for (std::size_t i = 0; i + 1 < N; ++i) data[i] = from.text()[i];
    }

    [[nodiscard]] constexpr std::string_view view() const { return {data, N - 1}; }
};

template <literal Sentence>
inline constexpr bool accepted = false;

/// Where every refusal becomes a compile error, and the sentence its message: a constrained variable template is what
/// GCC names in full on the `error:` line and Clang in the note behind it.
template <literal Sentence>
    requires accepted<Sentence>
inline constexpr bool refused = true;

}  // namespace aludel::inline v0_1::detail
