// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/grammar.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

using op::algorithm;
using op::locking;

namespace dsl {

/// An operation for `.upgrade(...)` or `.downgrade(...)`. Its fragment has that operation and the elements of its
/// ranges.
template <counts S>
struct operation_word : fragment<S> {
    static constexpr auto places = static_cast<unsigned>(place::operation);
    static constexpr std::string_view spelling = "an operation";
    static constexpr counts adds = S;

    /// The schema of the table, which an operation finds by itself unless tables of several schemas have the name: then
    /// one without this is about the table in the connection's schema. Of a step's methods it is one of the last.
    constexpr operation_word in_schema(name schema) const {
        operation_word result = *this;
        result.list.data[0].schema = schema;
        return result;
    }
    /// ALGORITHM, where the server knows it (MariaDB, MySQL): it refuses the change rather than do it in a way that
    /// costs more. AL833 says so before. Of a step's methods these are the last.
    constexpr operation_word algorithm(op::algorithm wanted) const {
        operation_word result = *this;
        result.list.data[0].algorithm = wanted;
        return result;
    }
    /// LOCK, in the same way: `al::locking::none` is refused where others could not write meanwhile.
    constexpr operation_word lock(op::locking wanted) const {
        operation_word result = *this;
        result.list.data[0].locking = wanted;
        return result;
    }
};

/// The word of an operation without ranges.
constexpr operation_word<counts{.operations = 1}> make_operation(const op::operation& source) {
    operation_word<counts{.operations = 1}> result{};
    result.list.data[0] = source;
    return result;
}

/// The same, with options such as `if_exists` applied to it. `Verb` is the word's name in messages.
template <detail::literal Verb, place Where = place::operation_option, class... Options>
constexpr auto make_operation(const op::operation& source, const Options&... options) {
    if constexpr (!(true && ... && fits<Where, Options>())) {
        static_assert(sizeof(detail::refused<misplaced<Where, Verb, Options...>>) != 0);
        return spoiled{};
    } else {
        auto result = make_operation(source);
        const auto apply = [&](const auto& option) { option.apply(result.list.data[0]); };
        (dsl::for_each_word<Where>(options, apply), ...);
        return result;
    }
}

}  // namespace dsl

}  // namespace aludel::inline v0_1
