// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/types.hpp>
#include <aludel/dialect/sqlite/value.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// What of its table a column's definition depends on.
struct column_place {
    bool in_strict = false;
    bool rowid_key = false;              ///< it is the rowid, so that its type is INTEGER
    const op::constraint* key = nullptr;  ///< the primary key, where the column spells it
    std::string_view autoincrement = "AUTOINCREMENT"sv;
};

constexpr column_place place_of(const op::table_view& table, const op::column& column) {
    const bool is_key = rowid_key(table) == &column;
    return {table.options().strict, is_key, is_key && column.autoincrement ? table.primary_key() : nullptr, "AUTOINCREMENT"sv};
}

/// CONSTRAINT "name", where it has one.
constexpr void put_constraint_name(sql_text& to, const op::constraint& constraint) {
    if (constraint.name.empty()) return;
    to.put("CONSTRAINT ");
    dialect::put_identifier(to, constraint.name);
    to.put(" ");
}

/// A column's definition: name, type, and the options that are its own.
constexpr void put_column(sql_text& to, const op::operations& pools, const op::column& column, const column_place& place) {
    dialect::put_identifier(to, column.name);
    to.put(" ");
    if (place.rowid_key) to.put("INTEGER");
    else put_type(to, pools, column.type, place.in_strict);
    if (place.key != nullptr) {
        to.put(" ");
        put_constraint_name(to, *place.key);
        to.put("PRIMARY KEY ").put(place.autoincrement);
        return;
    }
    if (!column.collation.empty()) to.put(" COLLATE "), dialect::put_identifier(to, column.collation);
    if (column.default_value.given()) to.put(" DEFAULT "), put_default(to, column.default_value);
    if (!column.nullable) to.put(" NOT NULL");
    if (column.generated != op::generated_kind::none)
        to.put(" GENERATED ALWAYS AS (").put(column.expression).put(column.generated == op::generated_kind::stored ? ") STORED" : ")");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
