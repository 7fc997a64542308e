// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/sql/identifier.hpp>

namespace aludel::inline v0_1::review {

/// AL810: a new table has an engine that has no transactions, and that clusters do not replicate.
constexpr void unreplicated_engine(const subject& change, const op::table_view& table) {
    if (change.operation.options.count == 0 || table.options().engine.size == 0) return;
    if (!is_enabled(change.context, rule::unreplicated_engine)) return;
    for (const op::dialect& each : change.context.settings->checked_dialects())
        if (const std::string_view safe = each.traits->replicated_engine;
            !safe.empty() && !dialect::same_without_case(table.options().engine.text(), safe))
            return change.refuse(rule::unreplicated_engine,
                                 {"create_table: table `", table.name, "` has the engine ",
                                  table.options().engine.text(), ", which loses rows in a crash of ", each.traits->name,
                                  ", and which no cluster replicates. Take al::engine(\"", safe, "\")"});
}

}  // namespace aludel::inline v0_1::review
