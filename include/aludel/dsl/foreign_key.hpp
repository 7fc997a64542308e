// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/constraint.hpp>
#include <aludel/dsl/table_options.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1 {

// The actions of `.on_delete(...)` and `.on_update(...)`: what happens to the rows that reference a row which is
// deleted or whose key changes.
inline constexpr op::referential_action cascade = op::referential_action::cascade;
inline constexpr op::referential_action set_null = op::referential_action::set_null;
inline constexpr op::referential_action set_default = op::referential_action::set_default;
inline constexpr op::referential_action restrict = op::referential_action::restrict;
inline constexpr op::referential_action no_action = op::referential_action::no_action;

namespace dsl {

/// The clauses of a foreign key after its target, common to `references` and `foreign_key`.
template <class Word>
struct foreign_key_clauses {
    /// ON DELETE.
    constexpr Word on_delete(op::referential_action action) const {
        return with([&](op::constraint& key) { key.on_delete = action; });
    }
    /// ON UPDATE.
    constexpr Word on_update(op::referential_action action) const {
        return with([&](op::constraint& key) { key.on_update = action; });
    }
    /// DEFERRABLE: a transaction may postpone the check to its end.
    constexpr Word deferrable() const {
        return with([](op::constraint& key) { key.deferrable = true; });
    }
    /// DEFERRABLE INITIALLY DEFERRED: the check is at the end of each transaction.
    constexpr Word initially_deferred() const {
        return with([](op::constraint& key) { key.deferrable = key.initially_deferred = true; });
    }
    /// NOT VALID, for `add_constraint`: rows that exist are not checked before `validate_constraint`. Databases without
    /// it check them at once.
    constexpr Word not_valid() const {
        return with([](op::constraint& key) { key.not_valid = true; });
    }
    /// MATCH: `"FULL"`, `"PARTIAL"` or `"SIMPLE"`.
    constexpr Word match(std::string_view how) const {
        return with([&](op::constraint& key) { key.match = how; });
    }
    /// The constraint's name, instead of the one by the naming convention. AL219 refuses an empty one.
    constexpr Word named(name constraint_name) const {
        return with([&](op::constraint& key) { key.name = constraint_name, key.nameless = constraint_name.empty(); });
    }

private:
    template <class Change>
    constexpr Word with(Change change) const {
        Word result = static_cast<const Word&>(*this);
        change(result.constraints.data[0]);
        return result;
    }
};

/// The number of columns among what stands behind a referenced table.
template <class... Columns>
inline constexpr std::size_t target_count = (std::size_t{0} + ... + (is_in_schema<Columns> ? 0 : 1));

/// `references("t", "c")` as an option of a column.
template <counts S>
struct references_word : fragment<S>, foreign_key_clauses<references_word<S>> {
    static constexpr auto places = static_cast<unsigned>(place::column_option);
    static constexpr std::string_view spelling = "references";
    static constexpr counts adds = counts{.names = 1} + S;

    constexpr void apply_to_column(builder& target) const {
        const auto position = target.at.constraints;
        append_valid(target, *this);
        target.constraints[position].columns = target.add_name(target.columns[0].name);
    }
};

/// `foreign_key("a", "b").references("t", "x", "y")` as an element of a table.
template <counts S>
struct foreign_key_word : fragment<S>, foreign_key_clauses<foreign_key_word<S>> {
    static constexpr auto places = static_cast<unsigned>(place::table_element);
    static constexpr std::string_view spelling = "foreign_key";
    static constexpr counts adds = S;

    constexpr void apply_to_table(builder& target) const { append_valid(target, *this); }

    /// The referenced table and its columns; without columns, its primary key. `al::in_schema(...)` may follow.
    template <class... Columns>
    constexpr auto references(name table, const Columns&... columns) const {
        constexpr std::size_t count = target_count<Columns...>;
        foreign_key_word<S + counts{.names = count}> result{};
        builder target(result);
        target.append(*this);
        op::constraint& key = result.constraints.data[0];
        key.target = table;
        key.target_columns = {target.at.names, count};
        [[maybe_unused]] const auto put = [&]<class T>(const T& each) {
            if constexpr (is_in_schema<T>) key.target_schema = each.schema;
            else target.add_name(name(each));
        };
        (put(columns), ...);
        return result;
    }
};

}  // namespace dsl

/// A foreign key as an option of a column: the referenced table and column; without a column, the table's primary key.
/// `al::in_schema(...)` may follow.
/// AL212 refuses a target that does not exist, is not unique, or is of another type.
template <class... Columns>
constexpr auto references(name table, const Columns&... columns) {
    constexpr std::size_t count = dsl::target_count<Columns...>;
    static_assert(count <= 1,
                  "references: one column points at one column; use al::foreign_key(a, b).references(...) for more");
    dsl::references_word<dsl::counts{.constraints = 1, .names = count}> result{};
    op::constraint& key = result.constraints.data[0];
    key.kind = op::constraint_kind::foreign_key;
    key.target = table;
    key.target_columns = {0, count};
    [[maybe_unused]] const auto put = [&]<class T>(const T& each) {
        if constexpr (dsl::is_in_schema<T>) key.target_schema = each.schema;
        else result.names.data[0] = name(each);
    };
    (put(columns), ...);
    return result;
}

/// FOREIGN KEY over the columns of its table that are named; `.references(table, columns...)` gives its target. AL212
/// refuses a target that does not exist, is not unique, or is of another type.
template <class First, class... Rest>
constexpr auto foreign_key(const First& first, const Rest&... rest) {
    return dsl::foreign_key_word<dsl::counts{.constraints = 1, .names = 1 + sizeof...(Rest)}>{
        dsl::over_columns(op::constraint_kind::foreign_key, first, rest...), {}};
}

}  // namespace aludel::inline v0_1
