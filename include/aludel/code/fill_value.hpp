// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/schema/fills.hpp>

#include <string>       // string, to_string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::code {

/// A text as a string of SQL.
inline std::string sql_string(std::string_view what) {
    std::string result = "'";
    for (const char each : what) result += each == '\'' ? std::string("''") : std::string(1, each);
    return result + "'";
}

/// A value of a type, as SQL, where nothing tells which one is right: zero, the empty text, the first value of an
/// enumeration.
inline std::string neutral_value(const op::operations& arrays, const op::data_type& type) {
    using kind = op::type_kind;
    switch (type.kind) {
        case kind::boolean:
        case kind::smallint:
        case kind::integer:
        case kind::bigint:
        case kind::real:
        case kind::double_precision:
        case kind::numeric: return "0";
        case kind::varchar:
        case kind::character:
        case kind::text: return "''";
        case kind::binary: return "x''";
        case kind::date: return "'1970-01-01'";
        case kind::time: return "'00:00:00'";
        case kind::timestamp:
        case kind::timestamptz: return "'1970-01-01 00:00:00'";
        case kind::interval: return "'0'";
        case kind::array: return "'{}'";
        case kind::citext: return "''";
        case kind::jsonb:
        case kind::json: return "'{}'";
        case kind::uuid: return "'00000000-0000-0000-0000-000000000000'";
        case kind::enumeration: return sql_string(arrays.names[type.values.first]);
        case kind::native: break;
    }
    std::string word;
    for (const char each : type.name.text()) word += each >= 'a' && each <= 'z' ? static_cast<char>(each - 32) : each;
    for (const std::string_view part : {"INT", "REAL", "FLOA", "DOUB", "DEC", "NUM", "BOOL"})
        if (word.find(part) != word.npos) return "0";
    return word.find("BLOB") != word.npos ? "x''" : "''";
}

/// The value that rows get in a column which becomes NOT NULL: its default, or else a neutral one.
inline std::string fill_value(const op::operations& arrays, const op::column& column) {
    using kind = op::value_kind;
    switch (column.default_value.kind) {
        case kind::boolean:
        case kind::integer: return std::to_string(column.default_value.integer);
        case kind::real: return std::to_string(column.default_value.real);
        case kind::text: return sql_string(column.default_value.text);
        case kind::current_timestamp: return "CURRENT_TIMESTAMP";
        case kind::expression: return std::string(column.default_value.text);
        case kind::none:
        case kind::null:
        case kind::out_of_range: break;
    }
    return neutral_value(arrays, column.type);
}

/// Gives a fill expression to each column that becomes NOT NULL and for which rows that exist would have no value.
/// Returns for each operation whether it has got one.
inline std::vector<bool> fill_columns(op::operations& changed, detail::text_arena& arena) {
    std::vector<bool> filled(changed.list.size());
    for (std::size_t i = 0; i < changed.list.size(); ++i) {
        const op::operation& each = changed.list[i];
        const bool adds = each.kind == op::operation_kind::add_column,
                   alters =
                       each.kind == op::operation_kind::alter_column && op::has(each.changes, op::change::nullability);
        if (!adds && !alters) continue;
        op::column& column = changed.columns[each.columns.first];
        if (column.nullable || !column.fill.empty() || column.generated != op::generated_kind::none) continue;
        if (adds && detail::can_be_filled(column)) continue;
        column.fill = arena.keep({fill_value(changed, column)});
        filled[i] = true;
    }
    return filled;
}

}  // namespace aludel::inline v0_1::code
