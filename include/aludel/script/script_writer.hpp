// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/dialect/dialects.hpp>
#include <aludel/migration/migration.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/sql/quote.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// A range of revisions: `from:to`, either side may be left out.
struct script_range {
    std::string_view from = "base";
    std::string_view to = "heads";

    constexpr explicit script_range(std::string_view range) {
        const std::size_t colon = range.find(':');
        if (colon == std::string_view::npos) {
            if (!range.empty()) to = range;
            return;
        }
        if (colon != 0) from = range.substr(0, colon);
        if (colon + 1 != range.size()) to = range.substr(colon + 1);
    }
};

/// A way without the graph that planned it: what the steps of a script are written from.
struct planned_steps {
    op::list_view<plan_step> steps;
    op::list_view<version_write> writes;

    constexpr explicit planned_steps(const plan& of) : steps(op::view_of(of.steps)), writes(op::view_of(of.writes)) {}
    constexpr planned_steps(const plan_step* first_step, std::size_t step_count, const version_write* first_write, std::size_t write_count)
        : steps{first_step, static_cast<std::uint32_t>(step_count)}, writes{first_write, static_cast<std::uint32_t>(write_count)} {}
};

/// Writes the script that takes a database from one place in the history to another: the same statements in the same
/// order as the online engine, and guards for what that looks at itself.
template <dialect_type Dialect>
class script_writer {
    using words = typename Dialect::script;
    using needs = typename Dialect::needs;
    static constexpr const own_table_words& own_words = Dialect::own_tables::words;

public:
    constexpr script_writer(const history_view& history, op::dialect target) : history_(history), settings_(*history.settings), target_(target) {}

    /// All ahead of the steps; `rows` are the version table's then.
    constexpr void begin(sql_text& to, const script_range& range, const version_rows& rows, const needs& wanted) const {
        to.put("-- "), dialect::put_comment(to, settings_.title.empty() ? history_.title : settings_.title);
        to.put(": "), dialect::put_comment(to, range.from), to.put(" to "), dialect::put_comment(to, range.to);
        to.put(", for ").put(target_.traits->name).put(". Generated; do not edit.\n");
        words::head(to, target_, wanted);
        words::begin(to);
        create_version_table(to, settings_, own_words), end(to);
        create_journal(to, settings_, own_words), end(to);
        words::start(to, target_, settings_, rows, wanted);
    }

    /// Writes a step, and what the version table is told of it. Returns what it needs.
    constexpr needs step(sql_text& to, renderer<Dialect>& engine, const planned_steps& all, std::size_t which) const {
        const plan_step& step = all.steps[which];
        const op::revision& revision = history_.at(step.revision);
        const bool up = step.direction == direction::upgrade;
        to.put(up ? "-- Running upgrade " : "-- Running downgrade ");
        if (up) put_ids(to, revision.parents), to.put(" -> "), dialect::put_comment(to, revision.id);
        else dialect::put_comment(to, revision.id), to.put(" -> "), put_ids(to, revision.parents);
        if (!revision.message.empty()) to.put(", "), dialect::put_comment(to, revision.message);
        if (step.revision >= history_.revisions.size()) to.put("\n-- in place of "), put_ids(to, revision.replaces);
        to.put("\n\n");
        const bool transactional = renderer<Dialect>::is_transactional(revision);
        if (!transactional) words::commit(to, target_, engine.verified().met);
        const rendered<Dialect> made = engine.render(step, &to);
        if (!transactional) words::begin(to);
        for (std::size_t i = 0; i < step.write_count; ++i) write_version(to, settings_, own_words, all.writes[step.first_write + i]), end(to);
        write_journal(to, settings_, own_words, revision, step.direction), end(to);
        if (settings_.transaction_per_revision && which + 1 != all.steps.size()) {
            words::commit(to, target_, engine.verified().met), words::begin(to);
            engine.begin_transaction();
        }
        return made.needs;
    }

    constexpr void finish(sql_text& to, const needs& wanted) const {
        const std::size_t before = to.size();
        words::commit(to, target_, wanted);
        words::end(to, wanted);
        if (to.size() == before) to.put("-- The end\n");  // where there is no COMMIT, it still shows that the script is whole
    }

private:
    static constexpr void end(sql_text& to) { to.put(";\n\n"); }

    static constexpr void put_ids(sql_text& to, const op::list_view<name>& ids) {
        for (std::size_t i = 0; i < ids.size(); ++i) to.put(i == 0 ? "" : ", "), dialect::put_comment(to, ids[i]);
    }

    history_view history_;
    const op::settings& settings_;
    op::dialect target_;
};

/// The way that a range means: up, or down where its end stands below its beginning.
constexpr graph_error plan_range(migration_plan& way, const script_range& range) {
    if (const graph_error error = way.try_upgrade(range.to); !error) {
        if (way.size() != 0 || range.from == range.to) return {};
    } else if (error.kind != graph_error_kind::not_reachable && error.kind != graph_error_kind::invalid_syntax && error.kind != graph_error_kind::relative_out_of_range) {
        return error;
    }
    return way.try_downgrade(range.to);
}

/// Why a plan cannot be written down; no finding where it can.
template <dialect_type Dialect>
constexpr finding unwritable(const migration_plan& way, const op::dialect& target) {
    for (const plan_step& step : way.plan().steps) {
        const op::revision& revision = way.history().at(step.revision);
        const bool up = step.direction == direction::upgrade;
        if (!up && !revision.irreversible.empty())
            return finding(rule::downgrade_required, revision.id, {"script: revision `", revision.id, "` is irreversible: ", revision.irreversible.text(), ". End the range above it"});
        const op::operations& operations = up ? revision.upgrade : revision.downgrade;
        for (const op::operation& each : operations.list) {
            if (each.kind == op::operation_kind::run)
                return finding(rule::online_only, revision.id, {"script: revision `", revision.id,
                               "` has an al::run step, which only a program can do. Migrate online, write the step in SQL, or leave the revision out of the range"});
            if (const std::string_view why = Dialect::unsupported(operations, each, target); !why.empty())
                return finding(rule::unsupported_operation, revision.id, {"script: revision `", revision.id, "` cannot be written for ", target.traits->name, ", which ", why,
                               ". Write SQL for that database with al::for_dialect(...), or leave the revision out of the range"});
        }
    }
    return {};
}

/// There are no words for a database.
constexpr finding unknown_database(op::dialect_id) {
    return finding(rule::unsupported_operation, name(), {"script: only ", written_dialects, " can be rendered yet. Use that dialect"});
}

/// Plans the way of a script, from where its range begins. What is wrong with it, or no finding.
template <dialect_type Dialect>
constexpr finding plan_script(migration_plan& way, const op::dialect& target, const script_range& range) {
    if (const graph_error error = way.start_at(range.from)) return error.as_finding();
    if (const graph_error error = plan_range(way, range)) return error.as_finding();
    return unwritable<Dialect>(way, target);
}

/// The whole script of a way that is planned.
template <dialect_type Dialect>
sql_text script_of_way(migration<Dialect>& way, const op::dialect& target, const script_range& range) {
    const script_writer<Dialect> writer(way.history(), target);
    const planned_steps all(way.plan());
    sql_text steps, made;
    typename Dialect::needs needs{};
    for (std::size_t i = 0; i < way.size(); ++i) needs.add(writer.step(steps, way.renderer(), all, i));
    writer.begin(made, range, way.rows(), needs);
    made.put(steps.view());
    writer.finish(made, needs);
    return made;
}

}  // namespace aludel::inline v0_1::detail
