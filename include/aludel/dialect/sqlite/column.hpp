// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/types.hpp>
#include <aludel/dialect/standard_sql.hpp>
#include <aludel/dialect/sqlite/value.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// What a column's definition takes from its table.
struct column_place {
    bool in_strict = false;
    bool rowid_key = false;               ///< the column is the rowid, so its type is INTEGER
    const op::constraint* key = nullptr;  ///< the primary key, if the column's definition contains it
    std::string_view autoincrement = "AUTOINCREMENT"sv;
};

/// The `column_place` of a table's column.
constexpr column_place place_of(const op::table_view& table, const op::column& column) {
    const bool is_key = rowid_key(table) == &column;
    return {table.options().strict, is_key, is_key && column.autoincrement ? table.primary_key() : nullptr,
            "AUTOINCREMENT"sv};
}

/// Appends a column definition: name, type and column constraints.
constexpr void put_column(sql_text& sql, const op::operations_view& arrays, const op::column& column,
                          const column_place& place) {
    dialect::put_identifier(sql, column.name);
    sql.put(" ");
    if (place.rowid_key) sql.put("INTEGER");
    else put_type(sql, arrays, column.type, place.in_strict);
    if (place.key != nullptr) {
        sql.put(" ");
        dialect::put_constraint_name(sql, *place.key);
        sql.put("PRIMARY KEY ").put(place.autoincrement);
    }
    if (!column.collation.empty()) sql.put(" COLLATE "), dialect::put_identifier(sql, column.collation);
    else if (column.type.kind == op::type_kind::citext) sql.put(" COLLATE NOCASE");
    if (column.default_value.given()) sql.put(" DEFAULT "), put_default(sql, column.default_value);
    if (place.key != nullptr) return;  // a rowid is never NULL
    if (!column.nullable) sql.put(" NOT NULL");
    if (column.generated != op::generated_kind::none)
        sql.put(" GENERATED ALWAYS AS (")
            .put(column.expression)
            .put(column.generated == op::generated_kind::stored ? ") STORED" : ")");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
