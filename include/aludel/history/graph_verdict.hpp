// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/history/history_data.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/history/verify.hpp>
#include <aludel/history/weight.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The result of checking the graph of a history: the order of application, or the number of findings; and the blocks
/// into which the verification of the schema is divided, each small enough for one constant expression.
template <std::size_t Count>
struct graph_verdict {
    std::size_t first = 0;  ///< the number of settings, which come before the revisions in `entries`
    std::size_t finding_count = 0;
    /// The order of application; the declared order where the graph has findings.
    std::array<revision_index, Count> order{};
    std::size_t block_count = 0;
    /// Where each block begins, in `order`: mostly with a revision, sometimes within a large one; the last element is
    /// the end.
    std::array<step_place, Count + 200> blocks{};
};

/// A view of the entries of a history.
template <std::size_t Count, std::size_t All>
constexpr history_view view_of_copy(std::string_view title, const op::settings& settings,
                                    const graph_verdict<Count>& graph, const std::array<op::revision, All>& entries) {
    const op::revision* const first = entries.data() + graph.first;
    return {title,
            &settings,
            {first, Count},
            {graph.order.data(), Count},
            {first + Count, static_cast<std::uint32_t>(All - graph.first - Count)}};
}

/// Checks the graph and divides the verification into blocks.
template <std::size_t Count, std::size_t All>
constexpr graph_verdict<Count> judge_graph(const op::settings& settings, std::size_t first,
                                           const std::array<op::revision, All>& entries) {
    graph_verdict<Count> kept{.first = first};
    const history_view history = view_of_copy({}, settings, kept, entries);
    const op::list_view<op::revision>& revisions = history.revisions;
    const detail::vector<revision_node> nodes = nodes_of(history);
    const graph_draft graph(nodes);
    kept.finding_count = validate(history, nodes, graph).size();
    scales weights(settings);
    block_cutter cutter;
    revision_index* const order = kept.order.data();
    std::size_t unmerged = 0;  // operations of branches, which a merge tries against each other
    for (std::size_t i = 0; i < Count; ++i) {
        const revision_index which =
            kept.finding_count == 0 ? graph.order.revisions.data[i] : static_cast<revision_index>(i);
        order[i] = which;
        const op::revision& revision = revisions.first[which];
        work added = weights.weigh(revision);
        unmerged += revision.upgrade.list.count;
        if (!continues(revisions, {order, Count}, i)) {
            added.verified += work_of_branch(Count);
            if (revision.parents.count > 1) added.verified += work_of_operation_in_branch * unmerged, unmerged = 0;
        } else if (revision.parents.count == 0) {
            unmerged = 0;
        }
        if (cutter.has_room(added)) {
            if (cutter.begins_block(added)) kept.blocks[kept.block_count++] = i;
            continue;
        }
        std::size_t back = 0;
        for (std::uint32_t step = 0; step < steps_of(revision); ++step) {
            const work part = weights.weigh_step(revision, step);
            if (step >= revision.upgrade.list.count) back += part.replayed;
            if (cutter.begins_block(part) && kept.block_count + Count - i < kept.blocks.size() - 1)
                kept.blocks[kept.block_count++] = {i, step};
        }
        cutter.leave_downgrade(back);
    }
    kept.blocks[kept.block_count] = Count;
    return kept;
}

/// The `graph_verdict` of a history, evaluated once.
template <class Data>
inline constexpr auto graph_of =
    judge_graph<Data::count>(settings_of<Data>, Data::settings_count, arrangement_of<Data>.entries);

}  // namespace aludel::inline v0_1::detail
