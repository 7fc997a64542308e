// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/table_rewrite.hpp>
#include <aludel/dialect/statement_effect.hpp>
#include <aludel/operation/operation.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint8_t, uint32_t
#include <string_view>  // string_view

// The locks of PostgreSQL (explicit-locking.html), as measured by tests/online/postgresql/effect_test.cpp.

namespace aludel::inline v0_1::postgresql_dialect {

/// The locks on a table, from the weakest on.
enum class table_lock : std::uint8_t {
    none,
    access_share,
    row_exclusive,
    share_update_exclusive,
    share,
    share_row_exclusive,
    exclusive,
    access_exclusive,
};
constexpr std::string_view name_of(table_lock lock) {
    constexpr std::string_view names[] = {"",      "ACCESS SHARE",        "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE",
                                          "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE",     "ACCESS EXCLUSIVE"};
    return names[static_cast<int>(lock)];
}

/// Reads what a statement of PostgreSQL locks and how long that takes: by its words, and where those do not tell, by
/// the operation that it was written for and the table before it.
class effect_reader {
public:
    /// `operation` and `before` may be false: not known.
    constexpr effect_reader(std::string_view sql, const op::operations_view& arrays, const op::operation& operation,
                            const op::table_view& before)
        : tokens_(sql, syntax::postgresql_lexicon),
          arrays_(arrays),
          operation_(operation),
          before_(before) {}

    constexpr statement_effect read() {
        read_statement();
        effect_.lock = name_of(lock_);
        if (lock_ == table_lock::access_exclusive) effect_.blocks = "reads and writes";
        else if (lock_ == table_lock::exclusive) effect_.note = "other refreshes wait";
        else if (lock_ >= table_lock::share) effect_.blocks = "writes";
        return effect_;
    }

private:
    constexpr bool take(std::string_view word) { return tokens_.take(word); }
    constexpr bool take(std::string_view first, std::string_view second) { return tokens_.take(first, second); }
    constexpr void need(table_lock lock) { lock_ = lock > lock_ ? lock : lock_; }
    constexpr void take_table() {
        take("IF", "EXISTS"), take("ONLY");
        const syntax::token first = tokens_.take();
        const char* end = first.text.data() + first.text.size();
        while (tokens_.take('.')) {
            const syntax::token next = tokens_.take();
            end = next.text.data() + next.text.size();
        }
        effect_.table = {first.text.data(), static_cast<std::size_t>(end - first.text.data())};
    }
    constexpr void on_table(table_lock lock) { need(lock), take_table(); }
    constexpr bool rest_has(std::string_view first, std::string_view second = {}) const {
        for (syntax::tokenizer rest = tokens_; rest.peek().kind != syntax::token_kind::end;)
            if (rest.take().is(first) && (second.empty() || rest.peek().is(second))) return true;
        return false;
    }

    constexpr void read_statement() {
        using enum table_lock;
        if (take("ALTER", "TABLE")) return take_table(), read_actions();
        if (take("CREATE")) return read_create();
        if (take("DROP")) return read_drop();
        if (take("INSERT", "INTO") || take("DELETE", "FROM") || take("UPDATE")) return on_table(row_exclusive);
        if (take("COMMENT", "ON")) {
            if (take("TABLE")) on_table(share_update_exclusive);
            else if (take("COLUMN")) need(share_update_exclusive);
        } else if (take("TRUNCATE")) {
            take("TABLE"), on_table(access_exclusive);
        } else if (take("REINDEX")) {
            read_rebuild(rest_has("CONCURRENTLY") ? share_update_exclusive : share, "write CONCURRENTLY");
            if (take("TABLE")) take("CONCURRENTLY"), take_table();
        } else if (take("CLUSTER")) {
            need(access_exclusive), effect_.rewrites = true, take_table();
        } else if (take("VACUUM")) {
            need(rest_has("FULL") ? access_exclusive : share_update_exclusive);
            effect_.rewrites = lock_ == access_exclusive, effect_.scans = !effect_.rewrites;
            if (effect_.rewrites) effect_.remedy = "leave FULL out";
        } else if (take("REFRESH")) {
            const bool others_read = rest_has("CONCURRENTLY");
            take("MATERIALIZED", "VIEW"), take("CONCURRENTLY"), on_table(others_read ? exclusive : access_exclusive);
            effect_.rewrites = !others_read, effect_.scans = others_read,
            effect_.remedy = others_read ? "" : "write CONCURRENTLY";
        } else if (take("LOCK")) {
            take("TABLE"), on_table(rest_has("MODE") ? none : access_exclusive);
        } else if (take("DO") || take("CALL")) {
            effect_.note = "what it runs is not read";
        } else if (take("ALTER", "DOMAIN") && (rest_has("ADD") || rest_has("NOT"))) {
            need(share), effect_.scans = !rest_has("NOT", "VALID"), effect_.note = "every table with such a column";
        }
    }
    constexpr void read_rebuild(table_lock lock, std::string_view remedy) {
        need(lock), effect_.scans = true;
        if (lock >= table_lock::share) effect_.remedy = remedy;
    }

    constexpr void read_create() {
        using enum table_lock;
        take("OR", "REPLACE"), take("CONSTRAINT"), take("UNIQUE");
        if (take("INDEX")) {
            read_rebuild(take("CONCURRENTLY") ? share_update_exclusive : share, "build it concurrently");
            if (tokens_.skip_to("ON")) take_table();
        } else if (take("TRIGGER")) {
            if (tokens_.skip_to("ON")) on_table(share_row_exclusive);
        } else if (take("TABLE") || take("UNLOGGED", "TABLE")) {
            if (rest_has("PARTITION", "OF")) {
                need(access_exclusive), effect_.note = "on the table that it is a partition of";
                effect_.remedy = "attach it: ALTER TABLE ... ATTACH PARTITION";
            } else if (rest_has("REFERENCES"))
                need(share_row_exclusive), effect_.note = "on the tables that it references";
        }
    }
    constexpr void read_drop() {
        using enum table_lock;
        if (take("INDEX")) {
            const bool concurrent = take("CONCURRENTLY");
            need(concurrent ? share_update_exclusive : access_exclusive);
            if (!concurrent) effect_.remedy = "drop it concurrently";
        } else if (take("TRIGGER")) {
            if (tokens_.skip_to("ON")) on_table(access_exclusive);
        } else if (take("TABLE") || take("VIEW") || take("MATERIALIZED", "VIEW")) {
            on_table(access_exclusive);
        } else if (take("FUNCTION") && rest_has("CASCADE")) {
            need(access_exclusive), effect_.note = "of the tables whose triggers it drops";
        }
    }

    /// ALTER TABLE: its actions, each of which may need a stronger lock.
    constexpr void read_actions() {
        do read_action();
        while (tokens_.skip_to(','));
    }
    constexpr void read_action() {
        using enum table_lock;
        if (take("VALIDATE", "CONSTRAINT")) {
            need(share_update_exclusive), effect_.scans = true;
        } else if (take("ENABLE", "TRIGGER") || take("DISABLE", "TRIGGER")) {
            need(share_row_exclusive);
        } else if (take("ATTACH", "PARTITION")) {
            need(share_update_exclusive), effect_.note = "ACCESS EXCLUSIVE on the partition, which is read";
        } else if (take("DETACH", "PARTITION")) {
            const bool concurrent = rest_has("CONCURRENTLY");
            need(concurrent ? share_update_exclusive : access_exclusive);
            if (!concurrent) effect_.remedy = "write CONCURRENTLY";
        } else if (take("SET")) {
            const bool sets_up = tokens_.peek().is('(');
            need(sets_up ? share_update_exclusive : access_exclusive);
            effect_.rewrites = effect_.rewrites || take("TABLESPACE") || take("LOGGED") || take("UNLOGGED");
        } else if (take("ADD")) {
            read_added();
        } else if (take("ALTER")) {
            take("COLUMN"), read_alteration(tokens_.take());
        } else {
            need(access_exclusive);
        }
    }

    constexpr void read_added() {
        using enum table_lock;
        if (take("CONSTRAINT")) tokens_.take();
        if (take("CHECK")) return read_constraint(access_exclusive, "add it NOT VALID, and validate it later");
        if (take("FOREIGN", "KEY")) {
            effect_.note = "the referenced table as well";
            return read_constraint(share_row_exclusive, "add it NOT VALID, and validate it later");
        }
        if (take("UNIQUE") || take("PRIMARY", "KEY"))
            return read_constraint(access_exclusive, "build a unique index concurrently");
        if (take("EXCLUDE")) return read_constraint(access_exclusive, {});
        need(access_exclusive);
        take("COLUMN"), take("IF"), take("NOT", "EXISTS"), tokens_.take();
        for (std::uint32_t depth = 0; tokens_.peek().kind != syntax::token_kind::end;) {
            if (tokens_.peek().is(',') && depth == 0) return;
            const syntax::token each = tokens_.take();
            if (each.is('(')) ++depth;
            else if (each.is(')')) --depth;
            else if (depth != 0 || (each.is("BY") && take("DEFAULT"))) continue;
            else if (each.is("SERIAL") || each.is("BIGSERIAL") || each.is("SMALLSERIAL") || each.is("STORED") ||
                     each.is("IDENTITY"))
                effect_.rewrites = true;
            else if (each.is("CHECK") || each.is("UNIQUE") || each.is("PRIMARY")) effect_.scans = true;
            else if (each.is("REFERENCES")) effect_.note = "SHARE ROW EXCLUSIVE on the referenced table";
            else if (each.is("DEFAULT")) read_default();
        }
    }
    /// The default of a new column, which ends before a word that can only begin another part of the column.
    constexpr void read_default() {
        const char* const first = tokens_.peek().text.data();
        const char* last = first;
        for (std::uint32_t depth = 0; tokens_.peek().kind != syntax::token_kind::end;) {
            const syntax::token next = tokens_.peek();
            if (depth == 0 && last != first &&
                (next.is(',') || next.is("NOT") || next.is("NULL") || next.is("CONSTRAINT") || next.is("CHECK") ||
                 next.is("UNIQUE") || next.is("REFERENCES") || next.is("PRIMARY") || next.is("COLLATE")))
                break;
            tokens_.take();
            if (next.is('(')) ++depth;
            else if (next.is(')')) --depth;
            last = next.text.data() + next.text.size();
        }
        if (is_volatile({first, static_cast<std::size_t>(last - first)})) effect_.rewrites = true;
    }
    constexpr void read_constraint(table_lock lock, std::string_view remedy) {
        need(lock);
        if (rest_has("NOT", "VALID") || rest_has("USING", "INDEX")) return;
        effect_.scans = true, effect_.remedy = remedy;
    }

    constexpr void read_alteration(const syntax::token& column) {
        using enum table_lock;
        if (take("TYPE") || take("SET", "DATA")) return need(access_exclusive), read_type_change(column);
        if (take("SET", "NOT")) {
            need(access_exclusive), effect_.scans = !is_given(column);
            if (effect_.scans) effect_.remedy = "validate a check (... IS NOT NULL) before";
            return;
        }
        const bool sets_up = take("SET", "STATISTICS") || (take("SET") && tokens_.peek().is('('));
        need(sets_up ? share_update_exclusive : access_exclusive);
        if (take("EXPRESSION")) effect_.rewrites = true;
    }
    constexpr void read_type_change(const syntax::token& column) {
        effect_.rewrites = true;
        const bool known = before_ && operation_.kind == op::operation_kind::alter_column;
        const bool keeps_type = known && !op::has(operation_.changes, op::change::type);  // another collation
        for (const op::column& each : known ? before_.columns() : op::list_view<op::column>{})
            if (column.names(each.name))
                effect_.rewrites = !keeps_type &&
                    (rest_has("USING") ||
                     postgresql_dialect::rewrites(*before_.arrays, each.type, arrays_,
                                                  arrays_.columns[operation_.columns.first].type));
        if (effect_.rewrites) effect_.remedy = "add a second column, fill it in batches, and drop the old one";
        else
            for (const op::constraint& each : before_.constraints())
                if (!keeps_type && each.kind == op::constraint_kind::check &&
                    syntax::uses_column(each.expression, operation_.object))
                    effect_.scans = true;
    }
    /// Whether a check of the table says that a column has a value in every row.
    [[nodiscard]] constexpr bool is_given(const syntax::token& column) const {
        for (const op::constraint& each : before_ ? before_.constraints() : op::list_view<op::constraint>{}) {
            if (each.kind != op::constraint_kind::check || each.not_valid) continue;
            syntax::tokenizer check(syntax::without_parentheses(each.expression), syntax::postgresql_lexicon);
            if (check.take().names(column) && check.take("IS") && check.take("NOT") && check.take("NULL") &&
                check.peek().kind == syntax::token_kind::end)
                return true;
        }
        return false;
    }

    syntax::tokenizer tokens_;
    const op::operations_view& arrays_;
    const op::operation& operation_;
    op::table_view before_;
    table_lock lock_ = table_lock::none;
    statement_effect effect_{};
};

}  // namespace aludel::inline v0_1::postgresql_dialect
