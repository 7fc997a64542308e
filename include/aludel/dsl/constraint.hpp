// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/column_options.hpp>
#include <aludel/dsl/grammar.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace dsl {

/// A primary key or unique constraint, as an element of its table or as the argument of `add_constraint`.
template <counts S>
struct constraint_word : fragment<S> {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "a table constraint";
    static constexpr counts adds = S;

    constexpr void apply_to_table(builder& target) const { target.append(*this); }

    /// The constraint's name, instead of the one by the naming convention. AL219 refuses an empty one.
    constexpr constraint_word named(name constraint_name) const {
        constraint_word result = *this;
        result.constraints.data[0].name = constraint_name;
        result.constraints.data[0].nameless = constraint_name.empty();
        return result;
    }
    /// DEFERRABLE: a transaction may postpone the check to its end. No foreign key may refer to the columns then.
    constexpr constraint_word deferrable() const {
        constraint_word result = *this;
        result.constraints.data[0].deferrable = true;
        return result;
    }
    /// DEFERRABLE INITIALLY DEFERRED: the check is at the end of each transaction.
    constexpr constraint_word initially_deferred() const {
        constraint_word result = deferrable();
        result.constraints.data[0].initially_deferred = true;
        return result;
    }
    /// NULLS NOT DISTINCT, of a unique constraint: two NULLs are equal.
    constexpr constraint_word nulls_not_distinct() const {
        constraint_word result = *this;
        result.constraints.data[0].nulls_not_distinct = true;
        return result;
    }
};

/// Appends a constraint to a new table or column, all of whose rows it checks: there is nothing to postpone.
template <counts S>
constexpr void append_valid(builder& target, const fragment<S>& constraint) {
    target.append(constraint);
    target.constraints[target.at.constraints - 1].not_valid = false;
}

/// A constraint of one kind over columns given by name.
template <class... Columns>
constexpr auto over_columns(op::constraint_kind kind, const Columns&... columns) {
    constraint_word<counts{.constraints = 1, .names = sizeof...(Columns)}> result{};
    result.constraints.data[0].kind = kind;
    result.constraints.data[0].columns = {0, sizeof...(Columns)};
    name* new_name = result.names.data;
    ((*new_name++ = name(columns)), ...);
    return result;
}

/// `unique` and `primary_key`: options of a column; called with the names of columns they make a table constraint.
struct key_word {
    static constexpr auto places = static_cast<unsigned>(place::column_option);
    static constexpr std::string_view spelling = "primary_key or unique without columns";
    static constexpr counts adds{.constraints = 1, .names = 1};

    op::constraint_kind kind;
    name constraint_name;
    bool nameless = false;
    bool is_deferrable = false;
    bool is_deferred = false;
    bool equates_nulls = false;

    constexpr void apply_to_column(builder& target) const {
        op::constraint& result = target.constraints[target.at.constraints++];
        result.kind = kind;
        result.name = constraint_name;
        result.nameless = nameless;
        result.deferrable = is_deferrable, result.initially_deferred = is_deferred;
        result.nulls_not_distinct = equates_nulls;
        result.columns = target.add_name(target.columns[0].name);
        if (kind == op::constraint_kind::primary_key) forbid_null(target.columns[0]);
    }

    /// The constraint's name, instead of the one by the naming convention. AL219 refuses an empty one.
    constexpr key_word named(name given) const {
        key_word result = *this;
        result.constraint_name = given, result.nameless = given.empty();
        return result;
    }
    /// DEFERRABLE: a transaction may postpone the check to its end. No foreign key may refer to the column then.
    constexpr key_word deferrable() const {
        key_word result = *this;
        result.is_deferrable = true;
        return result;
    }
    /// DEFERRABLE INITIALLY DEFERRED: the check is at the end of each transaction.
    constexpr key_word initially_deferred() const {
        key_word result = deferrable();
        result.is_deferred = true;
        return result;
    }
    /// NULLS NOT DISTINCT, of a unique constraint: two NULLs are equal.
    constexpr key_word nulls_not_distinct() const {
        key_word result = *this;
        result.equates_nulls = true;
        return result;
    }

    template <class First, class... Rest>
    constexpr auto operator()(const First& first, const Rest&... rest) const {
        return over_columns(kind, first, rest...);
    }
};

/// CHECK, as an option of a column or as an element of a table.
struct check_constraint_word : fragment<counts{.constraints = 1}> {
    static constexpr auto places = place::column_option | place::table_element;
    static constexpr std::string_view spelling = "check";
    static constexpr counts adds{.constraints = 1, .names = 1};

    constexpr void apply_to_table(builder& target) const { append_valid(target, *this); }
    constexpr void apply_to_column(builder& target) const {
        append_valid(target, *this);
        target.constraints[target.at.constraints - 1].columns = target.add_name(target.columns[0].name);
    }

    /// NOT VALID, for `add_constraint`: rows that exist are not checked before `validate_constraint`. Databases without
    /// it check them at once.
    constexpr check_constraint_word not_valid() const {
        check_constraint_word result = *this;
        result.constraints.data[0].not_valid = true;
        return result;
    }

    /// The constraint's name, instead of the one by the naming convention. AL219 refuses an empty one.
    constexpr check_constraint_word named(name constraint_name) const {
        check_constraint_word result = *this;
        result.constraints.data[0].name = constraint_name;
        result.constraints.data[0].nameless = constraint_name.empty();
        return result;
    }
};

}  // namespace dsl

/// PRIMARY KEY: an option of a column, or `primary_key("a", "b")` as an element of a table.
inline constexpr dsl::key_word primary_key{op::constraint_kind::primary_key, {}};
/// UNIQUE: an option of a column, or `unique("a", "b")` as an element of a table.
inline constexpr dsl::key_word unique{op::constraint_kind::unique, {}};

/// CHECK (expression). Rule AL703 refuses columns qualified by their table where the database could not rename it
/// then.
constexpr dsl::check_constraint_word check(std::string_view expression) {
    dsl::check_constraint_word result{};
    result.constraints.data[0].kind = op::constraint_kind::check;
    result.constraints.data[0].expression = expression;
    return result;
}
template <class... Arguments>
    requires(sizeof...(Arguments) != 1)
constexpr auto check(const Arguments&...) {
    static_assert(sizeof(detail::refused<dsl::miscalled<"check", "one text", Arguments...>>) != 0);
    return dsl::spoiled{};
}

}  // namespace aludel::inline v0_1
