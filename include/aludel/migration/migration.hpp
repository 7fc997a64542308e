// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/migration/renderer.hpp>
#include <aludel/migration/shortcut.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1 {

/// One revision in one direction, with its statements and what they require.
struct migration_step {
    const op::revision* revision = nullptr;
    revision_index index = 0;  ///< the index of the revision in the history
    direction way = direction::upgrade;
    detail::vector<version_write> writes;  ///< rows to write to the version table after the statements
    statement_list statements;
    bool transactional = true;          ///< false: each statement runs outside of a transaction
    bool may_orphan = false;            ///< the statements may create foreign key violations while foreign keys are off
    /// Foreign keys must be off before the transaction begins, because a table is rebuilt.
    bool foreign_keys_off = false;
};

/// The migration of one database from its current revisions to a target. The graph plans it, and its steps are rendered
/// one by one. It has no connection; scripts and the online engine both use it.
class migration {
public:
    /// `rows` are the rows of the version table. Throws `revision_error` of kind `invalid_graph` where the graph of the
    /// history has findings.
    constexpr migration(const history_view& history, op::dialect target, const version_rows& rows)
        : history_(history), graph_(nodes_of(history)), rows_(rows), renderer_(history, target) {}

    /// Without a database: begins with an empty version table, or where `start_at` says.
    constexpr migration(const history_view& history, op::dialect target) : migration(history, target, version_rows()) {}
    /// Sets the beginning of a range `from:to`. Called before the plan; returns the error of an unknown target.
    constexpr graph_error start_at(std::string_view from) {
        const graph_result<revision_list> found = graph_.try_find(from);
        if (!found) return found.error;
        for (const revision_index at : found.value) {
            // A database may record a squash by the id of the last revision that it replaced.
            const op::list_view<name>& replaced = history_.at(at).replaces;
            const bool by_old_name = !replaced.empty() && replaced[replaced.size() - 1].text() == from;
            rows_.ids.push_back(by_old_name ? replaced[replaced.size() - 1] : graph_.id(at));
        }
        return {};
    }

    /// Plans the upgrade to a target. Throws `revision_error` for a target that cannot be reached, and for rows that
    /// the history does not have. A migration is planned once.
    constexpr void upgrade(std::string_view target) { start(graph_.upgrade(rows_, target)); }
    /// Plans the downgrade to a target. Throws `revision_error` in the same cases, and where the plan contains an
    /// irreversible revision.
    constexpr void downgrade(std::string_view target) {
        aludel::plan made = graph_.downgrade(rows_, target);
        for (const plan_step& step : made.steps)
            if (const op::revision& revision = history_.at(step.revision); !revision.irreversible.empty())
                throw revision_error(graph_error(graph_error_kind::irreversible, {"revision `", revision.id, "` is irreversible: ", revision.irreversible.text(),
                                                 ". Choose a target above it, or restore a backup from before it"}));
        start(std::move(made));
    }
    /// Plans writes to the version table only, without steps. Throws `revision_error` for unknown targets.
    constexpr void stamp(detail::span<const std::string_view> targets, bool purge) { plan_ = graph_.stamp(rows_, targets, purge); }

    /// The same without exceptions, for plans in constant expressions: returns the error, if there is one.
    constexpr graph_error try_upgrade(std::string_view target) { return take(graph_.try_upgrade(rows_, target)); }
    constexpr graph_error try_downgrade(std::string_view target) { return take(graph_.try_downgrade(rows_, target)); }

    /// The rows of the version table before the first step.
    [[nodiscard]] constexpr const version_rows& rows() const { return rows_; }
    /// The number of steps.
    [[nodiscard]] constexpr std::size_t size() const { return plan_.steps.size(); }
    /// A planned step.
    [[nodiscard]] constexpr const plan_step& at(std::size_t which) const { return plan_.steps[which]; }
    [[nodiscard]] constexpr const aludel::plan& plan() const { return plan_; }
    [[nodiscard]] constexpr const revision_graph& graph() const { return graph_; }
    [[nodiscard]] constexpr const history_view& history() const { return history_; }

    /// The renderer, with the schema before the first step.
    constexpr detail::renderer& renderer() {
        if (!started_) renderer_.start_at(applied_, wanted_);
        started_ = true;
        return renderer_;
    }
    /// The revisions that the database has before the first step, in the order of application.
    [[nodiscard]] constexpr const detail::vector<revision_index>& applied() const { return applied_; }
    /// A mark for each revision that the plan downgrades, by its index.
    [[nodiscard]] constexpr const detail::vector<char>& wanted() const { return wanted_; }

    /// Renders a step. Steps are rendered in order, each once. Where a step continues the transaction of the one
    /// before, tables that were verified there are not verified again.
    constexpr migration_step render(std::size_t which, bool goes_on = false) {
        const plan_step& step = plan_.steps[which];
        if (!goes_on) renderer().begin_transaction();
        detail::rendered written = renderer().render(step);
        const auto writes = plan_.writes_of(step);
        migration_step made;
        made.revision = &history_.at(step.revision), made.index = step.revision, made.way = step.direction;
        made.writes = {writes.data(), writes.data() + writes.size()};
        made.statements = std::move(written.statements);
        made.transactional = made.revision->transactional, made.foreign_keys_off = written.foreign_keys_off, made.may_orphan = written.may_orphan;
        return made;
    }

    /// Whether the schema has a table after the steps rendered so far.
    [[nodiscard]] constexpr bool has_table(const name& table) { return renderer().current().has_table(table); }

private:
    constexpr graph_error take(plan_result&& result) {
        if (!result) return result.error;
        start(std::move(result.value));
        return {};
    }

    /// Takes a plan, and finds what is applied before its first step: the revisions of the rows and their ancestors.
    constexpr void start(aludel::plan&& made) {
        plan_ = detail::shortened(std::move(made), history_);
        if (plan_.steps.empty()) return;
        detail::vector<char> has(history_.size());
        wanted_.resize(history_.size());
        for (const name& row : rows_.ids)
            for (const revision_index at : graph_.find(row.text())) {
                has[at] = 1;
                for (const revision_index below : graph_.ancestors(at)) has[below] = 1;
            }
        for (const plan_step& step : plan_.steps)
            if (step.direction == direction::downgrade) wanted_[step.revision] = 1;
        for (const revision_index which : history_.order)
            if (has[which]) applied_.push_back(which);
    }

    history_view history_;
    revision_graph graph_;
    version_rows rows_;
    aludel::plan plan_;
    detail::vector<revision_index> applied_;
    detail::vector<char> wanted_;
    detail::renderer renderer_;
    bool started_ = false;
};

}  // namespace aludel::inline v0_1
