// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/base/zeroed_array.hpp>
#include <aludel/graph/errors.hpp>
#include <aludel/graph/graph_data.hpp>
#include <aludel/graph/history_range.hpp>
#include <aludel/graph/plan.hpp>
#include <aludel/graph/planner.hpp>
#include <aludel/graph/resolve.hpp>
#include <aludel/graph/revision_node.hpp>
#include <aludel/graph/target.hpp>
#include <aludel/graph/validate.hpp>
#include <aludel/graph/version_rows.hpp>
#include <aludel/rule/finding.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <type_traits>  // is_constant_evaluated
#include <utility>      // move

namespace aludel::inline v0_1 {

/// A valid graph of revisions, which answers questions about its structure and plans migrations. It copies the text of
/// the records that it is constructed from. All functions work in constant expressions and at run time. Those that can
/// fail have two forms: `try_...` returns a result with a value or an error, the other throws a `revision_error`.
/// Revisions are identified by their index in the list that the graph is constructed from; lists of them are sorted by
/// id unless said otherwise. An index that is out of range is undefined behaviour.
class revision_graph {
public:
    constexpr revision_graph() = default;

    /// Throws a `revision_error` of kind `invalid_graph` with the first finding of `validate`, if there is one. Several
    /// heads are a finding unless `branches_ok`.
    constexpr explicit revision_graph(detail::span<const revision_node> nodes, bool branches_ok = true) {
        detail::graph_draft graph_draft(nodes);
        const detail::vector<finding> findings = detail::validation(nodes, graph_draft).run(branches_ok);
        if (!findings.empty())
            throw revision_error(graph_error(graph_error_kind::invalid_graph, {findings.front().text()}));
        data_ = detail::graph_data(std::move(graph_draft));
        own_text();
    }

    constexpr revision_graph(const revision_graph& other) : data_(other.data_) { own_text(); }
    constexpr revision_graph(revision_graph&&) = default;
    constexpr revision_graph& operator=(const revision_graph& other) { return *this = revision_graph(other); }
    constexpr revision_graph& operator=(revision_graph&&) = default;
    constexpr ~revision_graph() = default;

    /// The number of revisions.
    [[nodiscard]] constexpr std::size_t size() const { return data_.size(); }
    /// The id of a revision. The text is owned by the graph.
    [[nodiscard]] constexpr name id(revision_index i) const { return data_.id(i); }
    /// The ids of several revisions, in the same order.
    [[nodiscard]] constexpr detail::vector<name> ids(detail::span<const revision_index> revisions) const {
        return data_.names_of(revisions);
    }

    /// The index of the revision with that id or alias (see `revision_node::replaced`); `size()` if there is none.
    [[nodiscard]] constexpr revision_index index_of(const name& id) const {
        const detail::symbol_entry* const found = data_.symbols.find(id);
        return found && !found->is_label ? found->revision : static_cast<revision_index>(size());
    }

    /// All revisions in the order to apply them: parents and dependencies first.
    [[nodiscard]] constexpr detail::span<const revision_index> order() const {
        return {data_.order.data, data_.order.size};
    }

    /// The revisions that a revision revises, in the order of its `revises`.
    [[nodiscard]] constexpr detail::span<const revision_index> parents(revision_index i) const {
        return data_.below.revised(i);
    }
    /// The revisions that revise a revision.
    [[nodiscard]] constexpr detail::span<const revision_index> children(revision_index i) const {
        return data_.above.revised(i);
    }
    /// The revisions that a revision depends on without revising them.
    [[nodiscard]] constexpr detail::span<const revision_index> dependencies(revision_index i) const {
        return data_.below.depended(i);
    }
    /// The revisions that depend on a revision without revising it.
    [[nodiscard]] constexpr detail::span<const revision_index> dependents(revision_index i) const {
        return data_.above.depended(i);
    }

    /// The heads: revisions that no other revises. A head that others depend on is called effective.
    [[nodiscard]] constexpr revision_list heads() const { return detail::heads_of(data_); }
    /// The real heads: revisions that no other revises or depends on. A fully upgraded database has exactly these rows.
    [[nodiscard]] constexpr revision_list real_heads() const { return detail::real_heads_of(data_); }
    /// The revisions without parents.
    [[nodiscard]] constexpr revision_list bases() const { return detail::bases_of(data_); }
    /// The revisions that several others revise.
    [[nodiscard]] constexpr revision_list branch_points() const {
        return detail::all_where(data_, [this](revision_index i) { return is_branch_point(i); });
    }
    /// The revisions with several parents.
    [[nodiscard]] constexpr revision_list merge_points() const {
        return detail::all_where(data_, [this](revision_index i) { return is_merge_point(i); });
    }

    [[nodiscard]] constexpr bool is_head(revision_index i) const { return children(i).empty(); }
    [[nodiscard]] constexpr bool is_effective_head(revision_index i) const {
        return children(i).empty() && !dependents(i).empty();
    }
    [[nodiscard]] constexpr bool is_base(revision_index i) const { return parents(i).empty(); }
    [[nodiscard]] constexpr bool is_branch_point(revision_index i) const { return children(i).size() > 1; }
    [[nodiscard]] constexpr bool is_merge_point(revision_index i) const { return parents(i).size() > 1; }

    /// The labels that apply to a revision, sorted: its own, those of its ancestors, and those of descendants above
    /// which there is no fork or merge on the way.
    [[nodiscard]] constexpr detail::vector<name> labels(revision_index i) const {
        detail::vector<name> found;
        for (const detail::symbol_entry& label : data_.labels_and_aliases())
            if (label.is_label && detail::carries(data_, i, label.revision)) found.push_back(label.text);
        detail::sort(found);
        return found;
    }

    /// The revisions below a revision, itself excluded. Without dependencies only links by `revises` count.
    [[nodiscard]] constexpr revision_list ancestors(revision_index i, bool with_dependencies = true) const {
        return reached(data_.below, i, with_dependencies);
    }
    /// The revisions above a revision, itself excluded. Without dependencies only links by `revises` count.
    [[nodiscard]] constexpr revision_list descendants(revision_index i, bool with_dependencies = true) const {
        return reached(data_.above, i, with_dependencies);
    }
    /// The applied revisions of a database that is at these revisions: they, and all that they revise or depend on. The
    /// result has a flag for each revision, by its index.
    [[nodiscard]] constexpr detail::revision_marks applied_at(detail::span<const revision_index> revisions) const {
        return detail::closure(data_.below, revisions);
    }
    /// Whether one revision is an ancestor of the other by `revises`, or they are the same.
    [[nodiscard]] constexpr bool share_lineage(revision_index a, revision_index b) const {
        return detail::lineage(data_, a)[b];
    }

    /// The revisions that a target (see `symbol`) stands for, given the rows of the version table; none for `base`.
    [[nodiscard]] constexpr graph_result<revision_list> try_find(std::string_view target,
                                                                 const version_rows& rows = {}) const {
        const auto current = detail::revisions_of(data_, rows);
        if (!current) return current;
        auto found = detail::resolve(data_, parse_symbol(target), current.value);
        if (!found) return found.error;
        return std::move(found.value.at);
    }
    [[nodiscard]] constexpr revision_list find(std::string_view target, const version_rows& rows = {}) const {
        return detail::value_or_throw(try_find(target, rows));
    }

    /// Plans an upgrade of a database with these rows to a target: all revisions that the target needs and the database
    /// does not have.
    [[nodiscard]] constexpr plan_result try_upgrade(const version_rows& rows, std::string_view target) const {
        const auto current = detail::revisions_of(data_, rows);
        if (!current) return current.error;
        return detail::with_own_text(
            detail::as_stored(data_, rows, detail::plan_upgrade(data_, current.value, target)));
    }
    [[nodiscard]] constexpr plan upgrade(const version_rows& rows, std::string_view target) const {
        return detail::value_or_throw(try_upgrade(rows, target));
    }

    /// Plans a downgrade of a database with these rows to a target: all applied revisions that descend from the target
    /// or depend on one that does.
    [[nodiscard]] constexpr plan_result try_downgrade(const version_rows& rows, std::string_view target) const {
        const auto current = detail::revisions_of(data_, rows);
        if (!current) return current.error;
        return detail::with_own_text(
            detail::as_stored(data_, rows, detail::plan_downgrade(data_, current.value, target)));
    }
    [[nodiscard]] constexpr plan downgrade(const version_rows& rows, std::string_view target) const {
        return detail::value_or_throw(try_downgrade(rows, target));
    }

    /// Plans the writes that put a version table with these rows at the targets, without running revisions. With
    /// `purge` all rows are deleted first, also unknown ones.
    [[nodiscard]] constexpr plan_result try_stamp(const version_rows& rows,
                                                  detail::span<const std::string_view> targets,
                                                  bool purge = false) const {
        const auto current = detail::revisions_of(data_, purge ? version_rows() : rows);
        if (!current) return current.error;
        plan_result result = detail::plan_stamp(data_, current.value, targets, purge);
        if (!purge) result = detail::as_stored(data_, rows, std::move(result));
        return detail::with_own_text(std::move(result));
    }
    [[nodiscard]] constexpr plan_result try_stamp(const version_rows& rows, std::string_view target,
                                                  bool purge = false) const {
        return try_stamp(rows, detail::span<const std::string_view>(&target, 1), purge);
    }
    [[nodiscard]] constexpr plan stamp(const version_rows& rows, detail::span<const std::string_view> targets,
                                       bool purge = false) const {
        return detail::value_or_throw(try_stamp(rows, targets, purge));
    }
    [[nodiscard]] constexpr plan stamp(const version_rows& rows, std::string_view target, bool purge = false) const {
        return detail::value_or_throw(try_stamp(rows, target, purge));
    }

    /// Plans from the start of a range, which a database with these rows is at, to its end, up or down.
    [[nodiscard]] constexpr plan_result try_range(const version_rows& rows, const symbol_range& range) const {
        const auto current = detail::revisions_of(data_, rows);
        if (!current) return current.error;
        return detail::with_own_text(
            detail::as_stored(data_, rows, detail::plan_either_way(data_, current.value, range)));
    }
    /// Plans the range `start:end` of a script, from a database at `start`. Only an upgrade may omit the start, for
    /// base.
    [[nodiscard]] constexpr plan_result try_range(std::string_view range, direction way) const {
        return detail::with_own_text(detail::plan_range(data_, range, way));
    }
    [[nodiscard]] constexpr plan range(std::string_view range, direction way) const {
        return detail::value_or_throw(try_range(range, way));
    }

    /// The revisions of the range `start:end`, both included, newest first. The rows are needed for `current`, +N and
    /// -N.
    [[nodiscard]] constexpr graph_result<revision_list> try_history(std::string_view range = ":",
                                                                    const version_rows& rows = {}) const {
        const auto current = detail::revisions_of(data_, rows);
        if (!current) return current;
        return detail::revisions_in(data_, range, current.value);
    }
    [[nodiscard]] constexpr revision_list history(std::string_view range = ":", const version_rows& rows = {}) const {
        return detail::value_or_throw(try_history(range, rows));
    }

private:
    constexpr revision_list reached(const detail::links& way, revision_index older, bool with_dependencies) const {
        const revision_index start[] = {older};
        const detail::revision_marks marks = detail::closure(way, start, with_dependencies);
        return detail::all_where(data_, [&](revision_index i) { return marks[i] && i != older; });
    }

    /// Copies the text of all names into memory of this graph. In a constant expression all text is literal and stays
    /// where it is, since GCC compares only literals quickly.
    constexpr void own_text() {
        if (std::is_constant_evaluated()) return;
        std::size_t total = 0;
        for (const detail::symbol_entry& entry : data_.symbols.entries()) total += entry.text.size;
        detail::zeroed_array<char> copy(total);
        data_.symbols.move_text_to(copy.data);
        text_ = static_cast<detail::zeroed_array<char>&&>(copy);
    }

    detail::graph_data data_;
    detail::zeroed_array<char> text_;
};

}  // namespace aludel::inline v0_1
