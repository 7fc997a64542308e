// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>
#include <aludel/schema/enumerations.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::review {

/// AL504: an enumeration loses a value that rows may have.
constexpr void removes_enum_value(const subject& change, const op::column& column, const op::data_type& new_type) {
    if (column.type.kind != op::type_kind::enumeration || new_type.kind != op::type_kind::enumeration) return;
    if (added_here(change, column.name) != nullptr || is_prepared(change, column.name)) return;
    for (const name& old : change.table.names(column.type.values)) {
        bool kept = false;
        for (const name& each : new_type.values.of(change.arrays.names)) kept = kept || each == old;
        if (kept) continue;
        return change.refuse(
            rule::removes_enum_value,
            {"alter_column: rows of table `", change.table.name, "` may have `", old, "` in column `", column.name,
             "`, which is no value of the enumeration any more. Give them another with an al::execute(\"UPDATE ...\") "
             "before it in this revision"});
    }
}

/// The same for drop_enum_value, for the first column of a table with rows that has the enumeration.
constexpr void removes_enum_value(const subject& change) {
    const name value = change.operation.text;
    bool reported = false;
    detail::for_each_column_of(
        change.context.schema, change.operation.object, [&](std::uint32_t table, const op::column& column) {
            const detail::table_entry& entry = change.context.schema.tables[table];
            const subject users{change.context, change.arrays, change.operation,
                                table,          entry.view(),  change.context.is_new(entry)};
            if (reported || !users.has_rows() || is_prepared(users, column.name)) return;
            reported = true;
            users.refuse(
                rule::removes_enum_value,
                {"drop_enum_value: rows of table `", entry.name, "` may have `", value, "` in column `", column.name,
                 "`. Give them another with an al::execute(\"UPDATE ...\") before it in this revision"});
        });
}

}  // namespace aludel::inline v0_1::review
