// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>
#include <aludel/operation/dialect.hpp>

#include <concepts>     // convertible_to
#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// A SQL text for one dialect.
struct dialect_text_word {
    static constexpr auto places = static_cast<unsigned>(place::dialect_text);
    static constexpr std::string_view spelling = "for_dialect";
    op::dialect_text said;
};

/// Appends a text, or every text of a sequence.
template <class T>
constexpr void put_texts(op::dialect_text*& next, const T& text) {
    if constexpr (word<T>) *next++ = text.said;
    else if constexpr (std::convertible_to<const T&, std::string_view>)
        *next++ = {op::dialect_id::any, op::text_of(text)};
    else dsl::for_each_word<place::dialect_text>(text, [&](const auto& each) { put_texts(next, each); });
}

/// Whether an argument is an option of an operation with texts.
template <place Options, class T>
inline constexpr bool is_text_option = Options != place::dialect_text && stands_in<T, Options>;

/// An operation with SQL written by the user, one text for all dialects or one per dialect, and with options if it has
/// a place for them.
template <detail::literal Verb, place Options = place::dialect_text, class... Texts>
constexpr auto with_texts(const op::operation& source, const Texts&... texts) {
    if constexpr (!(true && ... && (fits<place::dialect_text, Texts>() || is_text_option<Options, Texts>))) {
        static_assert(sizeof(detail::refused<misplaced<place::dialect_text, Verb, Texts...>>) != 0);
        return spoiled{};
    } else {
        constexpr auto number = []<class T>(const T*) {
            if constexpr (is_text_option<Options, T>) return std::size_t{0};
            else return count_of<place::dialect_text, T>();
        };
        constexpr std::size_t count = (std::size_t{0} + ... + number(static_cast<const Texts*>(nullptr)));
        operation_word<counts{.operations = 1, .texts = count}> result{};
        result.list.data[0] = source;
        result.list.data[0].texts = {0, count};
        [[maybe_unused]] op::dialect_text* next = result.texts.data;
        [[maybe_unused]] const auto put = [&]<class T>(const T& each) {
            if constexpr (is_text_option<Options, T>) each.apply(result.list.data[0]);
            else put_texts(next, each);
        };
        (put(texts), ...);
        return result;
    }
}

}  // namespace dsl

/// Raw SQL for one dialect: `for_dialect(al::postgresql, "...")`. A text without a dialect beside it is for all others.
constexpr dsl::dialect_text_word for_dialect(op::dialect dialect, std::string_view sql) {
    return {{dialect.id, op::text_of(sql)}};
}

}  // namespace aludel::inline v0_1
