// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

// The one place where a message becomes a compile error. A refusal is
// `static_assert(sizeof(detail::refused<Sentence>) != 0)` in the body of a function of the DSL, or of a class that a
// public variable is computed from. What prints a message whole and little else (measured):
//
//   g++ 12          `sizeof` of an incomplete class, and a deleted constructor, on the line of the error itself
//   clang 16, 19    a constraint, in the note that says why it is not satisfied; elsewhere the text is cut after 32
//                   characters
//
// An error in a template names every enclosing template with all its arguments; for a history those are hundreds. So a
// history that is refused is an alias of another type, whose use is the error: for g++ by a deleted constructor, for
// clang by `sound`, a constraint of the alias itself.

namespace aludel::inline v0_1::detail {

/// A message as a template argument; N counts its NUL. Compilers print it whole when the class has one array of exactly
/// this length and no other member (measured: GCC 12, Clang 16 and 19).
template <std::size_t N>
struct literal {
    char data[N]{};

    constexpr literal() = default;
    constexpr literal(const char (&from)[N]) {
        for (std::size_t i = 0; i < N; ++i) data[i] = from[i];
    }
    constexpr explicit literal(std::string_view from) {
        for (std::size_t i = 0; i + 1 < N; ++i) data[i] = from[i];
    }
    constexpr explicit literal(const sentence& from) : literal(from.text()) {}

    [[nodiscard]] constexpr std::string_view view() const { return {data, N - 1}; }
};

#if defined(__clang__)

template <literal Sentence>
inline constexpr bool accepted = false;
template <>
inline constexpr bool accepted<""> = true;

/// Satisfied by the empty message; where it is not satisfied, Clang prints the message.
template <literal Sentence>
concept sound = accepted<Sentence>;

/// Its use with a message is a compile error that shows the message; with the empty one it is not an error.
template <literal Sentence>
    requires accepted<Sentence>
struct refused {};

/// The type of something that is refused: its use is one error for each message and behaves like `Stand_in` otherwise.
template <class Stand_in, literal... Sentences>
struct refusals : Stand_in, refused<Sentences>... {};

#else

template <literal Sentence>
struct refused;
template <>
struct refused<""> {};

template <literal>
concept sound = true;

/// The base class whose deleted constructor g++ reports with the message.
template <literal Sentence>
struct refusal {
    refusal() = delete;
};

template <class Stand_in, literal... Sentences>
struct refusals : Stand_in, refusal<Sentences>... {};

#endif

}  // namespace aludel::inline v0_1::detail
