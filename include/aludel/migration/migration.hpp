// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/span.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/graph/revision_graph.hpp>
#include <aludel/history/schema_after.hpp>
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
    bool transactional = true;      ///< false: each statement runs outside of a transaction
    bool ends_transaction = false;  ///< the next step begins another one
};

/// The same with what the database needs besides the statements.
template <dialect_type Dialect>
struct written_step : migration_step {
    typename Dialect::needs needs{};
};

/// The plan of a migration of one database from its current revisions to a target, by the graph. It knows neither
/// connection nor dialect.
class migration_plan {
public:
    /// `rows` are the rows of the version table. Throws `revision_error` of kind `invalid_graph` where the graph of the
    /// history has findings.
    constexpr explicit migration_plan(const history_view& history, const version_rows& rows = {})
        : history_(history),
          graph_(nodes_of(history)),
          rows_(rows) {}

    /// Sets the beginning of a range `from:to`. Called before the plan; returns the error of an unknown target.
    constexpr graph_error start_at(std::string_view source) {
        const graph_result<revision_list> found = graph_.try_find(source);
        if (!found) return found.error;
        for (const revision_index revision : found.value) {
            // A database may record a squash by the id of the last revision that it replaced.
            const op::list_view<name>& replaced = history_.at(revision).replaces;
            const bool by_old_name = !replaced.empty() && replaced[replaced.size() - 1].text() == source;
            rows_.ids.push_back(by_old_name ? replaced[replaced.size() - 1] : graph_.id(revision));
        }
        return {};
    }

    /// Plans the upgrade to a target. Throws `revision_error` for a target that cannot be reached, and for rows that
    /// the history does not have. A migration is planned once.
    constexpr void upgrade(std::string_view target) { start(graph_.upgrade(rows_, target)); }
    /// Plans the downgrade to a target. Throws `revision_error` in the same cases, and where the plan contains an
    /// irreversible revision.
    constexpr void downgrade(std::string_view target) { start(downgrade_to(target)); }
    /// Plans the downgrade to a target, and the upgrade back to where the database is. Throws `revision_error` as
    /// these.
    constexpr void redo(std::string_view target) {
        aludel::plan result = downgrade_to(target);
        if (result.steps.empty()) return start(std::move(result));
        aludel::plan up = graph_.upgrade(version_rows(result.heads), result.steps[0].id);
        if (up.heads.size() != graph_.find("current", rows_).size())
            throw revision_error(
                graph_error(graph_error_kind::ambiguous_current,
                            {"`", target, "` would take back several branches. Redo them one by one, as label@-1"}));
        const auto first_write = static_cast<std::uint32_t>(result.writes.size());
        for (plan_step& step : up.steps) step.first_write += first_write, result.steps.push_back(step);
        for (const version_write& write : up.writes) result.writes.push_back(write);
        result.texts.hold(std::move(up.texts));
        start(std::move(result));
    }
    /// Plans writes to the version table only, without steps. Throws `revision_error` for unknown targets.
    constexpr void stamp(detail::span<const std::string_view> targets, bool purge) {
        plan_ = graph_.stamp(rows_, targets, purge);
    }

    /// The same without exceptions, for plans in constant expressions: returns the error, if there is one.
    constexpr graph_error try_upgrade(std::string_view target) { return take(graph_.try_upgrade(rows_, target)); }
    constexpr graph_error try_downgrade(std::string_view target) { return take(graph_.try_downgrade(rows_, target)); }
    /// Plans a range from its beginning, instead of a database, to its end. Returns the error, if there is one.
    constexpr graph_error try_range(const symbol_range& range) {
        if (const graph_error error = start_at(range.start)) return error;
        return take(graph_.try_range(rows_, range));
    }

    /// The rows of the version table before the first step.
    [[nodiscard]] constexpr const version_rows& rows() const { return rows_; }
    /// The number of steps.
    [[nodiscard]] constexpr std::size_t size() const { return plan_.steps.size(); }
    /// A planned step.
    [[nodiscard]] constexpr const plan_step& at(std::size_t which) const { return plan_.steps[which]; }
    [[nodiscard]] constexpr const aludel::plan& plan() const { return plan_; }
    [[nodiscard]] constexpr const revision_graph& graph() const { return graph_; }
    [[nodiscard]] constexpr const history_view& history() const { return history_; }

    /// The revisions that the database has before the first step, in the order of application.
    [[nodiscard]] constexpr const detail::vector<revision_index>& applied() const { return applied_; }
    /// A mark for each revision that the plan downgrades, by its index.
    [[nodiscard]] constexpr const detail::vector<char>& wanted() const { return wanted_; }

private:
    constexpr graph_error take(plan_result&& result) {
        if (!result) return result.error;
        start(std::move(result.value));
        return {};
    }

    constexpr aludel::plan downgrade_to(std::string_view target) {
        aludel::plan result = graph_.downgrade(rows_, target);
        for (const plan_step& step : result.steps)
            if (const op::revision& revision = history_.at(step.revision); !revision.irreversible.empty())
                throw revision_error(
                    graph_error(graph_error_kind::irreversible,
                                {"revision `", revision.id, "` is irreversible: ", revision.irreversible.text(),
                                 ". Choose a target above it, or restore a backup from before it"}));
        return result;
    }

    /// Takes a plan, and finds what is applied before its first step: the revisions of the rows and their ancestors.
    constexpr void start(aludel::plan&& result) {
        plan_ = detail::shortened(std::move(result), history_);
        if (plan_.steps.empty()) return;
        wanted_.resize(history_.size());
        for (const plan_step& step : plan_.steps)
            if (step.direction == direction::downgrade) wanted_[step.revision] = 1;
        applied_ = detail::in_order(history_, graph_.applied_at(graph_.find("current", rows_)));
    }

    history_view history_;
    revision_graph graph_;
    version_rows rows_;
    aludel::plan plan_;
    detail::vector<revision_index> applied_;
    detail::vector<char> wanted_;
};

/// A plan, and its steps rendered for a database. Scripts and the online engine both use it.
template <dialect_type Dialect>
class migration : public migration_plan {
public:
    using step_type = written_step<Dialect>;

    /// With the rows of the version table. Throws as the constructor of `migration_plan`.
    constexpr migration(const history_view& history, op::dialect target, const version_rows& source = {})
        : migration_plan(history, source),
          renderer_(history, target) {}

    /// The renderer, with the schema before the first step.
    constexpr detail::renderer<Dialect>& renderer() {
        if (!started_) renderer_.start_at(applied(), wanted());
        started_ = true;
        return renderer_;
    }

    /// Renders a step. Steps are rendered in order, each once. Where a step continues the transaction of the one
    /// before, tables that were verified there are not verified again.
    constexpr step_type render(std::size_t which, bool goes_on = false) {
        const plan_step& step = plan().steps[which];
        if (!goes_on) renderer().begin_transaction();
        detail::revision_sql<Dialect> written = renderer().render(step);
        const auto writes = plan().writes_of(step);
        step_type result;
        result.revision = &history().at(step.revision), result.index = step.revision, result.way = step.direction;
        result.writes = {writes.data(), writes.data() + writes.size()};
        result.statements = std::move(written.statements);
        result.transactional = detail::renderer<Dialect>::is_transactional(*result.revision),
        result.needs = written.needs, result.ends_transaction = written.ends_transaction;
        return result;
    }

    /// Whether the schema has a table after the steps rendered so far.
    [[nodiscard]] constexpr bool has_table(const name& table) { return renderer().current().has_table(table); }

private:
    detail::renderer<Dialect> renderer_;
    bool started_ = false;
};

}  // namespace aludel::inline v0_1
