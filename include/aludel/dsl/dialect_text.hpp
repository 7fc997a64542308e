// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>
#include <aludel/operation/dialect.hpp>

#include <concepts>     // convertible_to
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

struct dialect_text_word {
    static constexpr auto places = static_cast<unsigned>(place::dialect_text);
    static constexpr std::string_view spelling = "for_dialect";
    op::dialect_text said;
};

template <class T>
constexpr op::dialect_text to_text(const T& from) {
    if constexpr (stands_in<T, place::dialect_text>) return from.said;
    else return {op::dialect_id::any, op::text_of(from)};
}

template <class T>
concept text_like = std::convertible_to<T, std::string_view> || stands_in<T, place::dialect_text>;

/// An operation whose statement is written by hand, once or once per dialect.
template <detail::literal Verb, class... Texts>
constexpr auto with_texts(const op::operation& from, const Texts&... texts) {
    if constexpr (!(true && ... && text_like<Texts>)) {
        static_assert(sizeof(detail::refused<misplaced<place::dialect_text, Verb, Texts...>>) != 0);
        return spoiled{};
    } else {
        operation_word<shape{.list = 1, .texts = sizeof...(Texts)}> made{};
        made.list.data[0] = from;
        made.list.data[0].texts = {0, sizeof...(Texts)};
        [[maybe_unused]] op::dialect_text* at = made.texts.data;
        ((*at++ = to_text(texts)), ...);
        return made;
    }
}

}  // namespace dsl

/// Raw SQL for one dialect; where there is one without a dialect too, that serves the others.
constexpr dsl::dialect_text_word for_dialect(op::dialect dialect, std::string_view sql) { return {{dialect.id, op::text_of(sql)}}; }

}  // namespace aludel::inline v0_1
