// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/operation/settings.hpp>
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

/// A truth value as SQL that all databases of a history accept.
inline std::string boolean_value(bool value, const op::settings& settings) {
    if (settings.every_checked(&op::dialect_traits::booleans_are_numbers)) return value ? "1" : "0";
    if (!settings.every_checked(&op::dialect_traits::has_true)) return value ? "'1'" : "'0'";
    return value ? "true" : "false";
}

/// A value of a type that only some databases have: by the words of its name.
inline std::string neutral_native_value(std::string_view name) {
    struct entry {
        std::string_view part, value;
    };
    // The first that fits: `POINT`, `INTERVAL` and `INT4RANGE` have INT in them.
    constexpr entry values[] = {
        {"[]", "'{}'"},
        {"MULTIRANGE", "'{}'"},
        {"RANGE", "'empty'"},
        {"INTERVAL", "'0'"},
        {"INET6", "'::'"},
        {"INET", "'0.0.0.0'"},
        {"CIDR", "'0.0.0.0/0'"},
        {"POINT", "'(0,0)'"},
        {"MACADDR8", "'0:0:0:0:0:0:0:0'"},
        {"MACADDR", "'0:0:0:0:0:0'"},
        {"BLOB", "x''"},
        {"BINARY", "''"},
        {"DATE", "'1970-01-01'"},
        {"TIMESTAMP", "'1970-01-02 00:00:00'"},
        {"TIME", "'00:00:00'"},
        {"YEAR", "'1970'"},
        {"BIT", "'0'"},
        {"INT", "0"},
        {"REAL", "0"},
        {"FLOA", "0"},
        {"DOUB", "0"},
        {"DEC", "0"},
        {"NUM", "0"},
        {"BOOL", "0"},
        {"MONEY", "'0'"},
        {"OID", "0"},
    };
    std::string word;
    for (const char each : name.substr(0, name.find('(')))
        word += each >= 'a' && each <= 'z' ? static_cast<char>(each - 32) : each;
    for (const entry& each : values)
        if (word.find(each.part) != word.npos) return std::string(each.value);
    return "''";
}

/// A value of a type, as SQL, where nothing tells which one is right: zero, the empty text, the first value of an
/// enumeration.
inline std::string neutral_value(const op::operations& arrays, const op::data_type& type,
                                 const op::settings& settings) {
    using kind = op::type_kind;
    switch (type.kind) {
        case kind::boolean: return boolean_value(false, settings);
        case kind::smallint:
        case kind::integer:
        case kind::bigint:
        case kind::real:
        case kind::double_precision:
        case kind::numeric: return "0";
        case kind::varchar:
        case kind::character:
        case kind::text: return "''";
        case kind::binary: return settings.every_checked(&op::dialect_traits::booleans_are_numbers) ? "x''" : "''";
        case kind::date: return "'1970-01-01'";
        case kind::time: return "'00:00:00'";
        case kind::timestamp: return "'1970-01-01 00:00:00'";
        case kind::timestamptz: return "'1970-01-02 00:00:00'";  // the first second is 1970-01-01 00:00:01 in some
        case kind::interval: return "'0'";
        case kind::array: return "'{}'";
        case kind::citext: return "''";
        case kind::jsonb:
        case kind::json: return "'{}'";
        case kind::uuid: return "'00000000-0000-0000-0000-000000000000'";
        case kind::enumeration: return sql_string(arrays.names[type.values.first]);
        case kind::native: break;
    }
    return neutral_native_value(type.name.text());
}

/// The value that rows get in a column which becomes NOT NULL: its default, or else a neutral one.
inline std::string fill_value(const op::operations& arrays, const op::column& column, const op::settings& settings) {
    using kind = op::value_kind;
    switch (column.default_value.kind) {
        case kind::boolean: return boolean_value(column.default_value.integer != 0, settings);
        case kind::integer: return std::to_string(column.default_value.integer);
        case kind::real: return std::to_string(column.default_value.real);
        case kind::text: return sql_string(column.default_value.text);
        case kind::current_timestamp: return "CURRENT_TIMESTAMP";
        case kind::expression: return std::string(column.default_value.text);
        case kind::none:
        case kind::null:
        case kind::out_of_range: break;
    }
    return neutral_value(arrays, column.type, settings);
}

/// Gives a fill expression to each column that becomes NOT NULL and for which rows that exist would have no value.
/// Returns for each operation whether it has got one.
inline std::vector<bool> fill_columns(op::operations& changed, const op::settings& settings,
                                      detail::text_arena& arena) {
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
        column.fill = arena.keep({fill_value(changed, column, settings)});
        filled[i] = true;
    }
    return filled;
}

}  // namespace aludel::inline v0_1::code
