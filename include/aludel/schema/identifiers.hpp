// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/naming.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The shortest identifier limit of the dialects that the history is checked for; `longest` is 0 where none has a
/// limit.
constexpr identifier_limit shortest_limit(const op::settings& settings) {
    identifier_limit shortest{};
    for (const op::dialect& each : settings.checked_dialects())
        if (const identifier_limit limit = identifier_limit_of(each); limit.longest != 0 && (shortest.longest == 0 || limit.longest < shortest.longest)) shortest = limit;
    return shortest;
}

/// Reports `identifier_too_long` for each name of an operation that exceeds the limit, names by convention included.
/// Called after the operation has been applied.
constexpr void check_identifiers(replay& at, const op::operations& pools, const op::operation& operation, const identifier_limit& limit) {
    const auto check = [&](const name& each) {
        if (each.size > limit.longest)
            at.report(rule::identifier_too_long, {"identifier: `", each, "` has ", std::size_t{each.size}, " bytes, and ", limit.database, " allows ", limit.longest,
                      ". Choose a shorter one; a constraint or index that has none gets it from the naming convention"});
    };
    const bool is_new = operation.kind == op::operation_kind::create_table;
    if (is_new || operation.kind == op::operation_kind::create_view) check(operation.table);
    check(operation.to);
    for (const op::column& each : operation.columns.of(pools.columns)) check(each.name);
    const std::uint32_t found = at.schema.tables.find(operation.table);
    if (found == at.schema.tables.none) return;
    const op::table_view table = at.schema.tables[found].view();
    // New constraints come after those that the table had.
    for (std::uint32_t i = table.constraints().count - operation.constraints.count; i < table.constraints().count; ++i)
        check(name_of(at.schema.naming, table, table.constraints()[i], at.schema.arena));
    for (const op::index& each : operation.indexes.of(pools.indexes)) check(name_of(at.schema.naming, table.name, each, pools, at.schema.arena));
}

}  // namespace aludel::inline v0_1::detail
