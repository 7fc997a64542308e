// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/batch.hpp>
#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/sqlite/capability.hpp>
#include <aludel/dialect/sqlite/known_table.hpp>
#include <aludel/dialect/sqlite/needs.hpp>
#include <aludel/dialect/sqlite/operation.hpp>
#include <aludel/dialect/sqlite/orphans.hpp>
#include <aludel/dialect/sqlite/pending_rebuild.hpp>
#include <aludel/dialect/sqlite/rebuild_order.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1 {

/// Writes the statements of revisions for SQLite. It receives each operation in order, with its table before and after
/// it, and keeps only copies.
///
/// What SQLite can do natively is written at once: it is a thousand times cheaper than a rebuild, and RENAME COLUMN
/// also updates views, triggers and the foreign keys of other tables. The first operation of a table without a native
/// statement begins a rebuild. Later operations of the revision on the table join it, as long as no operation in
/// between could observe the difference.
class sqlite_statements {
public:
    constexpr explicit sqlite_statements(op::dialect target = sqlite) : target_(target) {}

    /// Begins a revision. One without a transaction gets one around each of its rebuilds. If a script is given, the
    /// statements are written to it. `met`: the needs that the transaction already fulfils.
    constexpr void begin_revision(bool transactional = true, sql_text* script = nullptr,
                                  const sqlite_dialect::needs& met = {}) {
        statements_.restart(script), pending_.clear(), unspelled_.clear();
        probed_ = none;
        transactional_ = transactional, rebuilds_ = saves_ = 0, has_guards_ = false;
        dropped_views_.clear();
        trusts_ = may_orphan_ = false, foreign_keys_off_ = met.foreign_keys_off;
    }

    /// To be called before an operation that will be executed is applied to the schema.
    constexpr void look_ahead(const schema& before, const op::operations_view& arrays, const op::operation& operation) {
        may_orphan_ = may_orphan_ || detail::may_orphan(before, arrays, operation);
    }

    /// Whether the operation reads its table. Only then `before` and `after` must be complete, indexes included, with
    /// all names as in the database; for other operations the table's name and options are enough.
    [[nodiscard]] constexpr bool reads_table(const op::operations_view& arrays, const op::operation& operation,
                                             const op::table_view& before) const {
        if (!before || !is_alteration(operation.kind)) return false;
        for (const pending& each : pending_)
            if (each.before.table == before.name) return true;
        switch (operation.kind) {
            case op::operation_kind::drop_column:
            case op::operation_kind::alter_column:
            case op::operation_kind::drop_constraint: return true;
            default: return !sqlite_dialect::native_alter(arrays, operation, before, before, target_);
        }
    }

    constexpr void operation(std::uint32_t index, const op::operations_view& arrays, const op::operation& operation,
                             const op::table_view& before, const op::table_view& after) {
        looked_ = false;
        if (!pending_.empty()) flush_for(arrays, operation, before);
        if (is_alteration(operation.kind)) alter(index, arrays, operation, before, after);
        else if (operation.kind == op::operation_kind::drop_view && (keeps_triggers_ || triggers_before_ != nullptr))
            drop_view(index, arrays, operation, before, after);
        else put(index, arrays, operation, before, after);
        if (operation.kind == op::operation_kind::create_view) restore_triggers(index, operation.table);
    }

    constexpr void write(std::uint32_t index, const op::operations_view& arrays, const op::operation& each,
                         const operation_context& context) {
        keeps_triggers_ = !context.remakes_triggers, trusts_ = context.is_verified;
        fires_ = context.fires_triggers, version_table_ = context.version_table;
        if (!version_table_.empty() && may_break_triggers(each.kind)) probed_ = index;
        batch_key_ = context.batch_key;
        triggers_before_ = context.triggers_before, triggers_after_ = context.triggers_after;
        operation(index, arrays, each, context.before, context.after);
    }

    constexpr void stop(std::uint32_t index, std::string_view sentence) {
        sqlite_dialect::put_stop(statements_, index, sentence);
    }

    /// Whether the last operation began a rebuild, which compares its table with the history.
    [[nodiscard]] constexpr bool has_verified() const { return looked_; }

    /// To be called at the end of a revision in a script, for a trigger that it may have broken, with its table, if the
    /// history knows that, or for one of a view that it knows.
    constexpr void fire(const op::operations& trigger, const op::table_view& table, bool is_view) {
        flush();
        sqlite_dialect::put_firing(statements_, trigger, table, is_view);
    }

    /// To be called at the end of a revision in a script that drops tables, views or columns, with the triggers that
    /// the history knows.
    constexpr void guard_triggers(const detail::vector<name>& tables, const detail::vector<name>& columns,
                                  const detail::vector<name>& known) {
        flush();
        sqlite_dialect::put_unknown_triggers_guard(statements_, tables, columns, known);
    }

    /// Writes the pending rebuilds. A script checks for foreign-key violations before its COMMIT; otherwise, and for a
    /// revision without a transaction, the check is written here.
    constexpr void finish() {
        flush();
        if (probed_ != none) sqlite_dialect::put_trigger_probe(statements_, probed_, version_table_);
        if (rebuilds_ != 0 && !(statements_.is_script() && transactional_))
            sqlite_dialect::put_violations_guard(statements_, statements_.last_operation());
        statements_.finish();
    }

    [[nodiscard]] constexpr const statement_list& statements() const { return statements_; }
    [[nodiscard]] constexpr statement_list take() { return std::move(statements_); }

    [[nodiscard]] constexpr sqlite_dialect::needs needs() const {
        return sqlite_dialect::needs(rebuilds_ != 0, may_orphan_);
    }

    /// Operations without a text for SQLite: they have texts for other databases only.
    [[nodiscard]] constexpr const detail::vector<std::uint32_t>& unspelled() const { return unspelled_; }

private:
    using pending = sqlite_dialect::pending_rebuild;

    /// A dropped view whose triggers are kept, and the number of their `save`; 0: only those of the history are kept,
    /// and created again.
    struct dropped_view {
        name view{};
        std::uint32_t number = 0;
        op::operations triggers{};  ///< those of them that the history knows
        bool restored = false;
    };

    static constexpr bool is_alteration(op::operation_kind kind) {
        switch (kind) {
            case op::operation_kind::add_column:
            case op::operation_kind::drop_column:
            case op::operation_kind::rename_column:
            case op::operation_kind::alter_column:
            case op::operation_kind::add_constraint:
            case op::operation_kind::drop_constraint:
            case op::operation_kind::create_index:
            case op::operation_kind::drop_index: return true;
            default: return false;
        }
    }

    static constexpr bool may_break_triggers(op::operation_kind kind) {
        switch (kind) {
            case op::operation_kind::create_table:
            case op::operation_kind::create_index:
            case op::operation_kind::drop_index:
            case op::operation_kind::comment_on_table:
            case op::operation_kind::validate_constraint:
            case op::operation_kind::refresh_view:
            case op::operation_kind::insert:
            case op::operation_kind::delete_rows:
            case op::operation_kind::run: return false;
            default: return true;
        }
    }

    constexpr pending* pending_of(const name& table) {
        for (pending& each : pending_)
            if (each.before.table == table) return &each;
        return nullptr;
    }

    /// A script creates the table of guards at its beginning; this creates it for statements that are used without
    /// that.
    constexpr void put_guard_table(std::uint32_t index) {
        if (!statements_.is_script() && !has_guards_)
            sqlite_dialect::put_guard_table(statements_, index), sqlite_dialect::put_unknown_view(statements_, index);
        has_guards_ = true;
    }

    /// Writes DROP VIEW. It also drops the triggers of the view, which are restored when the view is created again; a
    /// view that is not is an error.
    constexpr void drop_view(std::uint32_t index, const op::operations_view& arrays, const op::operation& operation,
                             const op::table_view& before, const op::table_view& after) {
        put_guard_table(index);
        dropped_view dropped{operation.table};
        if (keeps_triggers_) {
            sql_text& guard = sqlite_dialect::put_guard(statements_, index, "only_known").put("count(*) = 0");
            sqlite_dialect::put_triggers(guard, operation);
            sqlite_dialect::put_without_triggers(guard, triggers_before_);
        }
        op::operations gone;  // known triggers that are dropped with the view for good
        if (triggers_before_ != nullptr) {
            const op::operations_view known = triggers_before_->view();
            for (const op::operation& each : known.list)
                (is_known_after(each) ? dropped.triggers : gone).append(known, each);
        }
        if (keeps_triggers_) {
            const new_statement save = add_statement(statements_, index, statement_kind::save);
            save.run = dropped.number = ++saves_;
            sqlite_dialect::put_triggers(save.sql.put("SELECT sql, type, name, tbl_name"), operation);
            sqlite_dialect::put_without_triggers(save.sql, &gone);
            save.sql.put(" ORDER BY rowid");
        }
        dropped_views_.push_back(std::move(dropped));
        put(index, arrays, operation, before, after);
    }
    [[nodiscard]] constexpr bool is_known_after(const op::operation& trigger) const {
        if (triggers_after_ != nullptr)
            for (const op::operation& each : triggers_after_->list)
                if (each.object == trigger.object) return true;
        return false;
    }
    constexpr void restore_triggers(std::uint32_t index, const name& view) {
        for (dropped_view& each : dropped_views_) {
            if (!dialect::same_identifier(each.view, view) || each.restored) continue;
            if (each.number != 0) add_statement(statements_, index, statement_kind::restore).run = each.number;
            sqlite_dialect::put_triggers(statements_, index, each.triggers,
                                         each.number != 0 ? statement_kind::script_only : statement_kind::sql);
            each.restored = true;
        }
    }

    constexpr void put(std::uint32_t index, const op::operations_view& arrays, const op::operation& operation,
                       const op::table_view& before, const op::table_view& after) {
        if (!transactional_ && operation.kind == op::operation_kind::execute) put_check(index, arrays, operation);
        if (!batch_key_.empty())
            if (const op::dialect_text* const raw = dialect::text_for(op::dialect_id::sqlite, arrays, operation))
                dialect::put_batches(statements_, index, target_, raw->sql, batch_key_, operation.batch_rows);
        if (sqlite_dialect::put_operation(statements_, index, arrays, operation, before, after) !=
            sqlite_dialect::outcome::done)
            unspelled_.push_back(index);
    }

    /// Writes the checks before raw SQL that commits a transaction of the revision's own.
    constexpr void put_check(std::uint32_t index, const op::operations_view& arrays, const op::operation& operation) {
        const op::dialect_text* const raw = dialect::text_for(op::dialect_id::sqlite, arrays, operation);
        if (raw != nullptr && std::string_view(raw->sql) == "COMMIT") put_check(index);
    }
    /// What a transaction of the revision's own is refused for, before its COMMIT: it would stay.
    constexpr void put_check(std::uint32_t index) {
        static_cast<void>(add_statement(statements_, index, statement_kind::check));
        sqlite_dialect::put_violations_guard(statements_, index);
        sqlite_dialect::put_views_guard(statements_, index, target_);
    }

    constexpr void alter(std::uint32_t index, const op::operations_view& arrays, const op::operation& operation,
                         const op::table_view& before, const op::table_view& after) {
        pending* open = pending_of(before.name);
        if (open == nullptr) {
            if (!fires_ && sqlite_dialect::native_alter(arrays, operation, before, after, target_)) {
                put(index, arrays, operation, before, after);
                return;
            }
            // At this point rather than when the rebuild is written: columns may be renamed until then, but not in the
            // expressions of `before`.
            put_guard_table(index);
            if (!trusts_) sqlite_dialect::put_known_table_check(statements_, index, before);
            if (!trusts_ && triggers_before_ != nullptr)
                sqlite_dialect::put_known_raw_indexes_guard(statements_, index, *triggers_before_);
            pending_.push_back(pending(index, before));
            open = &pending_.back();
            open->verified = trusts_;
            looked_ = true;
        }
        join(*open, index, arrays, operation);
        open->after = sqlite_dialect::kept_table(after);
        if (triggers_after_ != nullptr) open->triggers = *triggers_after_;
    }

    /// Adds an operation to a pending rebuild.
    constexpr void join(pending& open, std::uint32_t index, const op::operations_view& arrays,
                        const op::operation& operation) {
        switch (operation.kind) {
            case op::operation_kind::add_column: {
                const op::column& column = operation.columns.of(arrays.columns)[0];
                open.sources.push_back(
                    {.column = column.name, .fill = column.fill, .initial = column.default_value, .changed = true});
                break;
            }
            case op::operation_kind::drop_column: open.drop_column(operation.object); break;
            case op::operation_kind::alter_column:
                if (sqlite_dialect::column_source* const source = open.source_of(operation.object)) {
                    const op::column& wanted = operation.columns.of(arrays.columns)[0];
                    if (!operation.text.empty()) source->using_ = operation.text;
                    if (!wanted.fill.empty()) source->fill = wanted.fill;
                    source->changed = source->changed ||
                        op::has(operation.changes, op::change::type | op::change::collation) ||
                        !source->using_.empty() || !source->fill.empty();
                }
                if (op::has(operation.changes, op::change::name)) rename(open, index, operation);
                break;
            case op::operation_kind::rename_column: rename(open, index, operation); break;
            case op::operation_kind::drop_index: open.drops_index = true; break;
            default: break;  // `after` contains the result
        }
    }

    /// Renames a column that exists in the database at once, before the pending rebuild.
    constexpr void rename(pending& open, std::uint32_t index, const op::operation& operation) {
        sqlite_dialect::column_source* const source = open.source_of(operation.object);
        if (source == nullptr) return;
        source->column = operation.to;
        if (source->from.empty()) return;
        const name old_name = source->from;
        source->from = operation.to;
        op::operation in_database = operation;
        in_database.object = old_name;
        sqlite_dialect::put_rename_column(statements_, index, in_database);
        open.renamed(old_name, operation.to);
    }

    /// Writes the rebuilds that must precede the operation, because one could observe the effect of the other.
    constexpr void flush_for(const op::operations_view& arrays, const op::operation& operation,
                             const op::table_view& before) {
        detail::vector<pending> waiting;
        for (pending& each : pending_) {
            const bool own = before && each.before.table == before.name;
            if (own ? sqlite_dialect::must_come_before_next(each, arrays, operation)
                    : sqlite_dialect::must_come_before_other(each, arrays, operation))
                flush(each);
            else waiting.push_back(std::move(each));
        }
        pending_ = std::move(waiting);
    }

    constexpr void flush() {
        for (const pending& each : pending_) flush(each);
        pending_.clear();
    }

    constexpr void flush(const pending& each) {
        if (rebuilds_++ == 0) {
            if (!foreign_keys_off_) sqlite_dialect::put_foreign_keys_guard(statements_, each.first);
            if (!statements_.is_script()) sqlite_dialect::put_violations_count(statements_, each.first);
        }
        // An interrupted rebuild would lose the table.
        if (!transactional_) add_statement(statements_, each.first).sql.put("BEGIN IMMEDIATE");
        each.before.visit([&](const op::table_view& before) {
            each.after.visit([&](const op::table_view& after) {
                sqlite_dialect::put_rebuild(
                    statements_, each.first,
                    {before, after, each.sources, each.aliases, each.verified, ++saves_, &each.triggers});
            });
        });
        if (transactional_) return;
        put_check(each.first);
        add_statement(statements_, each.first).sql.put("COMMIT");
    }

    op::dialect target_;
    statement_list statements_{};
    detail::vector<pending> pending_{};
    detail::vector<std::uint32_t> unspelled_{};
    detail::vector<dropped_view> dropped_views_{};
    static constexpr std::uint32_t none = 0xFFFF'FFFF;
    name version_table_{};
    name batch_key_{};             ///< see `operation_context`
    std::uint32_t probed_ = none;  ///< the last operation that may have broken a trigger
    std::uint32_t rebuilds_ = 0;
    std::uint32_t saves_ = 0;
    bool transactional_ = true;
    bool has_guards_ = false;
    bool keeps_triggers_ = true;
    bool fires_ = false;  ///< see `operation_context`, as the next two
    const op::operations* triggers_before_ = nullptr;
    const op::operations* triggers_after_ = nullptr;
    bool trusts_ = false;
    bool looked_ = false;
    bool foreign_keys_off_ = false;
    bool may_orphan_ = false;
};

}  // namespace aludel::inline v0_1
