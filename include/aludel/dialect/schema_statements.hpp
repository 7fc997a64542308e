// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_arena.hpp>
#include <aludel/dialect/dialects.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/schema.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1 {

/// What a writer writes for operations, by which tables only come into being.
template <class Writer>
statement_list statements_of(Writer writer, const op::operations_view& list) {
    writer.begin_revision(true, nullptr, {});
    std::uint32_t number = 0;
    for (const op::operation& each : list.list) {
        const bool is_table = each.kind == op::operation_kind::create_table;
        writer.write(number++, list, each,
                     {.after = is_table ? op::table_view{&list, &each, each.table} : op::table_view{}});
    }
    writer.finish();
    return writer.take();
}

/// The statements that create a schema in an empty database. They own their text.
template <dialect_type Dialect>
statement_list statements_of(const schema& wanted, const op::dialect& target = Dialect::target) {
    detail::text_arena arena;
    op::operations list;
    detail::append_objects(wanted, list);
    const op::operations tables = detail::tables_of(wanted, arena);
    const op::operations_view created = tables.view();
    for (const op::operation& each : created.list) list.append(created, each);
    for (const detail::view_entry& each : wanted.views.entries())
        if (each.alive) list.append(*each.arrays, each.get());
    for (const detail::trigger_entry& each : wanted.triggers.entries())
        if (each.alive) detail::append_trigger(each, list);
    return statements_of(typename Dialect::writer(target), list.view());
}

/// The statements for a database known only at run time; empty if the library cannot write any for it.
inline statement_list statements_of(const schema& wanted, const op::dialect& target = default_dialect) {
    statement_list result;
    with_dialect(target.id, [&]<class Dialect>(Dialect) { result = statements_of<Dialect>(wanted, target); });
    return result;
}

}  // namespace aludel::inline v0_1
