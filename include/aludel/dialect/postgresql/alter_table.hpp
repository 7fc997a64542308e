// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/create_table.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// Appends ALTER TABLE ... ALTER COLUMN and the column's name.
constexpr sql_text& put_alter_column(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    sql_text& sql = dialect::put_alter_table(add_statement(statements, number).sql, operation);
    dialect::put_identifier(sql.put(" ALTER COLUMN "), operation.object);
    return sql;
}

/// Appends RENAME of a column.
constexpr void put_rename_column(statement_list& statements, std::uint32_t number, const op::operation& operation) {
    sql_text& sql = dialect::put_alter_table(add_statement(statements, number).sql, operation);
    dialect::put_identifier(sql.put(" RENAME "), operation.object);
    dialect::put_identifier(sql.put(" TO "), operation.to);
}

/// Appends UPDATE ... SET c = (fill), for all rows or for those where c is NULL. If it would fire a trigger, the
/// table's triggers are off meanwhile: a fill fires none, on no database.
constexpr void put_fill(statement_list& statements, std::uint32_t number, const op::operation& operation,
                        std::string_view fill, bool only_null, bool fires_triggers) {
    const auto put_triggers = [&](std::string_view state) {
        if (fires_triggers)
            dialect::put_alter_table(add_statement(statements, number).sql, operation).put(state).put(" TRIGGER USER");
    };
    put_triggers(" DISABLE");
    sql_text& sql = add_statement(statements, number).sql;
    dialect::put_identifier(sql.put("UPDATE "), operation.schema, operation.table);
    dialect::put_identifier(sql.put(" SET "), operation.object);
    sql.put(" = (").put(fill).put(")");
    if (only_null) dialect::put_identifier(sql.put(" WHERE "), operation.object), sql.put(" IS NULL");
    put_triggers(" ENABLE");
}

/// Appends ADD COLUMN. With a `fill`, the column is added without NOT NULL, filled, and then set NOT NULL.
constexpr void put_add_column(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, bool fires_triggers) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const bool fills = !column.fill.empty();
    sql_text& sql = dialect::put_alter_table(add_statement(statements, number).sql, operation);
    put_column(sql.put(" ADD COLUMN "), arrays, column, false, fills ? column_form::nullable : column_form::whole);
    for (const op::constraint& each : operation.constraints.of(arrays.constraints)) {
        sql.put(" ");
        if (each.kind == op::constraint_kind::foreign_key)
            dialect::put_constraint_name(sql, each), put_references(sql, arrays, each);
        else put_constraint(sql, arrays, each);
    }
    if (fills) {
        put_fill(statements, number, operation, column.fill, false, fires_triggers);
        if (!column.nullable) put_alter_column(statements, number, operation).put(" SET NOT NULL");
    }
    put_create_indexes(statements, number, arrays, operation.indexes, operation.schema, operation.table);
    if (!column.comment.empty()) put_column_comment(statements, number, operation, operation.object, column.comment);
}

/// Appends ALTER COLUMN ... TYPE, which is the only way to another collation, too. A default of another family of types
/// is dropped before and set again behind it, because PostgreSQL would have to convert it. `before` is the table with
/// the old column; it may be unknown.
constexpr void put_type_change(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                               const op::operation& operation, const op::table_view& before, bool sets_default) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const op::column* const old_column = before ? before.find_column(operation.object) : nullptr;
    const bool keeps_type = old_column != nullptr && !op::has(operation.changes, op::change::type);
    const bool converts = old_column != nullptr && !keeps_type && needs_using(old_column->type, column.type);
    const bool keeps_default = converts && old_column->default_value.given();
    if (keeps_default) put_alter_column(statements, number, operation).put(" DROP DEFAULT");
    sql_text& sql = put_alter_column(statements, number, operation);
    if (keeps_type) put_type(sql.put(" TYPE "), *before.arrays, old_column->type);
    else put_type(sql.put(" TYPE "), arrays, column.type);
    // Without it, the new type has its own.
    const bool keeps_collation = old_column != nullptr && !op::has(operation.changes, op::change::collation) &&
        family_of(column.type.kind) == type_family::text;
    const std::string_view collation = keeps_collation ? old_column->collation : column.collation;
    if (!collation.empty()) dialect::put_identifier(sql.put(" COLLATE "), collation);
    if (!operation.text.empty()) {
        sql.put(" USING ").put(operation.text);
    } else if (converts) {
        dialect::put_identifier(sql.put(" USING "), operation.object);
        put_type(sql.put("::"), arrays, column.type);
    }
    if (keeps_default && !sets_default)
        put_default(put_alter_column(statements, number, operation).put(" SET DEFAULT "), old_column->default_value);
}

/// Appends the statements of an `alter_column`, the new name last.
constexpr void put_alteration(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, const op::table_view& before, bool fires_triggers) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const op::column* const old_column = before ? before.find_column(operation.object) : nullptr;
    const auto changes = [&](op::change one) { return op::has(operation.changes, one); };
    if (changes(op::change::type | op::change::collation))
        put_type_change(statements, number, arrays, operation, before, changes(op::change::default_value));
    if (!column.fill.empty()) put_fill(statements, number, operation, column.fill, true, fires_triggers);
    if (changes(op::change::default_value)) {
        sql_text& sql = put_alter_column(statements, number, operation);
        if (column.default_value.given()) put_default(sql.put(" SET DEFAULT "), column.default_value);
        else sql.put(" DROP DEFAULT");
    }
    if (changes(op::change::nullability))
        put_alter_column(statements, number, operation).put(column.nullable ? " DROP NOT NULL" : " SET NOT NULL");
    if (changes(op::change::identity)) {
        sql_text& sql = put_alter_column(statements, number, operation);
        const bool was_identity = old_column != nullptr && old_column->identity.kind != op::identity_kind::none;
        if (column.identity.kind == op::identity_kind::none) sql.put(" DROP IDENTITY");
        else if (was_identity) put_changed_identity(sql, column.identity);
        else put_identity(sql.put(" ADD "), column.identity);
    }
    if (changes(op::change::comment))
        put_column_comment(statements, number, operation, operation.object, column.comment);
    if (changes(op::change::name)) put_rename_column(statements, number, operation);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
