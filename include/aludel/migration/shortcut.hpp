// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/history/history_view.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// Whether the steps from index `at` on are upgrades through all revisions that a squash replaces.
constexpr bool goes_through(const plan& way, std::size_t position, const op::revision& squash) {
    if (position + squash.replaces.size() > way.steps.size()) return false;
    for (std::size_t i = 0; i < squash.replaces.size(); ++i) {
        const plan_step& step = way.steps[position + i];
        if (step.direction != direction::upgrade || !(step.id == squash.replaces[i])) return false;
    }
    return true;
}

/// Replaces the steps through all replaced revisions of a squash, wherever a plan has them, by the step of the squash.
/// The version table gets the id of the last replaced revision, so everything after it is unchanged.
constexpr plan shortened(plan&& way, const history_view& history) {
    if (history.shortcuts.empty()) return std::move(way);
    plan result;
    result.heads = std::move(way.heads), result.texts = std::move(way.texts);
    for (std::size_t position = 0, count = 1; position < way.steps.size(); position += count) {
        plan_step step = way.steps[position];
        const auto writes = way.writes_of(step);
        step.first_write = static_cast<std::uint32_t>(result.writes.size());
        result.writes.append(writes.data(), writes.data() + writes.size());
        count = 1;
        for (std::size_t i = 0; i < history.shortcuts.size(); ++i) {
            const op::revision& squash = history.shortcuts[i];
            if (!goes_through(way, position, squash)) continue;
            count = squash.replaces.size();
            step.revision = static_cast<revision_index>(history.revisions.size() + i), step.id = squash.id;
            // The first step of the run has a write with its id, which each other step only replaces by its own.
            result.writes.back().to = way.steps[position + count - 1].id;
        }
        result.steps.push_back(step);
    }
    if (way.steps.empty()) result.writes = std::move(way.writes);
    return result;
}

}  // namespace aludel::inline v0_1::detail
