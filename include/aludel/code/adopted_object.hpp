// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/io/connection.hpp>
#include <aludel/operation/operation.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::code {

/// An object of a database that is adopted.
struct adopted_object {
    std::string kind;
    aludel::name name;
    const op::operation* word = nullptr;  ///< null: there is none
    std::string sql{};                    ///< what is written instead of the word; empty: the word
    bool declared = false;                ///< the word says what the SQL does
    std::string why{};                    ///< why it is in SQL
    aludel::name table{};                 ///< of a trigger
    std::string_view schema{};            ///< empty: that of the connection
    std::size_t place = 0;                ///< in the order of the stored statements
};

inline bool is_relation(const adopted_object& each) {
    return each.kind == "table" || each.kind == "view" || each.kind == "partition";
}
inline bool is_in_sql(const adopted_object& each) { return !each.sql.empty(); }

/// The schema of what a stored statement creates.
inline std::string_view schema_in(const row_values& row) {
    return row.size() > 5 && row[5] ? std::string_view(*row[5]) : std::string_view();
}
/// Whether a stored statement creates an object.
inline bool is_own(const row_values& row, const adopted_object& created) {
    if (*row[2] != created.name.text() || !created.kind.ends_with(*row[1]) || schema_in(row) != created.schema)
        return false;
    return created.table.empty() || *row[3] == created.table.text();
}

/// A name, with its schema where that is not the connection's.
inline std::string shown_name(std::string_view schema, std::string_view called) {
    return (schema.empty() ? std::string() : std::string(schema) + ".").append(called);
}

}  // namespace aludel::inline v0_1::code
