// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/mysql_family/table_change.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

/// Reads what a statement does to the sessions that use its table: by the operation that it was written for where that
/// is known, and otherwise by its words. Every change of a table keeps the others out for a moment, at its begin and
/// its end; that is not told of each.
class effect_reader {
public:
    constexpr effect_reader(const op::dialect& database, std::string_view sql, const op::operations_view& arrays,
                            const op::operation& operation, const schema& before)
        : tokens_(sql, syntax::mariadb_lexicon),
          operation_(operation),
          changes_(database, arrays, operation, before, before.table(operation.table)) {}

    constexpr statement_effect read() {
        const bool changes = read_statement();
        if (changes && operation_.algorithm == algorithm::copy) change_.add(changes_.copied(asked, {}));
        if (changes && operation_.locking > change_.locking) change_.locking = operation_.locking;
        statement_effect effect{};
        effect.table = table_, effect.note = note_;
        if (!changes && change_.locking == locking::none) return effect;
        if (changes) effect.algorithm = word_of(change_.algorithm);
        effect.lock = word_of(change_.locking);
        if (change_.locking == locking::shared) effect.blocks = "writes";
        if (change_.locking == locking::exclusive) effect.blocks = "reads and writes";
        effect.rewrites = change_.rebuilds, effect.scans = change_.scans && !change_.rebuilds;
        if (change_.algorithm == algorithm::copy || change_.locking == locking::shared)
            effect.note = change_.reason, effect.remedy = change_.remedy;
        return effect;
    }

private:
    static constexpr std::string_view asked = "the ALGORITHM that is asked for";

    constexpr bool take(std::string_view word) { return tokens_.take(word); }
    constexpr bool take(std::string_view first, std::string_view second) { return tokens_.take(first, second); }
    constexpr void take_exists() { take("IF", "EXISTS"), take("IF", "NOT") && take("EXISTS"); }
    constexpr void take_table() {
        take_exists();
        const syntax::token first_part = tokens_.take();
        syntax::token last_part = first_part;
        while (tokens_.take('.')) last_part = tokens_.take();
        const char* const end = last_part.text.data() + last_part.text.size();
        table_ = {first_part.text.data(), static_cast<std::size_t>(end - first_part.text.data())};
        if (operation_.kind == op::operation_kind::execute) changes_.on(name(syntax::without_quotes(last_part)));
    }
    /// Whether the current action has a word, outside of parentheses.
    [[nodiscard]] constexpr bool has(std::string_view word, std::string_view second = {}) const {
        std::uint32_t depth = 0;
        for (syntax::tokenizer rest = tokens_; rest.peek().kind != syntax::token_kind::end;) {
            const syntax::token each = rest.take();
            if (each.is('(')) ++depth;
            else if (each.is(')')) --depth;
            else if (depth == 0 && each.is(',')) return false;
            else if (depth == 0 && each.is(word) && (second.empty() || rest.peek().is(second))) return true;
        }
        return false;
    }

    /// Whether it is a change of a table that has an algorithm.
    constexpr bool read_statement() {
        if (take("ALTER")) {
            take("ONLINE"), take("IGNORE");
            if (!take("TABLE")) return false;
            take_table();
            if (operation_.kind == op::operation_kind::execute) read_actions();
            else read_written();
            return true;
        }
        if (take("CREATE")) {
            take("OR", "REPLACE"), take("UNIQUE");
            const std::string_view method = take("FULLTEXT") ? "fulltext" : take("SPATIAL") ? "spatial" : "";
            if (take("INDEX")) {
                change_ = changes_.indexed(method);
                if (tokens_.skip_to("ON")) take_table();
                return true;
            }
            if (take("TRIGGER") && tokens_.skip_to("ON")) take_table(), change_.locking = locking::exclusive;
            return false;
        }
        if (take("DROP")) {
            if (take("INDEX")) {
                change_ = changes_.of_index(false);
                if (tokens_.skip_to("ON")) take_table();
                return true;
            }
            if (take("TABLE")) take_table(), change_.locking = locking::exclusive;
            return false;
        }
        if (take("TRUNCATE") || take("RENAME", "TABLE")) {
            take("TABLE"), take_table(), change_.locking = locking::exclusive;
        } else if (take("OPTIMIZE")) {
            take("TABLE"), take_table(), change_ = changes_.rebuilt("the table", {});
            return true;
        } else if (take("LOCK")) {
            take("TABLES"), take("TABLE"), take_table(), change_.locking = locking::exclusive;
        } else if (take("CALL")) {
            note_ = "what it runs is not read";
        } else if (take("UPDATE") || take("DELETE", "FROM")) {
            take_table();
            if (!has("WHERE")) note_ = "every row stays locked until the transaction ends";
        }
        return false;
    }

    /// ALTER TABLE of an operation: one of the statements that it takes.
    constexpr void read_written() {
        using kind = op::operation_kind;
        if (operation_.kind == kind::add_column) change_ = take("ADD") ? changes_.added() : changes_.finished();
        else if (operation_.kind != kind::alter_column) change_ = changes_.read();
        else if (take("MODIFY") || take("CHANGE"))
            change_ = changes_.is_retyped_before() && has("NOT", "NULL") ? changes_.forbids_null() : changes_.read();
        else if (take("AUTO_INCREMENT")) change_ = changes_.cataloged();
        if (operation_.kind == kind::drop_constraint && take("DROP", "FOREIGN") && !take_to_index())
            change_ = changes_.cataloged();
        if (operation_.kind == kind::drop_index && tokens_.skip_to(',') && take("ADD"))
            change_.add(changes_.of_index(true));
    }
    constexpr bool take_to_index() { return tokens_.skip_to(',') && (take("DROP", "INDEX") || take("ADD", "INDEX")); }

    /// The actions of an ALTER TABLE that the history has as a text.
    constexpr void read_actions() {
        bool drops_key = false, adds_key = false, adds_column = false, adds_index = false;
        do {
            if (take("ADD")) {
                if (take("CONSTRAINT") && !tokens_.peek().is("CHECK") && !tokens_.peek().is("FOREIGN") &&
                    !tokens_.peek().is("UNIQUE") && !tokens_.peek().is("PRIMARY"))
                    take_exists(), tokens_.take();
                if (take("CHECK")) change_.add(changes_.constrained(op::constraint_kind::check));
                else if (take("FOREIGN")) change_.add(changes_.constrained(op::constraint_kind::foreign_key));
                else if (take("PRIMARY")) adds_key = true;
                else if (take("FULLTEXT")) change_.add(changes_.indexed("fulltext"));
                else if (take("SPATIAL")) change_.add(changes_.indexed("spatial"));
                else if (take("UNIQUE") || take("INDEX") || take("KEY")) adds_index = true;
                else adds_column = true, change_.add(read_column());
            } else if (take("DROP")) {
                if (take("PRIMARY")) drops_key = true;
                else if (take("INDEX") || take("KEY")) change_.add(changes_.of_index(false));
                else if (take("FOREIGN") || take("CONSTRAINT") || take("CHECK")) change_.add(changes_.cataloged());
                else
                    take("COLUMN"), take_exists(),
                        change_.add(changes_.dropped_column(name(syntax::without_quotes(tokens_.take()))));
            } else if (take("MODIFY") || take("CHANGE")) {
                change_.add(changes_.copied("a column that may get another type", {}));
            } else if (take("CONVERT")) {
                change_.add(changes_.copied("another character set", {}));
            } else if (take("RENAME")) {
                if (!tokens_.peek().is("COLUMN") && !tokens_.peek().is("INDEX") && !tokens_.peek().is("KEY"))
                    change_.locking = locking::exclusive;
            } else if (take("ENGINE") || take("FORCE") || take("ROW_FORMAT") || take("KEY_BLOCK_SIZE")) {
                change_.add(changes_.rebuilt("the table", {}));
            } else if (take("ALGORITHM")) {
                tokens_.take('=');
                if (take("COPY")) change_.add(changes_.copied(asked, "leave it out"));
            } else if (take("LOCK")) {
                tokens_.take('=');
                const locking least = take("SHARED") ? locking::shared
                    : take("EXCLUSIVE")              ? locking::exclusive
                                                     : locking::none;
                if (least > change_.locking) change_.locking = least, change_.remedy = "leave LOCK out";
            } else if (has("PARTITION") || take("ORDER")) {
                change_.add(changes_.copied("the partitions or the order of rows", {}));
            }
        } while (tokens_.skip_to(','));
        if (adds_key) change_.add(changes_.rebuilt("a primary key", {}));
        else if (drops_key) change_.add(changes_.copied("a table that loses its primary key", "add another with it"));
        if (adds_index)
            change_.add(adds_column ? changes_.rebuilt("a column and an index", {}) : changes_.of_index(true));
    }
    /// The definition of a new column.
    [[nodiscard]] constexpr table_change read_column() const {
        if (has("STORED") || has("PERSISTENT")) return changes_.copied("a stored column", "make it VIRTUAL");
        if (has("AUTO_INCREMENT"))
            return {algorithm::inplace, locking::shared, true, true, "a column that numbers the rows", {}};
        if (has("CHECK")) return changes_.constrained(op::constraint_kind::check);
        if (has("REFERENCES")) return changes_.constrained(op::constraint_kind::foreign_key);
        if (has("PRIMARY") || has("UNIQUE")) return changes_.rebuilt("a column and an index", {});
        return {};
    }

    syntax::tokenizer tokens_;
    const op::operation& operation_;
    change_reader changes_;
    table_change change_{};
    std::string_view table_{}, note_{};
};

}  // namespace aludel::inline v0_1::mysql_family
