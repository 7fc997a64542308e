// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/rows.hpp>
#include <aludel/schema/apply_column.hpp>
#include <aludel/schema/check_column.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/same_row.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Checks one row of an insert: each column exists and is given once, its value fits its type, and every column that
/// needs a value has one (rules `unknown_column` and `invalid_row`).
constexpr void check_row(replay_context& context, const op::table_view& table, const op::cell* first,
                         const op::cell* last) {
    for (const op::cell* each = first; each != last; ++each) {
        const op::column* const column = context.find_column("insert", table, each->column);
        if (column == nullptr) return;
        for (const op::cell* before = first; before != each; ++before)
            if (before->column == each->column) {
                context.report(rule::invalid_row,
                               {"insert: a row of table `", table.name, "` gives column `", each->column,
                                "` twice. Remove one of the values"});
                return;
            }
        if (is_outside(table, *column, each->value))
            context.report(rule::invalid_row,
                           {"insert: `", each->value.text.text(), "` is no value of the enumeration in column `",
                            each->column, "` of table `", table.name, "`. Use one of its values"});
        if (const std::string_view why = misfit(*column, each->value, is_strict(table)); !why.empty())
            context.report(rule::invalid_row,
                           {"insert: a value for column `", each->column, "` of table `", table.name,
                            "` does not fit: ", why, ". Give it a value of its type"});
    }
    for (const op::column& column : table.columns()) {
        bool given = false;
        for (const op::cell* each = first; each != last; ++each) given = given || each->column == column.name;
        if (given || can_be_filled(column)) continue;
        if (is_numbered(*context.settings, table, column)) continue;
        context.report(rule::invalid_row,
                       {"insert: a row of table `", table.name, "` leaves out column `", column.name,
                        "`, which is NOT NULL without a default. Give it a value"});
        return;
    }
}

/// Checks the rows of an insert; cells of one row are adjacent. The schema does not change.
constexpr bool apply_insert(replay_context& context, const op::operations_view& arrays,
                            const op::operation& operation) {
    const std::uint32_t found = context.find_table("insert", operation.table);
    if (found == context.schema.tables.none) return false;
    if (!context.checking()) return true;
    const op::table_view table = context.schema.tables[found].view();
    if (const std::uint32_t count = op::row_count(arrays, operation); count > op::most_rows)
        return context.report(rule::invalid_row,
                              {"insert: ", count, " rows for table `", table.name, "` are more than ", op::most_rows,
                               ". Divide them among several inserts"});
    op::for_each_row(arrays, operation,
                     [&](op::list_view<op::cell> row) { check_row(context, table, row.begin(), row.end()); });
    check_same_rows(context, table, arrays, operation);
    return true;
}

}  // namespace aludel::inline v0_1::detail
