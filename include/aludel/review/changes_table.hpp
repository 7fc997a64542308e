// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/table_locks.hpp>
#include <aludel/review/locking.hpp>

#include <string_view>  // string_view

// How databases change tables that tell it by ALGORITHM and LOCK: AL833, AL840 to AL843.

namespace aludel::inline v0_1::review {

/// The word of an operation that changes a table in one of these ways; empty: it does not.
constexpr std::string_view verb_of_change(op::operation_kind which) {
    using kind = op::operation_kind;
    switch (which) {
        case kind::add_column: return "add_column";
        case kind::alter_column: return "alter_column";
        case kind::drop_column: return "drop_column";
        case kind::rename_column: return "rename_column";
        case kind::add_constraint: return "add_constraint";
        case kind::drop_constraint: return "drop_constraint";
        case kind::create_index: return "create_index";
        case kind::drop_index: return "drop_index";
        case kind::rename_table: return "rename_table";
        case kind::comment_on_table: return "comment_on_table";
        default: return {};
    }
}

/// AL833: an ALGORITHM or LOCK is asked for that the server refuses for this change.
constexpr void refused_algorithm(const subject& change) {
    const op::operation& step = change.operation;
    const std::string_view verb = verb_of_change(step.kind);
    for (const op::dialect& each : change.context.settings->checked_dialects()) {
        if (!each.traits->tells_algorithms || change.context.is_silent(rule::refused_algorithm)) continue;
        if (verb.empty())
            return change.refuse(rule::refused_algorithm,
                                 {"this step has an .algorithm(...) or .lock(...), and changes no table that exists. "
                                  "Take it away"});
        const table_change best = dialect::change_of(each, change.arrays, step, change.context.schema, change.table);
        const detail::sentence refused = dialect::refused_option(each, step, best);
        if (refused.empty()) continue;
        return change.refuse(rule::refused_algorithm,
                             {verb, ": ", each.traits->name, " refuses ", refused.text(), " for this change",
                              best.reason.empty() ? "" : ", because of ", best.reason,
                              "; the best that it can is ALGORITHM=", word_of(best.algorithm),
                              " with LOCK=", word_of(best.locking), ". Ask for that, or for nothing"});
    }
}

/// AL840 to AL843: a table with rows is copied or built anew, or others are kept from writing to it.
constexpr void changes_table(const subject& change) {
    const std::string_view verb = verb_of_change(change.operation.kind);
    if (verb.empty() || !change.has_rows()) return;
    for (const op::dialect& each : change.context.settings->checked_dialects()) {
        if (!each.traits->tells_algorithms) continue;
        const table_change best =
            dialect::change_of(each, change.arrays, change.operation, change.context.schema, change.table);
        const bool blocks = best.locking == op::locking::shared;
        const rule broken = blocks && best.algorithm == op::algorithm::copy ? rule::copies_table
            : blocks                                                        ? rule::blocks_writers
            : best.rebuilds                                                 ? rule::rebuilds_table
                                                                            : rule::asks_for_lock;
        if (broken == rule::asks_for_lock && change.operation.algorithm != op::algorithm::copy &&
            change.operation.locking <= op::locking::none)
            continue;
        if (!is_enabled(change.context, broken)) return;
        if (broken == rule::asks_for_lock)
            return change.refuse(
                broken,
                {verb, ": ", each.traits->name, " can do this while others write to table `", change.table.name,
                 "`, and is asked to keep them out. Take .algorithm(...) and .lock(...) away"});
        return change.refuse(
            broken,
            {verb, ": for ", best.reason, ", ", each.traits->name,
             broken == rule::copies_table ? " copies table `" : " works through table `", change.table.name,
             broken == rule::rebuilds_table ? "` row by row while others write to it, and replicas wait"
                                            : "`, and nobody can write to it meanwhile",
             " (ALGORITHM=", word_of(best.algorithm), ", LOCK=", word_of(best.locking), "). ",
             best.remedy.empty() ? "Do it when few use the table" : "Instead, ", best.remedy});
    }
}

}  // namespace aludel::inline v0_1::review
