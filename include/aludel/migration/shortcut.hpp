// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/plan.hpp>
#include <aludel/history/history_view.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// Whether the steps from index `at` on are upgrades through all revisions that a squash replaces.
constexpr bool goes_through(const plan& way, std::size_t at, const op::revision& squash) {
    if (at + squash.replaces.size() > way.steps.size()) return false;
    for (std::size_t i = 0; i < squash.replaces.size(); ++i) {
        const plan_step& step = way.steps[at + i];
        if (step.direction != direction::upgrade || !(step.id == squash.replaces[i])) return false;
    }
    return true;
}

/// Replaces the steps through all replaced revisions of a squash, wherever a plan has them, by the step of the squash.
/// The version table gets the id of the last replaced revision, so everything after it is unchanged.
constexpr plan shortened(plan&& way, const history_view& history) {
    if (history.shortcuts.empty()) return std::move(way);
    plan made;
    made.heads = std::move(way.heads), made.texts = std::move(way.texts);
    for (std::size_t at = 0, count = 1; at < way.steps.size(); at += count) {
        plan_step step = way.steps[at];
        const auto writes = way.writes_of(step);
        step.first_write = static_cast<std::uint32_t>(made.writes.size());
        made.writes.append(writes.data(), writes.data() + writes.size());
        count = 1;
        for (std::size_t i = 0; i < history.shortcuts.size(); ++i) {
            const op::revision& squash = history.shortcuts[i];
            if (!goes_through(way, at, squash)) continue;
            count = squash.replaces.size();
            step.revision = static_cast<revision_index>(history.revisions.size() + i), step.id = squash.id;
            // The first step of the run has a write with its id, which each other step only replaces by its own.
            made.writes.back().to = way.steps[at + count - 1].id;
        }
        made.steps.push_back(step);
    }
    if (way.steps.empty()) made.writes = std::move(way.writes);
    return made;
}

}  // namespace aludel::inline v0_1::detail
