// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/history/schema_verdict.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/difference_text.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// The differences between the schemas that a squash and its run lead to, at most three; or else the first column in
/// another place, which matters to inserts without column names. Empty: they are the same.
constexpr sentence differences_between(const schema& by_squash, const schema& by_run) {
    text_arena arena;
    const vector<difference> found = find_differences(by_squash, by_run, arena);
    sentence list;
    for (std::size_t i = 0; i < found.size() && i < 3; ++i) list.add(i == 0 ? "" : "; ").add(found[i].text());
    if (found.size() > 3) list.add("; and ").add(found.size() - 3).add(" more");
    if (!found.empty()) return list;
    for (const table_entry& each : by_run.tables.entries()) {
        if (!each.alive) continue;
        const op::list_view<op::column> wanted = each.view().columns(), is = by_squash.table(each.name).columns();
        for (std::uint32_t i = 0; i < wanted.count; ++i)
            if (!(is[i].name == wanted[i].name))
                return list.add(
                    {"table `", each.name, "` has column `", is[i].name, "` where `", wanted[i].name, "` should be"});
    }
    return list;
}

/// Whether the list has an operation of this kind.
constexpr bool has_operation(const op::operations_view& in, op::operation_kind kind) {
    for (const op::operation& each : in.list)
        if (each.kind == kind) return true;
    return false;
}

/// Reports tables into which the run inserts rows and the squash does not. Not checked where raw SQL or functions are
/// involved, whose effect is unknown.
constexpr void find_missing_rows(replay_context& context, const history_view& history, std::size_t first,
                                 std::size_t last) {
    const op::operations_view& squash = context.revision->upgrade;
    if (has_operation(squash, op::operation_kind::execute) || has_operation(squash, op::operation_kind::run)) return;
    for (std::size_t i = first; i < last; ++i) {
        const op::revision& revision = history.at(history.order[i]);
        if (has_operation(revision.upgrade, op::operation_kind::execute) ||
            has_operation(revision.upgrade, op::operation_kind::run))
            return;
    }
    for (std::size_t i = first; i < last; ++i) {
        const op::revision& revision = history.at(history.order[i]);
        for (const op::operation& each : revision.upgrade.list) {
            if (each.kind != op::operation_kind::insert || !context.schema.has_table(each.table)) continue;
            bool found = false;
            for (const op::operation& own : squash.list)
                found = found || (own.kind == op::operation_kind::insert && own.table == each.table);
            if (!found)
                context.report(rule::squash_mismatch,
                               {"squash: `", revision.id, "` inserts rows into table `", each.table,
                                "`, and the squash does not. Insert what a fresh database needs"});
        }
    }
}

/// The place of the first replaced revision in the order of application.
constexpr std::size_t begin_of_run(const history_view& history, const op::revision& squash) {
    std::size_t first = 0;
    while (!(history.at(history.order[first]).id == squash.replaces[0])) ++first;
    return first;
}

/// Verifies a shortcut, like a revision, on the schema before its run.
constexpr void verify_shortcut(const history_view& history, const op::revision& squash,
                               detail::vector<finding>& findings) {
    schema before;
    before.follow(*history.settings);
    replay_context context{before, history.settings};
    apply_upgrades(context, history, first_revisions(history, begin_of_run(history, squash)));
    context.revision = &squash, context.findings = &findings;
    verify_revision(context, has_limits(*context.settings), 0, steps_of(*context.revision));
}

/// Reports `squash_mismatch` where a shortcut leads to another schema than its run. Called only for shortcuts without
/// errors.
constexpr void prove_shortcut(const history_view& history, const op::revision& squash,
                              detail::vector<finding>& findings) {
    const std::size_t first = begin_of_run(history, squash), last = first + squash.replaces.size();
    schema by_run, by_squash;
    by_run.follow(*history.settings), by_squash.follow(*history.settings);
    replay_context run{by_run, history.settings}, context{by_squash, history.settings};
    apply_upgrades(run, history, first_revisions(history, last));
    apply_upgrades(context, history, first_revisions(history, first));
    apply_upgrade(context, squash);
    context.findings = &findings;
    if (!run.doubts.empty() || !context.doubts.empty()) return;  // follows from what is wrong with a revision
    if (const sentence differs = differences_between(by_squash, by_run); !differs.empty())
        context.report(rule::squash_mismatch,
                       {"squash: it does not lead where the revisions that it replaces lead: ", differs,
                        ". Write what a fresh database needs to get there"});
    else find_missing_rows(context, history, first, last);
}

}  // namespace aludel::inline v0_1::detail
