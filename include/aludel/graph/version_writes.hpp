// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/version_rows.hpp>

#include <cstddef>  // size_t
#include <cstdint>  // uint32_t
#include <utility>  // move

namespace aludel::inline v0_1::detail {

/// Tracks the rows of the version table while revisions are applied and reverted, and records steps and writes in a
/// plan. The table has one row for each applied revision that no other applied revision revises or depends on, as in
/// Alembic.
class bookkeeper {
public:
    constexpr bookkeeper(const graph_data& graph, const revision_list& rows) : graph_(graph), row_(graph.size()) {
        for (const revision_index row : rows) row_.data[row] = 1;
    }

    /// Reserves memory for so many steps.
    constexpr void expect_steps(std::size_t count) {
        plan_.steps.reserve(count);
        plan_.writes.reserve(count);
    }

    /// Applies a revision. Deletes the rows of its parents and dependencies except for the last, and updates that one
    /// to the revision; inserts a row if there is none.
    constexpr void apply(revision_index revision) {
        const std::size_t first_write = plan_.writes.size();
        const link_range& below = graph_.below.ranges.data[revision];
        const revision_index* last = nullptr;
        for (std::uint32_t position = below.begin; position < below.end; ++position) {
            const revision_index& needed = graph_.below.flat.data[position];
            if (!row_.data[needed]) continue;
            if (last) erase(*last);
            last = &needed;
        }
        if (last) update(*last, revision);
        else insert(revision);
        add_step(revision, direction::upgrade, first_write);
    }

    /// Must be called with all applied revisions before the first `take_back`.
    constexpr void count_standing(const revision_marks& applied) {
        standing_ = zeroed_array<std::uint32_t>(graph_.size());
        for (revision_index i = 0; i < applied.size; ++i) {
            const link_range& below = graph_.below.ranges.data[i];
            for (std::uint32_t position = below.begin; applied.data[i] && position < below.end; ++position)
                ++standing_.data[graph_.below.flat.data[position]];
        }
    }

    /// Reverts a revision. Inserts rows for its parents and dependencies that no applied revision needs any more,
    /// except for the last, and updates the revision's row to that one; deletes the row if there is none.
    constexpr void take_back(revision_index revision) {
        const std::size_t first_write = plan_.writes.size();
        const link_range& below = graph_.below.ranges.data[revision];
        const revision_index* last = nullptr;
        for (std::uint32_t position = below.begin; position < below.end; ++position) {
            const revision_index& bared = graph_.below.flat.data[position];
            if (--standing_.data[bared] != 0 || row_.data[bared]) continue;
            if (last) insert(*last);
            last = &bared;
        }
        if (last) update(revision, *last);
        else erase(revision);
        add_step(revision, direction::downgrade, first_write);
    }

    /// Replaces rows by one row for a revision.
    constexpr void replace(const revision_list& rows, revision_index revision) {
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) erase(rows[i]);
        if (rows.empty()) insert(revision);
        else update(rows.back(), revision);
    }

    constexpr void erase(revision_index revision) {
        row_.data[revision] = 0;
        plan_.writes.push_back({version_write_kind::delete_, graph_.id(revision), {}});
    }

    constexpr void erase_all() {
        row_ = revision_marks(graph_.size());
        plan_.writes.push_back({version_write_kind::delete_all, {}, {}});
    }

    [[nodiscard]] constexpr revision_list rows() const {
        return all_where(graph_, [&](revision_index i) { return row_.data[i] != 0; });
    }

    constexpr plan finish() {
        plan_.heads = graph_.names_of(rows());
        return std::move(plan_);
    }

private:
    constexpr void insert(revision_index revision) {
        row_.data[revision] = 1;
        plan_.writes.push_back({version_write_kind::insert, {}, graph_.id(revision)});
    }

    constexpr void update(revision_index older, revision_index newer) {
        row_.data[older] = 0;
        row_.data[newer] = 1;
        plan_.writes.push_back({version_write_kind::update, graph_.id(older), graph_.id(newer)});
    }

    constexpr void add_step(revision_index revision, direction way, std::size_t first_write) {
        const auto first = static_cast<std::uint32_t>(first_write);
        plan_.steps.push_back(
            {revision, graph_.id(revision), way, first, static_cast<std::uint32_t>(plan_.writes.size()) - first});
    }

    const graph_data& graph_;
    revision_marks row_;
    zeroed_array<std::uint32_t> standing_;  // for each revision, how many applied ones revise it or depend on it
    plan plan_;
};

}  // namespace aludel::inline v0_1::detail
