// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <utility>      // index_sequence

// Where sentences become compile errors. A refusal is `static_assert(sizeof(detail::refused<Sentence>) != 0)` in the body of
// a word, or of a class that a public variable is computed from. What prints a sentence whole and little else (measured):
//
//   g++ 12          `sizeof` of an incomplete class, and a deleted constructor, on the line of the error itself
//   clang 16, 19    a constraint, in the note that says why it is not satisfied; elsewhere they cut it after 32 characters
//
// An error in a template names every template that led there, with all its arguments; for a history those are hundreds. A
// history that is refused is therefore an alias of another type, whose use is the error: on g++ by a deleted constructor, on
// clang by a constraint of the alias itself, `sound`.

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

template <literal Sentence>
concept sound = accepted<Sentence>;

/// Names a sentence in a compile error; the empty one is none.
template <literal Sentence>
    requires accepted<Sentence>
struct refused {};

/// What stands for something that is refused: its use is an error for each sentence, and nothing else.
template <class Stand_in, literal... Sentences>
struct refusals : Stand_in, refused<Sentences>... {};

#else

template <literal Sentence>
struct refused;
template <>
struct refused<""> {};

template <literal>
concept sound = true;

template <literal Sentence>
struct refusal {
    refusal() = delete;
};

template <class Stand_in, literal... Sentences>
struct refusals : Stand_in, refusal<Sentences>... {};

#endif

/// A sentence that is a constant, as a template argument.
template <const sentence& Text>
inline constexpr literal<Text.size() + 1> literal_of{Text};

/// Always true; a sentence that is not empty is an error.
template <const sentence& Text>
struct raised {
    static_assert(sizeof(refused<literal_of<Text>>) != 0);
    static constexpr bool value = true;
};

/// Errors as a type, and the type that a history or models get by them.
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

/// Of a history of which an entry has been refused already, which is enough.
struct no_new_errors {
    static constexpr literal sole = "";
    template <class Stand_in, class>
    using result = Stand_in;
};

/// Sentences that are errors, ten at most: the next compilation finds the rest.
template <std::size_t N>
struct error_texts {
    static constexpr std::size_t count = N;
    std::array<sentence, N> texts{};
};

/// The first of the sentences in `Texts`, as an `error_list`.
template <const auto& Texts, std::size_t... Which>
constexpr auto errors_from(std::index_sequence<Which...>) { return error_list<literal<Texts.texts[Which].size() + 1>(Texts.texts[Which])...>(); }

}  // namespace aludel::inline v0_1::detail
