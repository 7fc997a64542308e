// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/constraint.hpp>
#include <aludel/dsl/exclude.hpp>
#include <aludel/dsl/foreign_key.hpp>
#include <aludel/dsl/operation_word.hpp>

namespace aludel::inline v0_1 {

namespace dsl {

/// Whether a type is that of a table constraint.
template <class T>
inline constexpr bool is_constraint = false;
template <counts S>
inline constexpr bool is_constraint<constraint_word<S>> = true;
template <counts S>
inline constexpr bool is_constraint<foreign_key_word<S>> = true;
template <>
inline constexpr bool is_constraint<check_constraint_word> = true;
template <>
inline constexpr bool is_constraint<exclusion_word> = true;

/// The message for another second argument.
template <class>
inline constexpr detail::literal no_constraint =
    "[AL001] add_constraint: its second argument is a table constraint: al::primary_key(c...), al::unique(c...), "
    "al::foreign_key(c...).references(t, c...), al::check(e) or al::exclude(e)";

}  // namespace dsl

/// ALTER TABLE ... ADD CONSTRAINT: a primary key, unique constraint, foreign key, check or exclusion constraint for an
/// existing table. AL207 refuses a name that is taken, AL505 and AL601 to AL604 what existing rows may violate.
template <class Constraint>
constexpr auto add_constraint(name table, const Constraint& constraint) {
    if constexpr (!dsl::is_constraint<Constraint>) {
        static_assert(sizeof(detail::refused<dsl::no_constraint<Constraint>>) != 0);
        return dsl::spoiled{};
    } else {
        constexpr dsl::counts size = dsl::counts{.operations = 1} + Constraint::adds;
        dsl::operation_word<size> result{};
        dsl::builder(result).append(constraint);
        op::operation& operation = result.list.data[0];
        operation.kind = op::operation_kind::add_constraint;
        operation.table = table;
        operation.object = constraint.constraints.data[0].name;
        operation.constraints = {0, 1};
        return result;
    }
}
template <class... Arguments>
    requires(sizeof...(Arguments) < 2)
constexpr auto add_constraint(const Arguments&...) {
    static_assert(
        sizeof(detail::refused<dsl::miscalled<"add_constraint", "a table and one constraint", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
