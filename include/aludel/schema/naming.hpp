// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/operation/naming_convention.hpp>
#include <aludel/operation/table_view.hpp>

#include <cstddef>      // size_t
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

/// The name of a constraint in the database: its own, or that by the convention; empty where the convention has no
/// pattern for it. Patterns and tokens are those of SQLAlchemy's naming conventions.
constexpr name name_of(const op::naming_convention& naming, const op::table_view& table,
                       const op::constraint& constraint, text_arena& arena) {
    using kind = op::constraint_kind;
    if (!constraint.name.empty()) return constraint.name;
    const std::string_view pattern = constraint.kind == kind::primary_key ? naming.primary_key
        : constraint.kind == kind::unique                                 ? naming.unique
        : constraint.kind == kind::foreign_key                            ? naming.foreign_key
                                                                          : naming.check;
    if (pattern.empty()) return {};
    naming_subject subject{
        table.name, table.names(constraint.columns), constraint.target, table.names(constraint.target_columns), {}};
    if (constraint.kind == kind::check && constraint.columns.empty()) {
        std::size_t number = 1;
        for (const op::constraint& each : table.constraints()) {
            if (&each == &constraint) break;
            if (each.kind == kind::check && each.columns.empty()) ++number;
        }
        const char digits[] = {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
        subject.number = arena.keep({std::string_view(digits + (number < 10 ? 1 : 0), number < 10 ? 1 : 2)});
    }
    return name(expanded(pattern, subject, arena));
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
