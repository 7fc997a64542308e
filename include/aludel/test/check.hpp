// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/revision_graph.hpp>
#include <aludel/history/history_view.hpp>
#include <aludel/io/migration_error.hpp>
#include <aludel/model/schema_at.hpp>
#include <aludel/online/differences.hpp>
#include <aludel/test/database.hpp>
#include <aludel/test/losses.hpp>
#include <aludel/test/result.hpp>
#include <aludel/test/rows.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint64_t
#include <exception>    // exception
#include <memory>       // unique_ptr
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::test {

/// Checks a history on databases, and writes what it finds into a result.
class checker {
public:
    checker(const history_view& history, opener open)
        : history_(history),
          open_(std::move(open)),
          graph_(nodes_of(history)) {}

    /// Everything up, down and up again, without rows.
    result round_trip() {
        return guarded([&] {
            open();
            if (!go(online::goal::upgrade, "heads")) return;
            if (const std::string low = lowest(); low != "heads")
                if (!go(online::goal::downgrade, low)) return;
            go(online::goal::upgrade, "heads");
        });
    }

    /// Each revision up, down and up again, on tables with rows.
    result every_revision(std::uint64_t seed) {
        row_writer rows(seed);
        return guarded([&] {
            for (const revision_index which : history_.order)
                if (!check(which, rows)) return;
            found_.revision.clear();
            for (const std::string& each : rows.refused()) found_.without_rows.push_back(each);
        });
    }

private:
    /// Runs a check; an exception is what is wrong.
    template <class Work>
    result guarded(Work work) {
        try {
            work();
        } catch (const migration_error& error) {
            found_.why = text_of(error);
            if (error.kind() == migration_error_kind::statement_failed) found_.statement = error.sql();
            if (!error.revision().empty()) found_.revision = error.revision(), found_.direction = error.direction();
        } catch (const std::exception& error) {
            found_.why = error.what();
        } catch (...) {
            found_.why = "an exception of unknown type";
        }
        return found_;
    }

    /// What went wrong, without the statement and its place.
    static std::string text_of(const migration_error& error) {
        if (error.kind() == migration_error_kind::statement_failed && !error.message().empty()) return error.message();
        return error.what();
    }

    void open() {
        db_ = open_();
        applied_.assign(graph_.size(), false);
    }

    /// Migrates, and compares the database with the history; false if they differ.
    bool go(online::goal way, std::string_view target) {
        db_->migrate(way, target);
        const difference_list differences = db_->drift();
        if (differences.empty()) return true;
        found_.direction = way == online::goal::upgrade ? direction::upgrade : direction::downgrade;
        found_.why = "the database is not as the history says: " + online::text_of(differences[0]);
        if (differences.size() > 1) found_.why += " (and " + std::to_string(differences.size() - 1) + " more)";
        return false;
    }

    /// The way down to the newest revision that is irreversible, or to base.
    std::string lowest() {
        std::string low = "base";
        for (const revision_index which : history_.order)
            if (!history_.at(which).irreversible.empty()) {
                low = history_.at(which).id.text();
                found_.irreversible.push_back(low);
            }
        return low;
    }

    /// Brings a database to the state right below a revision: all that it needs, and nothing else.
    void go_below(revision_index which) {
        std::vector<bool> needed(graph_.size(), false);
        for (const revision_index each : graph_.ancestors(which)) needed[each] = true;
        if (db_ && applied_ == needed) return;
        open();
        applied_ = needed;
        for (const auto links : {graph_.parents(which), graph_.dependencies(which)})
            for (const revision_index each : links) db_->migrate(online::goal::upgrade, graph_.id(each).text());
    }

    /// The schema at what these revisions need, and they themselves.
    [[nodiscard]] schema schema_of(const std::vector<bool>& applied) const {
        revision_list order;
        for (const revision_index each : history_.order)
            if (applied[each]) order.push_back(each);
        return detail::schema_after(history_, order);
    }

    static bool is_raw(const op::operation& each) {
        return each.kind == op::operation_kind::execute || each.kind == op::operation_kind::run;
    }
    /// Whether an upgrade does anything to a table; raw SQL may do something to all of them.
    static bool touches(const op::operations_view& upgrade, const name& table) {
        for (const op::operation& each : upgrade.list)
            if (is_raw(each) || each.table == table || name(std::string_view(each.to)) == table) return true;
        return false;
    }
    /// Whether rows that are written after an upgrade are possible before it: it only adds to the table.
    static bool only_adds_to(const op::operations_view& upgrade, const name& table) {
        for (const op::operation& each : upgrade.list) {
            if (is_raw(each)) return false;
            if (each.table != table && name(std::string_view(each.to)) != table) continue;
            switch (each.kind) {
                case op::operation_kind::create_table:
                case op::operation_kind::add_column:
                case op::operation_kind::create_index:
                case op::operation_kind::insert:
                case op::operation_kind::rename_table:
                case op::operation_kind::rename_column: break;
                default: return false;
            }
        }
        return true;
    }

    void add_rows_below(row_writer& rows, const schema& whole, const op::operations_view& upgrade, bool may_touch) {
        std::vector<name> wanted;
        for (const detail::table_entry& each : whole.tables.entries()) {
            if (!each.alive) continue;
            const bool is_touched = touches(upgrade, each.name);
            if (is_touched ? may_touch : row_writer::count(*db_, each.view()) == 0) wanted.push_back(each.name);
        }
        rows.add(*db_, whole, wanted, 3);
    }
    void add_rows_above(row_writer& rows, const schema& below, const schema& whole,
                        const op::operations_view& upgrade) {
        std::vector<name> wanted;
        for (const detail::table_entry& each : whole.tables.entries())
            if (each.alive && touches(upgrade, each.name) && only_adds_to(upgrade, each.name) &&
                (!below.has_table(each.name) || !refers_to_inserted(upgrade, each.view())))
                wanted.push_back(each.name);
        rows.add(*db_, whole, wanted, 3);
    }
    /// Whether a row of a table may refer to one that the upgrade inserts, which its downgrade could then not delete.
    static bool refers_to_inserted(const op::operations_view& upgrade, const op::table_view& table) {
        for (const op::constraint& key : table.constraints())
            for (const op::operation& each : upgrade.list)
                if (key.kind == op::constraint_kind::foreign_key && each.kind == op::operation_kind::insert &&
                    key.points_at(each.table))
                    return true;
        return false;
    }

    /// Whether a rule does not hold in a revision on purpose.
    [[nodiscard]] bool is_waived(const op::revision& revision, rule which) const {
        for (const op::acknowledgement& each : revision.acknowledgements)
            if (each.rule == which) return true;
        return history_.settings->level_of(which) == level::off;
    }
    /// Whether the author of a revision promises something about the rows that exist.
    [[nodiscard]] bool promises_rows(const op::revision& revision) const {
        for (const rule each :
             {rule::add_required_column, rule::sets_not_null, rule::adds_unique, rule::adds_check,
              rule::adds_foreign_key, rule::may_not_convert, rule::narrows_type, rule::nullable_primary_key})
            if (is_waived(revision, each)) return true;
        return false;
    }

    /// A target of a downgrade that reverts this revision alone; empty if there is none.
    [[nodiscard]] std::string target_below(revision_index which) {
        const std::vector<std::string> now = db_->current();
        const version_rows rows(now);  // it refers to them
        std::vector<std::string> targets{std::string(graph_.id(which).text()) + "-1", "base"};
        for (const std::string& each : targets)
            if (const plan_result found = graph_.try_downgrade(rows, each); found && found.value.steps.size() == 1)
                return each;
        return {};
    }

    /// Checks a revision; false if something is wrong. If its author promises something about rows that the generated
    /// ones do not keep, others would not either: then the tables that it changes have none.
    bool check(revision_index which, row_writer& rows) {
        const op::revision& revision = history_.at(which);
        try {
            return check(which, rows, true);
        } catch (const migration_error& error) {
            const bool is_of_rows = error.kind() == migration_error_kind::statement_failed ||
                error.kind() == migration_error_kind::foreign_keys;
            if (!is_of_rows || !promises_rows(revision)) throw;
            found_.without_rows.push_back("what `" + std::string(revision.id.text()) +
                                          "` changes, for it acknowledges this: " + text_of(error));
        }
        db_ = nullptr;
        return check(which, rows, false);
    }

    bool check(revision_index which, row_writer& rows, bool may_touch) {
        const op::revision& revision = history_.at(which);
        const std::string id(revision.id.text());
        found_.revision = id, found_.direction = direction::upgrade;
        go_below(which);
        const schema below = schema_of(applied_);
        const std::vector<kept_table> kept = kept_tables(below, revision.upgrade);
        add_rows_below(rows, below, revision.upgrade, may_touch);
        trip_rows seen;
        seen.before = rows_of(*db_, kept, true);
        if (!go(online::goal::upgrade, id)) return false;
        applied_[which] = true;
        const std::string target = revision.irreversible.empty() ? target_below(which) : std::string();
        if (target.empty()) return found_.irreversible.push_back(id), true;
        seen.above = rows_of(*db_, kept, false);
        if (may_touch) add_rows_above(rows, below, schema_of(applied_), revision.upgrade);
        seen.added = rows_of(*db_, kept, false);
        found_.direction = direction::downgrade;
        if (!go(online::goal::downgrade, target)) return false;
        seen.after = rows_of(*db_, kept, true);
        found_.why = first_loss(
            kept, seen, is_waived(revision, rule::deletes_all_rows) || is_waived(revision, rule::rows_not_restored));
        if (!found_.why.empty()) return false;
        found_.direction = direction::upgrade;
        return go(online::goal::upgrade, id);
    }

    history_view history_;
    opener open_;
    revision_graph graph_;
    std::unique_ptr<database> db_{};
    std::vector<bool> applied_{};  // the revisions that the database has
    result found_{};
};

/// Adds rows to all tables of a database with a history.
inline std::vector<std::string> add_rows(database& db, const history_view& history, std::size_t count,
                                         std::uint64_t seed) {
    const revision_graph graph(nodes_of(history));
    revision_list rows;
    for (const std::string& each : db.current())
        for (const revision_index which : graph.find(each)) rows.push_back(which);
    const schema whole = detail::schema_after(history, detail::in_order(history, graph.applied_at(rows)));
    std::vector<name> tables;
    for (const detail::table_entry& each : whole.tables.entries())
        if (each.alive) tables.push_back(each.name);
    row_writer writer(seed);
    writer.add(db, whole, tables, count);
    return writer.refused();
}

}  // namespace aludel::inline v0_1::test
