// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/table_view.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/entries.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint32_t

// Comparisons of columns, constraints, indexes and tables.

namespace aludel::inline v0_1::detail {

/// Whether two types are the same, with their parameters; `x` belongs to table `a`, `y` to table `b`.
constexpr bool same_type(const op::table_view& a, const op::data_type& x, const op::table_view& b,
                         const op::data_type& y) {
    return x.kind == y.kind && x.element == y.element && x.precision == y.precision && x.scale == y.scale &&
        x.name == y.name && same_names(a.names(x.values), b.names(y.values));
}

/// Whether a column can hold NULL. Columns of the primary key cannot, even where NOT NULL is not written.
constexpr bool can_be_null(const op::table_view& table, const op::column& column) {
    if (!column.nullable) return false;
    const op::constraint* const key = table.primary_key();
    if (key == nullptr) return true;
    for (const name& each : table.names(key->columns))
        if (each == column.name) return false;
    return true;
}

/// Whether two types can be those of one C++ type, for models whose types are inferred from C++: texts of any length
/// are the same, times with and without zone too; integers must have the same width.
constexpr bool same_member_type(const op::data_type& a, const op::data_type& b) {
    const bool integers = family_of(a) == type_family::whole_number && family_of(b) == type_family::whole_number;
    return integers ? a.kind == b.kind : same_family(a, b) || family_of(a) == type_family::any;
}

/// What differs between two columns of one name; `y` is the wanted one.
constexpr op::change changes_between(const op::table_view& a, const op::column& x, const op::table_view& b,
                                     const op::column& y) {
    op::change found = op::change::none;
    if (can_be_null(a, x) != can_be_null(b, y)) found = found | op::change::nullability;
    if (y.inferred) return same_member_type(x.type, y.type) ? found : found | op::change::type;
    if (!same_type(a, x.type, b, y.type) || x.generated != y.generated ||
        !syntax::same_sql(x.expression, y.expression, &a) || x.autoincrement != y.autoincrement)
        found = found | op::change::type;
    if (!(x.default_value == y.default_value)) found = found | op::change::default_value;
    if (!(x.identity == y.identity)) found = found | op::change::identity;
    if (x.comment != y.comment) found = found | op::change::comment;
    if (x.collation != y.collation) found = found | op::change::collation;
    return found;
}

/// Whether two columns are equal member by member, as most are that are compared. False may also mean a difference that
/// does not matter, such as quotes in an expression: then `changes_between` decides. One expression that calls nothing
/// where texts are empty, because it is evaluated for every column of a table that a revision changes.
constexpr bool textually_equal(const op::column& x, const op::column& y) {
    return x.name.hash == y.name.hash && x.nullable == y.nullable && x.type.kind == y.type.kind &&
        x.type.element == y.type.element && x.type.precision == y.type.precision && x.type.scale == y.type.scale &&
        x.type.values.count == 0 && y.type.values.count == 0 && x.default_value.kind == y.default_value.kind &&
        x.default_value.integer == y.default_value.integer && x.default_value.kind != op::value_kind::real &&
        x.autoincrement == y.autoincrement && x.generated == y.generated && x.inferred == y.inferred &&
        x.identity.kind == op::identity_kind::none && y.identity.kind == op::identity_kind::none &&
        x.default_value.text.size == y.default_value.text.size && x.type.name.size == y.type.name.size &&
        x.comment.size == y.comment.size && x.expression.size == y.expression.size &&
        x.collation.size == y.collation.size && x.name == y.name &&
        (x.default_value.text.size == 0 || x.default_value.text == y.default_value.text) &&
        (x.type.name.size == 0 || x.type.name == y.type.name) && (x.comment.size == 0 || x.comment == y.comment) &&
        (x.expression.size == 0 || x.expression == y.expression) &&
        (x.collation.size == 0 || x.collation == y.collation);
}

/// Whether two constraints are the same apart from their names.
constexpr bool same_constraint(const op::table_view& a, const op::constraint& x, const op::table_view& b,
                               const op::constraint& y) {
    if (x.kind != y.kind || x.deferrable != y.deferrable || x.initially_deferred != y.initially_deferred ||
        x.not_valid != y.not_valid || x.nulls_not_distinct != y.nulls_not_distinct)
        return false;
    if (x.kind == op::constraint_kind::check) return syntax::same_sql(x.expression, y.expression, &a);
    if (x.kind == op::constraint_kind::exclusion)
        return x.match == y.match && syntax::same_sql(x.expression, y.expression, &a) &&
            syntax::same_sql(x.where, y.where, &a);
    if (!same_names(a.names(x.columns), b.names(y.columns))) return false;
    return x.kind != op::constraint_kind::foreign_key ||
        (x.target == y.target && x.schema_hash == y.schema_hash &&
         same_names(a.names(x.target_columns), b.names(y.target_columns)) && x.on_delete == y.on_delete &&
         x.on_update == y.on_update && x.match == y.match);
}

/// Whether two tables have the same options and are in the same schema.
constexpr bool same_options(const op::table_view& a, const op::table_view& b) {
    if (a.create == b.create) return true;
    const op::table_options &x = a.options(), &y = b.options();
    // Calls nothing where texts are empty, because it is evaluated for every table that a revision changes.
    return x.strict == y.strict && x.without_rowid == y.without_rowid && x.comment.size == y.comment.size &&
        x.engine.size == y.engine.size && x.charset.size == y.charset.size &&
        a.create->schema.size == b.create->schema.size && (x.comment.size == 0 || x.comment == y.comment) &&
        (x.engine.size == 0 || x.engine == y.engine) && (x.charset.size == 0 || x.charset == y.charset) &&
        x.unlogged == y.unlogged && x.tablespace.size == y.tablespace.size && x.storage.size == y.storage.size &&
        x.partition_by.size == y.partition_by.size && (x.tablespace.size == 0 || x.tablespace == y.tablespace) &&
        (x.storage.size == 0 || x.storage == y.storage) &&
        (x.partition_by.size == 0 || x.partition_by == y.partition_by) &&
        (a.create->schema.size == 0 || a.create->schema == b.create->schema);
}

/// Whether two indexes are the same apart from their names and tables. `table`: that of both.
constexpr bool same_index(const op::operations_view& a, const op::index& x, const op::operations_view& b,
                          const op::index& y, const op::table_view& table) {
    if (x.unique != y.unique || x.parts.count != y.parts.count || x.include.count != y.include.count ||
        !syntax::same_sql(x.where, y.where, &table) || x.method != y.method ||
        x.nulls_not_distinct != y.nulls_not_distinct || x.storage != y.storage || x.tablespace != y.tablespace)
        return false;
    for (std::uint32_t i = 0; i < x.parts.count; ++i) {
        const op::index_part &one = a.parts[x.parts.first + i], &other = b.parts[y.parts.first + i];
        if (!(one.column == other.column) || one.descending != other.descending || one.nulls != other.nulls ||
            one.collation != other.collation || one.operators != other.operators || one.length != other.length ||
            !syntax::same_sql(one.expression, other.expression, &table))
            return false;
    }
    return x.include.count == 0 || same_names(x.include.of(a.names), y.include.of(b.names));
}
constexpr bool same_index(const index_entry& a, const index_entry& b, const op::table_view& table) {
    return same_index(*a.arrays, a.get(), *b.arrays, b.get(), table);
}

/// Whether two tables have the same constraints in the same order, with equal names or none: then the convention gives
/// both the same.
constexpr bool same_constraints(const op::table_view& is, const op::table_view& wanted) {
    const op::list_view<op::constraint> x = is.constraints(), y = wanted.constraints();
    if (x.count != y.count) return false;
    for (std::uint32_t i = 0; i < x.count; ++i)
        if (x.first[i].kind != y.first[i].kind || !(x.first[i].name == y.first[i].name) ||
            !same_constraint(is, x.first[i], wanted, y.first[i]))
            return false;
    return true;
}

/// Whether two tables are equal with columns and constraints in the same order. Most equal tables are, and this costs
/// the compiler much less than searching each part in the other table. False may also mean another order.
constexpr bool textually_equal(const op::table_view& is, const op::table_view& wanted) {
    const op::list_view<op::column> a = is.columns(), b = wanted.columns();
    if (a.count != b.count || !same_constraints(is, wanted)) return false;
    for (std::uint32_t i = 0; i < a.count; ++i)  // the primary keys are equal here, so nullability is comparable
        if (!textually_equal(a.first[i], b.first[i]) &&
            (!(a.first[i].name == b.first[i].name) ||
             changes_between(is, a.first[i], wanted, b.first[i]) != op::change::none))
            return false;
    return true;
}

}  // namespace aludel::inline v0_1::detail
