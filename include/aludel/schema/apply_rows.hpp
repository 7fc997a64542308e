// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_column.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Why a column cannot hold a value, as a clause; empty: it can. Expressions and native types are left to the database.
constexpr std::string_view misfit(const op::column& column, const op::value& value) {
    using type = op::type_kind;
    using kind = op::value_kind;
    const type of = column.type.kind;
    if (value.kind == kind::expression || of == type::native) return {};
    if (column.generated != op::generated_kind::none) return "it is generated";
    switch (value.kind) {
        case kind::null: return column.nullable ? std::string_view() : "it is NOT NULL";
        case kind::boolean: return of == type::boolean ? std::string_view() : "it is no boolean";
        case kind::integer: {
            if (of == type::boolean) return value.integer == 0 || value.integer == 1 ? std::string_view() : "a boolean is 0 or 1";
            if (of == type::smallint) return value.integer >= -32768 && value.integer <= 32767 ? std::string_view() : "the number is too large for it";
            if (of == type::integer) return value.integer >= -2147483648LL && value.integer <= 2147483647LL ? std::string_view() : "the number is too large for it";
            return of == type::bigint || of == type::real || of == type::double_precision || of == type::numeric ? std::string_view() : "it is no number";
        }
        case kind::real: return of == type::real || of == type::double_precision || of == type::numeric ? std::string_view() : "it holds no fractions";
        case kind::current_timestamp: return of == type::timestamp || of == type::timestamptz || of == type::text || of == type::varchar ? std::string_view() : "it is no timestamp";
        case kind::text: {
            if (of == type::boolean || of == type::smallint || of == type::integer || of == type::bigint || of == type::real || of == type::double_precision) return "it holds no text";
            if ((of == type::varchar || of == type::character) && column.type.precision > 0) {
                std::size_t characters = 0;
                for (const char c : value.text.text()) characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80 ? 1 : 0;
                return characters <= static_cast<std::size_t>(column.type.precision) ? std::string_view() : "the text is too long for it";
            }
            return {};
        }
        default: return {};
    }
}

/// Checks one row of an insert: each column exists and is given once, its value fits its type, and every column that
/// needs a value has one (rules `unknown_column` and `invalid_row`).
constexpr void check_row(replay& at, const op::table_view& table, const op::cell* first, const op::cell* last) {
    for (const op::cell* each = first; each != last; ++each) {
        const op::column* const column = at.find_column("insert", table, each->column);
        if (column == nullptr) return;
        for (const op::cell* before = first; before != each; ++before)
            if (before->column == each->column) {
                at.report(rule::invalid_row, {"insert: a row of table `", table.name, "` gives column `", each->column, "` twice. Remove one of the values"});
                return;
            }
        if (column->type.kind == op::type_kind::enumeration && each->value.kind == op::value_kind::text) {
            bool known = false;
            for (const name& value : table.names(column->type.values)) known = known || value.text() == each->value.text;
            if (!known) at.report(rule::invalid_row, {"insert: `", each->value.text.text(), "` is no value of the enumeration in column `", each->column, "` of table `", table.name, "`. Use one of its values"});
        }
        if (const std::string_view why = misfit(*column, each->value); !why.empty())
            at.report(rule::invalid_row, {"insert: a value for column `", each->column, "` of table `", table.name, "` does not fit: ", why, ". Give it a value of its type"});
    }
    for (const op::column& column : table.columns()) {
        bool given = false;
        for (const op::cell* each = first; each != last; ++each) given = given || each->column == column.name;
        if (given || can_be_filled(column)) continue;
        // A single integer key is numbered by the database.
        if (const op::constraint* key = table.primary_key(); key != nullptr && key->columns.count == 1 && table.names(key->columns)[0] == column.name &&
                                                            (column.type.kind == op::type_kind::integer || column.type.kind == op::type_kind::bigint)) continue;
        at.report(rule::invalid_row, {"insert: a row of table `", table.name, "` leaves out column `", column.name, "`, which is NOT NULL without a default. Give it a value"});
        return;
    }
}

/// Checks the rows of an insert; cells of one row are adjacent. The schema does not change.
constexpr void apply_insert(replay& at, const op::operations& pools, const op::operation& operation) {
    const std::uint32_t found = at.find_table("insert", operation.table);
    if (found == at.schema.tables.none || !at.checking()) return;
    const op::table_view table = at.schema.tables[found].view();
    const op::list_view<op::cell> cells = operation.cells.of(pools.cells);
    const op::cell* first = cells.begin();
    while (first != cells.end()) {
        const op::cell* last = first;
        while (last != cells.end() && last->row == first->row) ++last;
        check_row(at, table, first, last);
        first = last;
    }
}

}  // namespace aludel::inline v0_1::detail
