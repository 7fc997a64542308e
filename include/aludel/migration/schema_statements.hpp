// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/dialect/sqlite.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/schema.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1 {

/// The statements that create all tables, indexes and views of a schema in an empty database. They own their text.
inline statement_list statements_of(const schema& from) {
    detail::text_arena arena;
    op::operation_list list = detail::tables_of(from, arena);
    for (const detail::view_entry& each : from.views.entries())
        if (each.alive) list.append(each.arrays(), each.get());
    const op::operations made = list.view();
    sqlite_statements writer;
    writer.begin_revision();
    std::uint32_t number = 0;
    for (const op::operation& each : made.list)
        writer.operation(number++, made, each, {}, each.kind == op::operation_kind::create_table ? op::table_view{&made, &each, each.table} : op::table_view{});
    writer.finish();
    return writer.take();
}

}  // namespace aludel::inline v0_1
