// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>
#include <aludel/rule/item.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <utility>      // index_sequence

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
    constexpr literal(const char (&source)[N]) {
        for (std::size_t i = 0; i < N; ++i) data[i] = source[i];
    }
    constexpr explicit literal(std::string_view source) {
        for (std::size_t i = 0; i + 1 < N; ++i) data[i] = source[i];
        // Written although it is there: Clang makes room for elements by doubling, and where the end of a text of 128
        // letters is not among those that were written, it prints numbers.
        data[N - 1] = 0;
    }
    constexpr explicit literal(const sentence& message) : literal(message.text()) {}

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

/// A constant message as a template argument.
template <const sentence& Text>
inline constexpr literal<Text.size() + 1> literal_of{Text};

/// `value` is always true; a message that is not empty is a compile error.
template <const sentence& Text>
struct raised {
    static_assert(sizeof(refused<literal_of<Text>>) != 0);
    static constexpr bool value = true;
};

/// A list of messages, and the type that a history or models have with these errors.
template <literal... Errors>
struct error_list {
    static constexpr literal sole = "";
    template <class Stand_in, class>
    using result = refusals<Stand_in, Errors...>;
};
template <>
struct error_list<> {
    static constexpr literal sole = "";
    template <class, class Verified>
    using result = Verified;
};
template <literal Error>
struct error_list<Error> {
    static constexpr literal sole = Error;
    template <class Stand_in, class>
    using result = refusals<Stand_in, Error>;
};

template <literal... Errors, literal... More>
constexpr error_list<Errors..., More...> operator+(error_list<Errors...>, error_list<More...>) {
    return {};
}

/// The list of a history with an entry that was refused already: no further errors are reported.
struct no_new_errors {
    static constexpr literal sole = "";
    template <class Stand_in, class>
    using result = Stand_in;
};

/// The messages of at most ten errors; the next compilation reports the others.
template <std::size_t N>
struct error_texts {
    static constexpr std::size_t count = N;
    std::array<sentence, N> texts{};
    std::array<item, N> items{};  ///< what each is about, see `finding`
};

/// The messages of `Texts` with these indices, as an `error_list`.
template <const auto& Texts, std::size_t... Which>
constexpr auto errors_from(std::index_sequence<Which...>) {
    return error_list<literal<Texts.texts[Which].size() + 1>(Texts.texts[Which])...>();
}

}  // namespace aludel::inline v0_1::detail
