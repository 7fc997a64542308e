// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/dialects.hpp>
#include <aludel/graph/symbol.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/schema/limits.hpp>
#include <aludel/script/script_writer.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Why a plan cannot be written as a script: an irreversible revision (AL301), or an al::run step where the history
/// refuses that (AL303). A finding of `rule::none` where it can.
template <dialect_type Dialect>
constexpr finding unwritable(const migration_plan& way, const op::dialect& target) {
    for (const plan_step& step : way.plan().steps) {
        const op::revision& revision = way.history().at(step.revision);
        const bool up = step.direction == direction::upgrade;
        if (!up && !revision.irreversible.empty())
            return finding(rule::downgrade_required, revision.id,
                           {"script: revision `", revision.id, "` is irreversible: ", revision.irreversible.text(),
                            ". End the range above it"});
        const op::operations_view& operations = up ? revision.upgrade : revision.downgrade;
        for (const op::operation& each : operations.list) {
            if (each.declared) continue;
            if (each.kind == op::operation_kind::run &&
                way.history().settings->level_of(rule::online_only) == level::error)
                return finding(rule::online_only, revision.id,
                               {"script: revision `", revision.id,
                                "` has an al::run step, which only a program can do, and the settings of the history "
                                "refuse a script that stops there. Write the step in SQL, leave the revision out of "
                                "the range, or set another level; where DIALECTS of aludel_add_migrations has every "
                                "build write a script, leave that out"});
            sentence why;
            if (is_limited(target)) why = limit_of(target, operations, each);
            if (why.empty()) why.add(Dialect::unsupported(operations, each, target));
            if (!why.empty())
                return finding(rule::unsupported_operation, revision.id,
                               {"script: revision `", revision.id, "` cannot be written for ", target.traits->name,
                                ", which ", why,
                                ". Write SQL for that database with al::for_dialect(...), or leave the revision out of "
                                "the range"});
        }
    }
    return {};
}

/// The finding for a dialect that cannot be rendered.
constexpr finding unknown_database(op::dialect_id) {
    return finding(rule::unsupported_operation, name(),
                   {"script: only ", written_dialects, " can be rendered yet. Use that dialect"});
}

/// Plans a script over a range. Returns what is wrong with it, or a finding of `rule::none`.
template <dialect_type Dialect>
constexpr finding plan_script(migration_plan& way, const op::dialect& target, const graph_result<symbol_range>& range) {
    if (!range) return range.error.as_finding();
    if (const graph_error error = way.try_range(range.value)) return error.as_finding();
    return unwritable<Dialect>(way, target);
}

/// The whole script of a planned migration.
template <dialect_type Dialect>
sql_text script_of_way(migration<Dialect>& way, const op::dialect& target, const symbol_range& range) {
    const script_writer<Dialect> writer(way.history(), target);
    const planned_steps whole(way.plan());
    sql_text steps, sql;
    script_needs<Dialect> needs;
    for (std::size_t i = 0; i < way.size(); ++i) writer.step(steps, way.renderer(), whole, i, needs);
    writer.begin(sql, range, way.rows(), needs);
    sql.put(steps.view());
    writer.finish(sql, needs.all);
    return sql;
}

/// The script of a stamp.
template <dialect_type Dialect>
sql_text script_of_stamp(const history_view& history, const op::dialect& target, const version_rows& rows,
                         const plan& stamped) {
    sql_text sql;
    script_writer<Dialect>(history, target).stamp(sql, rows, stamped);
    return sql;
}

}  // namespace aludel::inline v0_1::detail
