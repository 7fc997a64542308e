// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/operation/naming_convention.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/name_map.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The values of the tokens `%(...)s` of a naming pattern.
struct naming_subject {
    name table{};
    op::list_view<name> columns{};
    name target{};
    op::list_view<name> target_columns{};
    std::string_view number{};  ///< of a check without columns: 1 for the first of its table
};

/// The names joined by underscores.
constexpr std::string_view joined_names(const op::list_view<name>& names, text_arena& arena) {
    std::string_view input = names.empty() ? std::string_view() : names[0].text();
    for (std::size_t i = 1; i < names.size(); ++i) input = arena.keep({input, "_", names[i].text()});
    return input;
}

/// The first name, or `otherwise` where there is none.
constexpr std::string_view first_name(const op::list_view<name>& names, std::string_view otherwise) {
    return names.empty() ? otherwise : names[0].text();
}

/// The value of one token; empty for an unknown one.
constexpr std::string_view value_of_token(std::string_view token, const naming_subject& subject, text_arena& arena) {
    if (token == "table_name") return subject.table;
    if (token == "column_0_name" || token == "column_0_label") return first_name(subject.columns, "expr");
    if (token == "column_0_N_name")
        return subject.columns.empty() ? std::string_view("expr") : joined_names(subject.columns, arena);
    if (token == "constraint_name") return first_name(subject.columns, subject.number);
    if (token == "referred_table_name") return subject.target;
    if (token == "referred_column_0_name") return first_name(subject.target_columns, "id");
    return {};
}

/// A pattern with its tokens replaced.
constexpr std::string_view expanded(std::string_view pattern, const naming_subject& subject, text_arena& arena) {
    std::string_view result;
    while (!pattern.empty()) {
        const std::size_t start = pattern.find("%(");
        const std::size_t end = start == std::string_view::npos ? start : pattern.find(")s", start);
        if (end == std::string_view::npos) return arena.keep({result, pattern});
        result = arena.keep({result, pattern.substr(0, start),
                             value_of_token(pattern.substr(start + 2, end - start - 2), subject, arena)});
        pattern.remove_prefix(end + 2);
    }
    return result;
}

/// The pattern for the names of constraints of a kind; empty where the convention gives them none.
constexpr std::string_view pattern_of(const op::naming_convention& naming, op::constraint_kind kind) {
    return kind == op::constraint_kind::primary_key ? naming.primary_key
        : kind == op::constraint_kind::unique       ? naming.unique
        : kind == op::constraint_kind::foreign_key  ? naming.foreign_key
        : kind == op::constraint_kind::check        ? naming.check
        : naming.check.empty()                      ? std::string_view()
                                                    : "ex_%(table_name)s_%(constraint_name)s";
}

/// Whether a pattern may give a name: false where the letters before its first token differ.
constexpr bool may_give(std::string_view pattern, std::string_view wanted) {
    const std::size_t fixed = pattern.find('%') < pattern.size() ? pattern.find('%') : pattern.size();
    return !pattern.empty() && wanted.substr(0, fixed) == pattern.substr(0, fixed);
}

/// Whether an element of the list has no name.
template <class Named>
constexpr bool has_nameless(const op::list_view<Named>& list) {
    for (const Named& each : list)
        if (each.name.empty()) return true;
    return false;
}

/// Gives the constraints of one table their names in the database, one after the other: its own, or that by the
/// convention; empty where the convention has no pattern for it. Patterns and tokens are those of SQLAlchemy's naming
/// conventions. A constraint is found by its name, so no two have the same: where the convention gives a name again, a
/// number follows it (`uq_t_a_2`), and a numbered check gets the next number (`ck_t_3`).
class constraint_namer {
public:
    constexpr constraint_namer(const op::naming_convention& naming, const name& table, text_arena& arena)
        : naming_(naming),
          table_(table),
          arena_(arena) {}

    /// Takes the names that constraints have of their own, so that none behind them is given again.
    constexpr void reserve(const op::list_view<op::constraint>& constraints, bool others_follow = false) {
        is_only_ = !others_follow && count_ == 0 && constraints.count == 1, count_ += constraints.count;
        for (const op::constraint& each : constraints)
            if (!each.name.empty() && !is_only_) used_.push_back(each.name);
    }

    /// Names all constraints of a table, to which others will be added.
    constexpr void pass(const op::table_view& table) {
        reserve(table.constraints(), true);
        for (const op::constraint& each : table.constraints()) next(*table.arrays, each);
    }

    /// The name of the next constraint, which belongs to these arrays.
    constexpr name next(const op::operations_view& arrays, const op::constraint& constraint) {
        const bool is_numbered = constraint.columns.empty() &&
            (constraint.kind == op::constraint_kind::check || constraint.kind == op::constraint_kind::exclusion);
        if (is_numbered) ++checks_;
        const std::string_view pattern = pattern_of(naming_, constraint.kind);
        if (!constraint.name.empty() || pattern.empty()) return constraint.name;
        naming_subject subject{table_,
                               constraint.columns.of(arrays.names),
                               constraint.target,
                               constraint.target_columns.of(arrays.names),
                               {}};
        if (is_numbered) subject.number = decimal(checks_);
        const name first(expanded(pattern, subject, arena_));
        const bool counts = is_numbered && pattern.find("%(constraint_name)s") != pattern.npos;
        name result = first;
        for (std::size_t more = 1; is_used(result); ++more)
            if (counts) subject.number = decimal(checks_ + more), result = name(expanded(pattern, subject, arena_));
            else result = name(arena_.keep({first, "_", decimal(more + 1)}));
        if (!is_only_) used_.push_back(result);
        return result;
    }

private:
    [[nodiscard]] constexpr bool is_used(const name& wanted) const {
        for (const name& each : used_)
            if (each == wanted) return true;
        return false;
    }
    constexpr std::string_view decimal(std::size_t number) {
        char digits[20]{};
        std::size_t first = 20;
        for (; number != 0; number /= 10) digits[--first] = static_cast<char>('0' + number % 10);
        return arena_.keep({std::string_view(digits + first, 20 - first)});
    }

    const op::naming_convention& naming_;
    name table_;
    text_arena& arena_;
    detail::vector<name> used_;
    std::size_t checks_ = 0;  ///< checks without columns so far
    std::uint32_t count_ = 0;
    bool is_only_ = false;  ///< the table has one constraint only, as most: its name need not be kept
};

/// The name in the database of a constraint of a table.
constexpr name name_of(const op::naming_convention& naming, const op::table_view& table,
                       const op::constraint& constraint, text_arena& arena) {
    if (!constraint.name.empty()) return constraint.name;
    constraint_namer names(naming, table.name, arena);
    names.reserve(table.constraints());
    for (const op::constraint& each : table.constraints())
        if (&each == &constraint) break;
        else names.next(*table.arrays, each);
    return names.next(*table.arrays, constraint);
}

/// The index of the constraint that has this name in the database; `name_map::none` where there is none.
constexpr std::uint32_t find_constraint(const op::naming_convention& naming, const op::table_view& table,
                                        const name& wanted, text_arena& arena) {
    if (wanted.empty()) return name_map::none;
    const op::list_view<op::constraint> constraints = table.constraints();
    bool may_be_unnamed = false;
    for (std::uint32_t i = 0; i < constraints.count; ++i) {
        if (constraints[i].name == wanted) return i;
        may_be_unnamed = may_be_unnamed ||
            (constraints[i].name.empty() && may_give(pattern_of(naming, constraints[i].kind), wanted));
    }
    if (!may_be_unnamed) return name_map::none;
    constraint_namer names(naming, table.name, arena);
    names.reserve(constraints);
    for (std::uint32_t i = 0; i < constraints.count; ++i)
        if (names.next(*table.arrays, constraints[i]) == wanted) return i;
    return name_map::none;
}

/// The name of an index in the database: its own, or that by the convention.
constexpr name name_of(const op::naming_convention& naming, const name& table, const op::index& index,
                       const op::operations_view& arrays, text_arena& arena) {
    if (!index.name.empty() || naming.index.empty()) return index.name;
    std::string_view columns;
    for (const op::index_part& part : index.parts.of(arrays.parts))
        columns = columns.empty() ? part.column.text() : arena.keep({columns, "_", part.column.text()});
    const name joined(columns);
    return name(expanded(naming.index, {table, {&joined, 1}, {}, {}, {}}, arena));
}

}  // namespace aludel::inline v0_1::detail
