// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/operation_word.hpp>

#include <concepts>  // convertible_to
#include <cstddef>   // size_t

namespace aludel::inline v0_1 {

namespace dsl {

/// Whether an argument is a value of an enumeration.
template <class T>
inline constexpr bool is_enum_value = std::convertible_to<const T&, name>;

}  // namespace dsl

/// CREATE TYPE ... AS ENUM: the name, then the values in order; the option `al::in_schema(...)` is possible. A column
/// has it by `al::enumeration("name")`. Where enumerations are no types, nothing is created. AL243 refuses a name that
/// is taken.
template <class... Arguments>
constexpr auto create_enum(name enumeration, const Arguments&... arguments) {
    if constexpr (!(true && ... &&
                    (dsl::is_enum_value<Arguments> || dsl::fits<dsl::place::create_option, Arguments>()))) {
        static_assert(sizeof(detail::refused<dsl::misplaced<dsl::place::create_option, "create_enum", Arguments...>>) !=
                      0);
        return dsl::spoiled{};
    } else {
        constexpr std::size_t count = (std::size_t{0} + ... + (dsl::is_enum_value<Arguments> ? 1 : 0));
        dsl::operation_word<dsl::counts{.operations = 1, .columns = 1, .names = count}> result{};
        op::operation& operation = result.list.data[0];
        operation.kind = op::operation_kind::create_enum, operation.object = enumeration, operation.columns = {0, 1};
        op::column& type = result.columns.data[0];
        type.name = enumeration, type.type = op::named_type(op::type_kind::enumeration, enumeration);
        type.type.values = {0, count};
        [[maybe_unused]] name* next = result.names.data;
        [[maybe_unused]] const auto put = [&]<class T>(const T& each) {
            if constexpr (dsl::is_enum_value<T>) *next++ = name(each);
            else each.apply(operation);
        };
        (put(arguments), ...);
        return result;
    }
}

}  // namespace aludel::inline v0_1
