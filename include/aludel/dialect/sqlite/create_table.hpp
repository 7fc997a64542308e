// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/constraint.hpp>

namespace aludel::inline v0_1::sqlite_dialect {

/// Prefix of the new table's name during a rebuild, until it replaces the old table.
inline constexpr std::string_view rebuilt_prefix = "_aludel_new_"sv;

/// The schema of a table; `main` by default, since without a schema a temporary table of the same name would be used.
constexpr std::string_view schema_of(const op::table_view& table) {
    return table.create->schema.empty() ? "main"sv : table.create->schema.text();
}

/// Appends the table's name, with a prefix if given, qualified by its own schema or the given one.
constexpr void put_table_name(sql_text& sql, const op::table_view& table, std::string_view prefix = {},
                              std::string_view schema = {}) {
    if (schema.empty()) schema = table.create->schema;
    if (!schema.empty()) dialect::put_identifier(sql, schema), sql.put(".");
    if (prefix.empty()) return dialect::put_identifier(sql, table.name);
    sql.put("\"").put(prefix);
    dialect::put_doubled(sql, table.name, '"');
    sql.put("\"");
}

/// Appends CREATE TABLE, one line per column and constraint. SQLite does not store comments of tables.
constexpr void put_create_table(sql_text& sql, const op::table_view& table, std::string_view prefix = {},
                                std::string_view schema = {}, std::string_view autoincrement = "AUTOINCREMENT"sv) {
    const op::operations_view& arrays = *table.arrays;
    sql.put(table.create->if_not_exists && prefix.empty() ? "CREATE TABLE IF NOT EXISTS " : "CREATE TABLE ");
    put_table_name(sql, table, prefix, schema);

    const op::column* const key_column = rowid_key(table);
    const op::constraint* const key = table.primary_key();
    const bool key_is_inline = key_column != nullptr && key_column->autoincrement;
    const op::table_options& options = table.options();
    const char* before = " (\n    ";
    for (const op::column& column : table.columns()) {
        const bool is_key = &column == key_column;
        sql.put(before);
        put_column(sql, arrays, column,
                   {options.strict, is_key, is_key && key_is_inline ? key : nullptr, autoincrement});
        before = ",\n    ";
    }
    if (key != nullptr && !key_is_inline) sql.put(before), put_constraint(sql, arrays, *key);
    for (const op::constraint& constraint : table.constraints())
        if (constraint.kind != op::constraint_kind::primary_key)
            sql.put(before), put_constraint(sql, arrays, constraint);
    sql.put("\n)");
    if (options.strict) sql.put(" STRICT");
    if (options.without_rowid) sql.put(options.strict ? ", WITHOUT ROWID" : " WITHOUT ROWID");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
