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

/// Keeps the version table while revisions are applied and taken back. It holds one row for each applied revision that
/// no other applied one stands on; that is all there is to Alembic's insert, update, merge, unmerge and delete.
class bookkeeper {
public:
    constexpr bookkeeper(const graph_data& graph, const revision_list& rows) : graph_(graph), row_(graph.size()) {
        for (const revision_index row : rows) row_.data[row] = 1;
    }

    constexpr void expect_steps(std::size_t count) {
        plan_.steps.reserve(count);
        plan_.writes.reserve(count);
    }

    /// Deletes all rows that the revision stands on but the last, and updates that one; without any, inserts one.
    constexpr void apply(revision_index revision) {
        const std::size_t first_write = plan_.writes.size();
        const link_range& below = graph_.below.of.data[revision];
        const revision_index* last = nullptr;
        for (std::uint32_t at = below.begin; at < below.end; ++at) {
            const revision_index& needed = graph_.below.flat.data[at];
            if (!row_.data[needed]) continue;
            if (last) erase(*last);
            last = &needed;
        }
        if (last) update(*last, revision);
        else insert(revision);
        add_step(revision, direction::upgrade, first_write);
    }

    /// To be called for all revisions that are applied before the first is taken back.
    constexpr void count_standing(const revision_marks& applied) {
        standing_ = zeroed_array<std::uint32_t>(graph_.size());
        for (revision_index i = 0; i < applied.size; ++i) {
            const link_range& below = graph_.below.of.data[i];
            for (std::uint32_t at = below.begin; applied.data[i] && at < below.end; ++at)
                ++standing_.data[graph_.below.flat.data[at]];
        }
    }

    /// Inserts all rows that come to light but the last, and updates to that one; without any, deletes the row.
    constexpr void take_back(revision_index revision) {
        const std::size_t first_write = plan_.writes.size();
        const link_range& below = graph_.below.of.data[revision];
        const revision_index* last = nullptr;
        for (std::uint32_t at = below.begin; at < below.end; ++at) {
            const revision_index& bared = graph_.below.flat.data[at];
            if (--standing_.data[bared] != 0 || row_.data[bared]) continue;
            if (last) insert(*last);
            last = &bared;
        }
        if (last) update(revision, *last);
        else erase(revision);
        add_step(revision, direction::downgrade, first_write);
    }

    /// Writes a row for a revision in place of these rows.
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

    constexpr void update(revision_index from, revision_index to) {
        row_.data[from] = 0;
        row_.data[to] = 1;
        plan_.writes.push_back({version_write_kind::update, graph_.id(from), graph_.id(to)});
    }

    constexpr void add_step(revision_index revision, direction way, std::size_t first_write) {
        const auto first = static_cast<std::uint32_t>(first_write);
        plan_.steps.push_back(
            {revision, graph_.id(revision), way, first, static_cast<std::uint32_t>(plan_.writes.size()) - first});
    }

    const graph_data& graph_;
    revision_marks row_;
    zeroed_array<std::uint32_t> standing_;  // how many applied revisions stand on each
    plan plan_;
};

}  // namespace aludel::inline v0_1::detail
