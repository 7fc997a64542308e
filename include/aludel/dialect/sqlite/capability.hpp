// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/types.hpp>
#include <aludel/dialect/sqlite/value.hpp>
#include <aludel/operation/dialect.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>  // uint64_t

namespace aludel::inline v0_1::sqlite_dialect {

/// The first version with ALTER COLUMN SET and DROP NOT NULL, ADD CHECK and DROP CONSTRAINT (releaselog/3_53_0.html).
inline constexpr int alters_constraints = sqlite.since(3, 53).version;
/// The first version whose DROP CONSTRAINT finds a quoted name (measured: 3.53.0 does not, 3.53.2 does).
inline constexpr int drops_constraints = sqlite.since(3, 53, 2).version;

/// Whether ADD COLUMN works on a table that has rows (lang_altertable.html, section 4; measured on 3.40.1). An empty
/// table accepts more, which is why tests on empty databases pass and the migration fails in production.
constexpr bool can_add_column(const op::operations_view& arrays, const op::operation& operation) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    if (column.generated == op::generated_kind::stored || column.autoincrement || !is_constant(column.default_value))
        return false;
    const bool generated = column.generated != op::generated_kind::none;
    if (!column.nullable && !generated && is_null(column.default_value)) return false;
    for (const op::constraint& each : operation.constraints.of(arrays.constraints)) {
        switch (each.kind) {
            case op::constraint_kind::primary_key:
            case op::constraint_kind::unique:
            case op::constraint_kind::exclusion: return false;
            // Enforced foreign keys do not allow a default; only the connection knows whether they are enforced.
            case op::constraint_kind::foreign_key:
                if (!is_null(column.default_value)) return false;
                break;
            // Checks apply to existing rows when the column is added, before it is filled.
            case op::constraint_kind::check:
                if (!column.fill.empty()) return false;
                break;
        }
    }
    return true;
}

/// Whether an index uses the column, or might.
constexpr bool uses(const op::table_view& table, const op::index& index, const name& column) {
    for (const op::index_part& part : table.parts(index))
        if (part.column == column || syntax::uses_column(part.expression, column)) return true;
    return syntax::uses_column(index.where, column);
}

/// Whether DROP COLUMN works: SQLite refuses a column that anything in its table uses (lang_altertable.html, section
/// 5). A foreign key or check in the column's own definition is dropped with it, but it is not known whether it was
/// defined there.
constexpr bool can_drop_column(const op::table_view& before, const name& column) {
    for (const op::constraint& each : before.constraints()) {
        for (const name& used : before.names(each.columns))
            if (used == column) return false;
        if (syntax::uses_column(each.expression, column)) return false;
    }
    for (const op::index& each : before.indexes())
        if (uses(before, each, column)) return false;
    for (const op::column& each : before.columns())
        if (each.name != column && syntax::uses_column(each.expression, column)) return false;
    return true;
}

/// Whether two columns have the same type, including the values of enumerations.
constexpr bool same_type(const op::table_view& a, const op::data_type& of_a, const op::table_view& b,
                         const op::data_type& of_b) {
    if (a.options().strict && b.options().strict) return strict_type_word(of_a) == strict_type_word(of_b);
    const auto length = [](const op::table_view& table, const op::data_type& type) {
        return type.kind == op::type_kind::enumeration ? dialect::longest(table.names(type.values))
                                                       : static_cast<std::uint64_t>(type.precision);
    };
    return type_word(of_a) == type_word(of_b) && length(a, of_a) == length(b, of_b) && of_a.scale == of_b.scale;
}

/// Whether ALTER COLUMN works. SQLite stores a table as text: a change without effect on the text (a comment, an
/// identity) needs no statement, a new name is RENAME COLUMN, and of the rest only NOT NULL can be altered, since 3.53.
constexpr bool can_alter_column(const op::operation& operation, const op::table_view& before,
                                const op::table_view& after, op::dialect target) {
    const op::column* const old = before.find_column(operation.object);
    const op::column* const now =
        after.find_column(op::has(operation.changes, op::change::name) ? operation.to : operation.object);
    if (old == nullptr || now == nullptr) return false;
    if (!operation.text.empty() || old->generated != now->generated || !same_type(before, old->type, after, now->type))
        return false;
    if ((rowid_key(before) == old) != (rowid_key(after) == now)) return false;
    if (!(old->default_value == now->default_value) || old->collation != now->collation) return false;
    return old->nullable == now->nullable || target.version >= alters_constraints;
}

/// Whether SQLite has a statement for an operation, on a table with rows and at the oldest supported version. If not,
/// the table is rebuilt.
constexpr bool native_alter(const op::operations_view& arrays, const op::operation& operation,
                            const op::table_view& before, const op::table_view& after, op::dialect target) {
    switch (operation.kind) {
        case op::operation_kind::add_column: return can_add_column(arrays, operation);
        case op::operation_kind::drop_column: return can_drop_column(before, operation.object);
        case op::operation_kind::alter_column: return can_alter_column(operation, before, after, target);
        case op::operation_kind::add_constraint: {
            const op::constraint& added = operation.constraints.of(arrays.constraints)[0];
            return added.kind == op::constraint_kind::check && target.version >= alters_constraints;
        }
        case op::operation_kind::drop_constraint: {
            const op::constraint* const dropped = before.find_constraint(operation.object);
            return dropped != nullptr && dropped->kind == op::constraint_kind::check &&
                target.version >= drops_constraints;
        }
        default: return true;
    }
}

}  // namespace aludel::inline v0_1::sqlite_dialect
