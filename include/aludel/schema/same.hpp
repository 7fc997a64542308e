// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/table_view.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/entries.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

// Whether two columns, constraints, indexes or tables are the same.

namespace aludel::inline v0_1::detail {

constexpr bool same_type(const op::table_view& a, const op::data_type& x, const op::table_view& b, const op::data_type& y) {
    return x.kind == y.kind && x.precision == y.precision && x.scale == y.scale && x.name == y.name && same_names(a.names(x.values), b.names(y.values));
}

/// A column of the primary key is NOT NULL, whether it says so or not.
constexpr bool can_be_null(const op::table_view& table, const op::column& column) {
    if (!column.nullable) return false;
    const op::constraint* const key = table.primary_key();
    if (key == nullptr) return true;
    for (const name& each : table.names(key->columns))
        if (each == column.name) return false;
    return true;
}

/// Types that one C++ type stands for: texts of any length, times with and without a zone; integers go by their width.
constexpr bool same_member_type(const op::data_type& a, const op::data_type& b) {
    const bool integers = family_of(a) == type_family::whole_number && family_of(b) == type_family::whole_number;
    return integers ? a.kind == b.kind : same_family(a, b) || family_of(a) == type_family::any;
}

/// In what two columns of one name differ; `y` is what is wanted.
constexpr op::change changes_between(const op::table_view& a, const op::column& x, const op::table_view& b, const op::column& y) {
    op::change found = op::change::none;
    if (can_be_null(a, x) != can_be_null(b, y)) found = found | op::change::nullability;
    if (y.inferred) return same_member_type(x.type, y.type) ? found : found | op::change::type;
    if (!same_type(a, x.type, b, y.type) || x.collation != y.collation || x.generated != y.generated || !syntax::same_sql(x.expression, y.expression) || x.autoincrement != y.autoincrement)
        found = found | op::change::type;
    if (!(x.default_value == y.default_value)) found = found | op::change::default_value;
    if (!(x.identity == y.identity)) found = found | op::change::identity;
    if (x.comment != y.comment) found = found | op::change::comment;
    return found;
}

/// Whether two columns are written alike, as most are that are compared. One expression, which calls nothing where there are
/// no texts: it is asked of every column of a table that a revision changes.
constexpr bool written_alike(const op::column& x, const op::column& y) {
    return x.name.hash == y.name.hash && x.nullable == y.nullable && x.type.kind == y.type.kind && x.type.precision == y.type.precision &&
           x.type.scale == y.type.scale && x.type.values.count == 0 && y.type.values.count == 0 && x.default_value.kind == y.default_value.kind &&
           x.default_value.integer == y.default_value.integer && x.default_value.kind != op::value_kind::real && x.autoincrement == y.autoincrement &&
           x.generated == y.generated && x.inferred == y.inferred && x.identity.kind == op::identity_kind::none && y.identity.kind == op::identity_kind::none &&
           x.default_value.text.size == y.default_value.text.size && x.type.name.size == y.type.name.size && x.comment.size == y.comment.size &&
           x.expression.size == y.expression.size && x.collation.size == y.collation.size && x.name == y.name &&
           (x.default_value.text.size == 0 || x.default_value.text == y.default_value.text) && (x.type.name.size == 0 || x.type.name == y.type.name) &&
           (x.comment.size == 0 || x.comment == y.comment) && (x.expression.size == 0 || x.expression == y.expression) &&
           (x.collation.size == 0 || x.collation == y.collation);
}

/// The same constraint, but for its name.
constexpr bool same_constraint(const op::table_view& a, const op::constraint& x, const op::table_view& b, const op::constraint& y) {
    if (x.kind != y.kind) return false;
    if (x.kind == op::constraint_kind::check) return syntax::same_sql(x.expression, y.expression);
    if (!same_names(a.names(x.columns), b.names(y.columns))) return false;
    return x.kind != op::constraint_kind::foreign_key ||
           (x.target == y.target && same_names(a.names(x.target_columns), b.names(y.target_columns)) && x.on_delete == y.on_delete && x.on_update == y.on_update &&
            x.deferrable == y.deferrable && x.initially_deferred == y.initially_deferred && x.match == y.match);
}

/// The same index, but for its name and its table.
constexpr bool same_index(const op::operations& a, const op::index& x, const op::operations& b, const op::index& y) {
    if (x.unique != y.unique || x.parts.count != y.parts.count || x.include.count != y.include.count || !syntax::same_sql(x.where, y.where) || x.method != y.method) return false;
    for (std::uint32_t i = 0; i < x.parts.count; ++i) {
        const op::index_part &one = a.parts[x.parts.first + i], &other = b.parts[y.parts.first + i];
        if (!(one.column == other.column) || one.descending != other.descending || !syntax::same_sql(one.expression, other.expression)) return false;
    }
    return x.include.count == 0 || same_names(x.include.of(a.names), y.include.of(b.names));
}
constexpr bool same_index(const index_entry& a, const index_entry& b) { return same_index(a.arrays(), a.get(), b.arrays(), b.get()); }

/// Whether two tables are the same, written alike: most that are the same are, and the compiler sees it at a fraction of the
/// price of looking for each part in the other.
constexpr bool written_alike(const op::table_view& is, const op::table_view& wanted) {
    const op::list_view<op::column> a = is.columns(), b = wanted.columns();
    const op::list_view<op::constraint> x = is.constraints(), y = wanted.constraints();
    if (a.count != b.count || x.count != y.count) return false;
    for (std::uint32_t i = 0; i < x.count; ++i)
        if (x.first[i].kind != y.first[i].kind || !(x.first[i].name == y.first[i].name) || !same_constraint(is, x.first[i], wanted, y.first[i]))
            return false;  // a convention names them alike
    for (std::uint32_t i = 0; i < a.count; ++i)  // and the same columns are in the primary key
        if (!written_alike(a.first[i], b.first[i]) &&
            (!(a.first[i].name == b.first[i].name) || changes_between(is, a.first[i], wanted, b.first[i]) != op::change::none)) return false;
    return true;
}

}  // namespace aludel::inline v0_1::detail
