// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/create_table.hpp>
#include <aludel/dialect/postgresql/enumeration.hpp>
#include <aludel/schema/enumerations.hpp>

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
    dialect::put_fill(add_statement(statements, number).sql, operation, fill, only_null);
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
        else if (each.kind != op::constraint_kind::check)
            dialect::put_constraint_name(sql, each),
                sql.put(each.kind == op::constraint_kind::unique ? "UNIQUE" : "PRIMARY KEY");
        else put_constraint(sql, arrays, each);
    }
    if (fills) {
        put_fill(statements, number, operation, column.fill, false, fires_triggers);
        if (!column.nullable) put_alter_column(statements, number, operation).put(" SET NOT NULL");
    }
    put_create_indexes(statements, number, arrays, operation.indexes, operation.schema, operation.table);
    if (!column.comment.empty()) put_column_comment(statements, number, operation, operation.object, column.comment);
}

/// Whether a column keeps its enumeration, and that gets other values.
constexpr bool changes_values(const op::operations_view& arrays, const op::column& column,
                              const op::table_view& old_table, const op::column* old_column) {
    if (old_column == nullptr || old_column->type.kind != column.type.kind ||
        !(old_column->type.name == column.type.name))
        return false;
    if (column.type.kind != op::type_kind::enumeration && column.type.kind != op::type_kind::array) return false;
    const op::list_view<name> before = old_table.names(old_column->type.values),
                              after = column.type.values.of(arrays.names);
    if (before.count != after.count) return true;
    for (std::uint32_t i = 0; i < before.count; ++i)
        if (!(before[i] == after[i])) return true;
    return false;
}

/// Appends ALTER COLUMN ... TYPE, which is the only way to another collation, too. A default of another family of types
/// is dropped before and set again behind it, because PostgreSQL would have to convert it. `old_table` is the table
/// with the old column; it may be unknown.
constexpr void put_type_change(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                               const op::operation& operation, const op::table_view& old_table,
                               const op::column* old_column, bool sets_default) {
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const bool keeps_type = old_column != nullptr && !op::has(operation.changes, op::change::type);
    if (!keeps_type && changes_values(arrays, column, old_table, old_column)) {
        rename_type_away(statements, number, column.type.schema, column.type.name);
        put_create_enum(add_statement(statements, number).sql, arrays, column.type);
        op::column converted = column;
        if (!sets_default) converted.default_value = old_column->default_value;
        put_converted(statements, number, arrays, operation, converted);
        return drop_type_away(statements, number, column.type.schema);
    }
    const bool converts = old_column != nullptr && !keeps_type && needs_using(old_column->type, column.type);
    // The default of an enumeration is of its type, which may be dropped.
    const bool was_enum = old_column != nullptr && !keeps_type && detail::is_enumeration(old_column->type) &&
        !(detail::is_enumeration(column.type) && old_column->type.name == column.type.name);
    const bool keeps_default = (converts || was_enum) && old_column->default_value.given();
    if (keeps_default) put_alter_column(statements, number, operation).put(" DROP DEFAULT");
    sql_text& sql = put_alter_column(statements, number, operation);
    if (keeps_type) put_type(sql.put(" TYPE "), *old_table.arrays, old_column->type);
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
        // An enumeration is converted to and from nothing but a text.
        const type_family old_family = family_of(old_column->type.kind);
        const bool by_text = was_enum || old_family == type_family::enumeration ||
            (family_of(column.type.kind) == type_family::enumeration && old_family != type_family::text);
        const bool is_array = old_column->type.kind == op::type_kind::array;
        put_type(sql.put(!by_text ? "::" : is_array ? "::TEXT[]::" : "::TEXT::"), arrays, column.type);
    }
    if (keeps_default && !sets_default)
        put_default(put_alter_column(statements, number, operation).put(" SET DEFAULT "), old_column->default_value);
}

/// Appends the statements of an `alter_column`, the new name last.
constexpr void put_alteration(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                              const op::operation& operation, const op::table_view& old_table, bool fires_triggers) {
    const op::column* const old_column = old_table ? old_table.find_column(operation.object) : nullptr;
    const op::column& column = operation.columns.of(arrays.columns)[0];
    const auto changes = [&](op::change one) { return op::has(operation.changes, one); };
    if (changes(op::change::type | op::change::collation))
        put_type_change(statements, number, arrays, operation, old_table, old_column,
                        changes(op::change::default_value));
    if (changes(op::change::generated)) put_alter_column(statements, number, operation).put(" DROP EXPRESSION");
    if (!column.fill.empty()) put_fill(statements, number, operation, column.fill, true, fires_triggers);
    // An identity must be NOT NULL, and have no default.
    const bool is_identity = column.identity.kind != op::identity_kind::none;
    if (changes(op::change::identity) && !is_identity)
        put_alter_column(statements, number, operation).put(" DROP IDENTITY");
    if (changes(op::change::nullability))
        put_alter_column(statements, number, operation).put(column.nullable ? " DROP NOT NULL" : " SET NOT NULL");
    if (changes(op::change::default_value)) {
        sql_text& sql = put_alter_column(statements, number, operation);
        if (column.default_value.given()) put_default(sql.put(" SET DEFAULT "), column.default_value);
        else sql.put(" DROP DEFAULT");
    }
    if (changes(op::change::identity) && is_identity) {
        sql_text& sql = put_alter_column(statements, number, operation);
        if (old_column != nullptr && old_column->identity.kind != op::identity_kind::none)
            put_changed_identity(sql, old_column->identity, column.identity);
        else put_identity(sql.put(" ADD "), column.identity);
    }
    if (changes(op::change::comment))
        put_column_comment(statements, number, operation, operation.object, column.comment);
    if (changes(op::change::name)) put_rename_column(statements, number, operation);
}

}  // namespace aludel::inline v0_1::postgresql_dialect
