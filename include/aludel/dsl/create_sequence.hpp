// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <cstdint>  // int64_t

namespace aludel::inline v0_1 {

namespace dsl {

/// The operation `create_sequence`.
struct create_sequence_word : operation_word<counts{.operations = 1, .columns = 1}> {
    /// START WITH: the first number.
    constexpr create_sequence_word start(std::int64_t value) const {
        create_sequence_word result = *this;
        result.columns.data[0].identity.start = value;
        return result;
    }
    /// INCREMENT BY: the step between numbers.
    constexpr create_sequence_word increment(std::int64_t value) const {
        create_sequence_word result = *this;
        result.columns.data[0].identity.increment = value;
        return result;
    }
};

}  // namespace dsl

/// CREATE SEQUENCE; `.start(n)` and `.increment(n)` may follow, the options `al::if_not_exists` and
/// `al::in_schema(...)` are possible. AL243 refuses a name that is taken, AL215 a database without sequences.
template <class... Options>
constexpr auto create_sequence(name sequence, const Options&... options) {
    if constexpr (!(true && ... && dsl::fits<dsl::place::create_option, Options>())) {
        static_assert(
            sizeof(detail::refused<dsl::misplaced<dsl::place::create_option, "create_sequence", Options...>>) != 0);
        return dsl::spoiled{};
    } else {
        dsl::create_sequence_word result{};
        op::operation& operation = result.list.data[0];
        operation.kind = op::operation_kind::create_sequence, operation.object = sequence, operation.columns = {0, 1};
        op::column& numbers = result.columns.data[0];
        numbers.name = sequence, numbers.identity = {op::identity_kind::by_default, 1, 1};
        numbers.type = op::type_of(op::type_kind::bigint);
        (options.apply(operation), ...);
        return result;
    }
}

}  // namespace aludel::inline v0_1
