// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/concept.hpp>
#include <aludel/dialect/sqlite/capability.hpp>
#include <aludel/dialect/sqlite/known_table.hpp>
#include <aludel/dialect/sqlite/needs.hpp>
#include <aludel/dialect/sqlite/operation.hpp>
#include <aludel/dialect/sqlite/orphans.hpp>
#include <aludel/dialect/sqlite/pending_rebuild.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1 {

/// Writes revisions for SQLite. It is told each operation, in order, with its table before and after it, and keeps nothing of
/// what it is told but copies.
///
/// What SQLite can do itself is written at once: it is a thousand times cheaper than a rebuild, and RENAME COLUMN carries views,
/// triggers and the keys of other tables along. The first operation of a table that SQLite cannot do opens a rebuild; from
/// there on all that the revision does to the table joins it, for as long as nothing in between could see the difference.
class sqlite_statements {
public:
    constexpr explicit sqlite_statements(op::dialect target = sqlite) : target_(target) {}

    /// A revision outside of transactions gets one around each of its rebuilds. Where a script is given, the statements go
    /// into that. `met`: what the transaction has found before.
    constexpr void begin_revision(bool transactional = true, sql_text* script = nullptr, const sqlite_dialect::needs& met = {}) {
        made_.restart(script), pending_.clear(), unspelled_.clear();
        transactional_ = transactional, rebuilds_ = saves_ = 0, has_guards_ = false;
        dropped_views_.clear();
        trusts_ = may_orphan_ = false, foreign_keys_off_ = met.foreign_keys_off;
    }

    /// Before an operation that is going to be executed is applied to the schema.
    constexpr void look_ahead(const schema& before, const op::operations& pools, const op::operation& operation) {
        may_orphan_ = may_orphan_ || detail::may_orphan(before, pools, operation);
    }

    /// Whether the operation reads its table. Only then must `before` and `after` be the whole of it, as it is before and
    /// after, indexes included, and all under the names that they have in the database; most operations need no more of it
    /// than its name and options, and a schema need not gather the rest.
    [[nodiscard]] constexpr bool reads_table(const op::operations& pools, const op::operation& operation, const op::table_view& before) const {
        if (!before || !is_alteration(operation.kind)) return false;
        for (const pending& each : pending_)
            if (each.before.table == before.name) return true;
        switch (operation.kind) {
            case op::operation_kind::drop_column:
            case op::operation_kind::alter_column:
            case op::operation_kind::drop_constraint: return true;
            default: return !sqlite_dialect::native_alter(pools, operation, before, before, target_);
        }
    }

    constexpr void operation(std::uint32_t index, const op::operations& pools, const op::operation& operation, const op::table_view& before,
                             const op::table_view& after) {
        looked_ = false;
        if (!pending_.empty()) flush_for(pools, operation, before);
        if (is_alteration(operation.kind)) alter(index, pools, operation, before, after);
        else if (operation.kind == op::operation_kind::drop_view && keeps_triggers_) drop_view(index, pools, operation, before, after);
        else put(index, pools, operation, before, after);
        if (operation.kind == op::operation_kind::create_view) restore_triggers(index, operation.table);
    }

    constexpr void write(std::uint32_t index, const op::operations& pools, const op::operation& each, const operation_context& context) {
        keeps_triggers_ = !context.remakes_triggers, trusts_ = context.is_verified;
        operation(index, pools, each, context.before, context.after);
    }

    /// Whether the last operation opened a rebuild, which looks at its table.
    [[nodiscard]] constexpr bool has_verified() const { return looked_; }

    /// Writes what was held back. A script looks for rows that point nowhere before it commits; what is no script, and a
    /// revision that is in no transaction, does so here.
    constexpr void finish() {
        flush();
        if (rebuilds_ != 0 && !(made_.is_script() && transactional_)) sqlite_dialect::put_violations_guard(made_, made_.last_operation());
        made_.finish();
    }

    [[nodiscard]] constexpr const statement_list& statements() const { return made_; }
    [[nodiscard]] constexpr statement_list take() { return std::move(made_); }

    [[nodiscard]] constexpr sqlite_dialect::needs needs() const { return sqlite_dialect::needs(rebuilds_ != 0, may_orphan_); }

    /// Operations that say nothing to SQLite: texts for other databases only.
    [[nodiscard]] constexpr const detail::vector<std::uint32_t>& unspelled() const { return unspelled_; }

private:
    using pending = sqlite_dialect::pending_rebuild;

    /// A view whose triggers were kept, and under which number.
    struct dropped_view {
        name view{};
        std::uint32_t number = 0;
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

    constexpr pending* pending_of(const name& table) {
        for (pending& each : pending_)
            if (each.before.table == table) return &each;
        return nullptr;
    }

    /// A script has the table of its guards from its beginning; this is for statements that are taken without the rest of it.
    constexpr void put_guard_table(std::uint32_t index) {
        if (!made_.is_script() && !has_guards_) sqlite_dialect::put_guard_table(made_, index), sqlite_dialect::put_unknown_view(made_, index);
        has_guards_ = true;
    }

    /// DROP VIEW takes the triggers of the view along. They come back with it, and must.
    constexpr void drop_view(std::uint32_t index, const op::operations& pools, const op::operation& operation, const op::table_view& before, const op::table_view& after) {
        put_guard_table(index);
        sqlite_dialect::put_triggers(sqlite_dialect::put_guard(made_, index, "only_known").put("count(*) = 0"), operation);
        const new_statement save = add_statement(made_, index, statement_kind::save);
        save.run = ++saves_;
        sqlite_dialect::put_triggers(save.sql.put("SELECT sql, type, name, tbl_name"), operation);
        save.sql.put(" ORDER BY rowid");
        dropped_views_.push_back({operation.table, saves_});
        put(index, pools, operation, before, after);
    }
    constexpr void restore_triggers(std::uint32_t index, const name& view) {
        for (dropped_view& each : dropped_views_) {
            if (!dialect::same_identifier(each.view, view) || each.restored) continue;
            add_statement(made_, index, statement_kind::restore).run = each.number;
            each.restored = true;
        }
    }

    constexpr void put(std::uint32_t index, const op::operations& pools, const op::operation& operation, const op::table_view& before, const op::table_view& after) {
        if (!transactional_ && operation.kind == op::operation_kind::execute) put_check(index, pools, operation);
        if (sqlite_dialect::put_operation(made_, index, pools, operation, before, after) != sqlite_dialect::outcome::done) unspelled_.push_back(index);
    }

    /// Ahead of raw SQL that commits a transaction of the revision's own.
    constexpr void put_check(std::uint32_t index, const op::operations& pools, const op::operation& operation) {
        const op::dialect_text* const raw = dialect::text_for(op::dialect_id::sqlite, pools, operation);
        if (raw != nullptr && std::string_view(raw->sql) == "COMMIT") static_cast<void>(add_statement(made_, index, statement_kind::check));
    }

    constexpr void alter(std::uint32_t index, const op::operations& pools, const op::operation& operation, const op::table_view& before, const op::table_view& after) {
        pending* open = pending_of(before.name);
        if (open == nullptr) {
            if (sqlite_dialect::native_alter(pools, operation, before, after, target_)) {
                put(index, pools, operation, before, after);
                return;
            }
            // Now, and not when it is written: columns may be renamed until then, and the expressions of `before` are not.
            put_guard_table(index);
            if (!trusts_) sqlite_dialect::put_known_table_check(made_, index, before);
            pending_.push_back(pending(index, before));
            open = &pending_.back();
            open->verified = trusts_;
            looked_ = true;
        }
        join(*open, index, pools, operation);
        open->after = sqlite_dialect::kept_table(after);
    }

    /// Makes an operation part of a rebuild.
    constexpr void join(pending& open, std::uint32_t index, const op::operations& pools, const op::operation& operation) {
        switch (operation.kind) {
            case op::operation_kind::add_column: {
                const op::column& column = operation.columns.of(pools.columns)[0];
                open.sources.push_back({.column = column.name, .fill = column.fill, .initial = column.default_value, .changed = true});
                break;
            }
            case op::operation_kind::drop_column: open.drop_column(operation.object); break;
            case op::operation_kind::alter_column:
                if (sqlite_dialect::column_source* const source = open.source_of(operation.object)) {
                    const op::column& wanted = operation.columns.of(pools.columns)[0];
                    if (!operation.text.empty()) source->using_ = operation.text;
                    if (!wanted.fill.empty()) source->fill = wanted.fill;
                    source->changed = source->changed || op::has(operation.changes, op::change::type) || !source->using_.empty() || !source->fill.empty();
                }
                if (op::has(operation.changes, op::change::name)) rename(open, index, operation);
                break;
            case op::operation_kind::rename_column: rename(open, index, operation); break;
            case op::operation_kind::drop_index: open.drops_index = true; break;
            default: break;  // what it makes or takes away stands in `after`
        }
    }

    /// A column that is in the database already is renamed there, ahead of the rebuild that waits.
    constexpr void rename(pending& open, std::uint32_t index, const op::operation& operation) {
        sqlite_dialect::column_source* const source = open.source_of(operation.object);
        if (source == nullptr) return;
        source->column = operation.to;
        if (source->from.empty()) return;
        const name from = source->from;
        source->from = operation.to;
        op::operation in_database = operation;
        in_database.object = from;
        sqlite_dialect::put_rename_column(made_, index, in_database);
        open.renamed(from, operation.to);
    }

    /// Writes the rebuilds that may not wait any longer: those whose outcome the operation could see, or that could see its.
    constexpr void flush_for(const op::operations& pools, const op::operation& operation, const op::table_view& before) {
        detail::vector<pending> waiting;
        for (pending& each : pending_) {
            const bool own = before && each.before.table == before.name;
            if (own ? must_come_before_next(each, pools, operation) : must_come_before_other(each, pools, operation)) flush(each);
            else waiting.push_back(std::move(each));
        }
        pending_ = std::move(waiting);
    }

    /// The next operation on the same table, when it cannot join.
    static constexpr bool must_come_before_next(const pending& each, const op::operations& pools, const op::operation& operation) {
        switch (operation.kind) {
            case op::operation_kind::drop_constraint:
            case op::operation_kind::add_constraint:
            case op::operation_kind::create_index:
            case op::operation_kind::drop_index:
            case op::operation_kind::drop_column:
            case op::operation_kind::comment_on_table: return false;
            case op::operation_kind::add_column: return each.has_changed(operation.columns.of(pools.columns)[0].fill);
            case op::operation_kind::rename_column: return !each.can_rename_to(operation.to);
            case op::operation_kind::alter_column: {
                const op::column& wanted = operation.columns.of(pools.columns)[0];
                if (each.changes_again(operation, wanted) || each.has_changed(operation.text) || each.has_changed(wanted.fill)) return true;
                return op::has(operation.changes, op::change::name) && !each.can_rename_to(operation.to);
            }
            default: return true;
        }
    }

    /// An operation on another table, or on none.
    static constexpr bool must_come_before_other(const pending& each, const op::operations& pools, const op::operation& operation) {
        bool sees = each.has_expression() || !operation.text.empty();
        switch (operation.kind) {
            case op::operation_kind::comment_on_table: return false;
            case op::operation_kind::create_table: break;
            case op::operation_kind::add_column:
            case op::operation_kind::alter_column: sees = sees || !operation.columns.of(pools.columns)[0].fill.empty(); break;
            case op::operation_kind::drop_column:
            case op::operation_kind::add_constraint:
            case op::operation_kind::drop_constraint:
            case op::operation_kind::create_index:
            case op::operation_kind::drop_index: break;
            default: return true;  // a renamed column, too: the keys that follow it are not in the copy that waits
        }
        for (const op::constraint& key : operation.constraints.of(pools.constraints))
            sees = sees || (key.kind == op::constraint_kind::foreign_key && key.target == each.before.table);
        const bool names_index = operation.kind != op::operation_kind::drop_index && !operation.indexes.empty();
        return sees || (names_index && each.drops_index) || op::has(operation.changes, op::change::name);
    }

    constexpr void flush() {
        for (const pending& each : pending_) flush(each);
        pending_.clear();
    }

    constexpr void flush(const pending& each) {
        if (rebuilds_++ == 0) {
            if (!foreign_keys_off_) sqlite_dialect::put_foreign_keys_guard(made_, each.first);
            if (!made_.is_script()) sqlite_dialect::put_violations_count(made_, each.first);
        }
        each.before.visit([&](const op::table_view& before) {
            each.after.visit([&](const op::table_view& after) {
                sqlite_dialect::put_rebuild(made_, each.first, {before, after, each.sources, each.aliases, each.verified, !transactional_, ++saves_});
            });
        });
    }

    op::dialect target_;
    statement_list made_{};
    detail::vector<pending> pending_{};
    detail::vector<std::uint32_t> unspelled_{};
    detail::vector<dropped_view> dropped_views_{};
    std::uint32_t rebuilds_ = 0;
    std::uint32_t saves_ = 0;
    bool transactional_ = true;
    bool has_guards_ = false;
    bool keeps_triggers_ = true;
    bool trusts_ = false;
    bool looked_ = false;
    bool foreign_keys_off_ = false;
    bool may_orphan_ = false;
};

}  // namespace aludel::inline v0_1
