// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/table_locks.hpp>
#include <aludel/review/conversion.hpp>
#include <aludel/review/locking.hpp>
#include <aludel/schema/enumerations.hpp>

namespace aludel::inline v0_1::review {

/// AL817: a column gets a type for which each row that exists is written anew.
constexpr void rewrites_table(const subject& change, const op::column& column) {
    const op::dialect* const database = find_locking(change, rule::rewrites_table);
    if (database == nullptr) return;
    const op::data_type& new_type = change.column().type;
    if (!dialect::rewrites(database->id, change.table, column.type, change.arrays, new_type) &&
        change.operation.text.empty())
        return;
    change.refuse(rule::rewrites_table,
                  {"alter_column: for the new type of column `", column.name, "`, ", type_name(new_type), ", ",
                   database->traits->name, " writes table `", change.table.name,
                   "` and its indexes anew while nobody can use it. Add a second column, let a trigger keep it, fill "
                   "it by al::execute_in_batches(...), and drop the old one in a later release"});
}

/// The same for an enumeration that is created anew without a value, which its columns are converted to.
constexpr void rewrites_for_enumeration(const subject& change) {
    bool reported = false;
    detail::for_each_column_of(
        change.context.schema, change.operation.object, [&](std::uint32_t table, const op::column& column) {
            const detail::table_entry& entry = change.context.schema.tables[table];
            const subject users{change.context, change.arrays, change.operation,
                                table,          entry.view(),  change.context.is_new(entry)};
            const op::dialect* const database = reported ? nullptr : find_locking(users, rule::rewrites_table);
            if (database == nullptr) return;
            reported = true;
            users.refuse(rule::rewrites_table,
                         {"drop_enum_value: for the new type of column `", column.name, "`, ", database->traits->name,
                          " writes table `", entry.name,
                          "` and its indexes anew while nobody can use it. Leave the value, and forbid it by a check "
                          "that is added .not_valid()"});
        });
}

}  // namespace aludel::inline v0_1::review
