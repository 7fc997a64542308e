// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/operation/settings.hpp>
#include <aludel/schema/apply.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::detail {

/// Applies the upgrade of a revision to the schema after those before it.
constexpr void apply_upgrade(replay_context& context, const op::revision& revision) {
    context.revision = &revision;
    apply(context, revision.upgrade);
    ++context.ordinal;
}

/// The same for several revisions, which are in the order of application.
constexpr void apply_upgrades(replay_context& context, const history_view& history,
                              detail::span<const revision_index> revisions) {
    std::size_t operations = 0;
    for (const revision_index each : revisions) operations += history.at(each).upgrade.list.count;
    context.schema.tables.reserve(operations), context.schema.indexes.reserve(operations);
    for (const revision_index each : revisions) apply_upgrade(context, history.at(each));
}

/// The first `count` revisions in the order of application.
constexpr detail::span<const revision_index> first_revisions(const history_view& history, std::size_t count) {
    return {history.order.first, count};
}

/// The revisions that are marked, in the order of application.
constexpr revision_list in_order(const history_view& history, const revision_marks& marks) {
    revision_list revisions;
    for (const revision_index each : history.order)
        if (marks[each]) revisions.push_back(each);
    return revisions;
}

/// The schema after these revisions, which are in the order of application. It points into the history.
constexpr schema schema_after(const history_view& history, detail::span<const revision_index> revisions) {
    schema result;
    result.follow(*history.settings);
    replay_context context{result, history.settings};
    apply_upgrades(context, history, revisions);
    return result;
}

/// The same for the first `count` of all revisions.
constexpr schema schema_after(const history_view& history, std::size_t count) {
    return schema_after(history, first_revisions(history, count));
}

}  // namespace aludel::inline v0_1::detail
