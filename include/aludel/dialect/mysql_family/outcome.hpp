// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/quote.hpp>
#include <aludel/sql/tokenizer.hpp>
#include <aludel/dialect/unquoted.hpp>

#include <optional>     // nullopt, optional
#include <string>       // string
#include <string_view>  // string_view

// Whether a change of the schema that was interrupted has taken effect: each does as a whole or not at all.

namespace aludel::inline v0_1::mysql_family {

/// Reads a change of the schema, and writes the condition of the catalog that it has been made.
class outcome_query {
public:
    explicit outcome_query(std::string_view sql) : reader_(sql, syntax::mariadb_lexicon) {}

    /// A query for 1 or 0; an empty one if the statement can as well be executed again; none if the catalog cannot
    /// tell.
    std::optional<std::string> read() {
        if (take("TRUNCATE") || take("GRANT") || take("REVOKE")) return "";
        if (take("CREATE")) {
            take("UNIQUE") || take("FULLTEXT") || take("SPATIAL") || reader_.take("OR", "REPLACE");
            return object(true);
        }
        if (take("DROP")) return object(false);
        if (!take("ALTER") || !take("TABLE")) return std::nullopt;
        table_ = name();
        // Together the clauses have been made, or none: the first that shows it tells.
        for (;;) {
            const std::optional<std::string> found = clause();
            if (!found || !found->empty()) return found;
            if (!reader_.skip_to(',')) return "";
        }
    }

private:
    /// A name, with the database before it if it has one. Without quotes it is as written.
    struct full_name {
        std::string database, own;
    };

    bool take(std::string_view word) { return reader_.take(word); }
    bool take_exists() {
        if (take("IF")) take("NOT"), take("EXISTS");
        return true;
    }
    std::string part() { return dialect::unquoted(reader_.take()); }
    full_name name() {
        take_exists();
        full_name result{{}, part()};
        if (reader_.take('.')) result.database = result.own, result.own = part();
        return result;
    }

    /// A text between two pieces of SQL.
    static std::string quoted(std::string_view text) {
        sql_text result;
        dialect::put_escaped_string(result, text);
        return result.str();
    }
    static std::string database_of(const full_name& named) {
        return named.database.empty() ? "DATABASE()" : quoted(named.database);
    }
    /// The condition that a table of the catalog has a row, or has none.
    static std::string query(bool wanted, std::string_view rows, const std::string& condition) {
        return std::string(wanted ? "EXISTS" : "NOT EXISTS") + " (SELECT 1 FROM information_schema." +
            std::string(rows) + " WHERE " + condition + ")";
    }
    static std::string of_table(bool wanted, const full_name& table) {
        return query(wanted, "tables",
                     "table_schema = " + database_of(table) + " AND table_name = " + quoted(table.own));
    }
    [[nodiscard]] std::string in_table(std::string_view column) const {
        return std::string(column).append("_schema = ") + database_of(table_) +
            " AND table_name = " + quoted(table_.own);
    }
    [[nodiscard]] std::string of_column(bool wanted, const std::string& column) const {
        return query(wanted, "columns", in_table("table") + " AND column_name = " + quoted(column));
    }
    [[nodiscard]] std::string of_index(bool wanted, const std::string& index) const {
        return query(wanted, "statistics", in_table("table") + " AND index_name = " + quoted(index));
    }
    [[nodiscard]] std::string of_constraint(bool wanted, const std::string& constraint) const {
        return query(wanted, "table_constraints", in_table("table") + " AND constraint_name = " + quoted(constraint));
    }

    /// What stands behind CREATE or DROP.
    std::optional<std::string> object(bool creates) {
        if (take("TABLE") || take("VIEW")) return of_table(creates, name());
        if (take("TRIGGER")) {
            const full_name trigger = name();
            return query(creates, "triggers",
                         "trigger_schema = " + database_of(trigger) + " AND trigger_name = " + quoted(trigger.own));
        }
        if (!take("INDEX")) return std::nullopt;
        take_exists();
        const std::string index = part();
        if (take("USING")) part();
        if (!take("ON")) return std::nullopt;
        table_ = name();
        return of_index(creates, index);
    }

    /// A clause of ALTER TABLE. An empty condition: the table shows nothing of it, or it can be made again.
    std::optional<std::string> clause() {
        if (take("RENAME")) {
            if (take("COLUMN")) return of_column(false, part());
            if (take("INDEX") || take("KEY")) return of_index(false, part());
            return of_table(false, table_);
        }
        if (take("ADD")) return added();
        if (take("DROP")) return dropped();
        if (take("CHANGE")) {
            take("COLUMN");
            const std::string old_name = part(), new_name = part();
            return old_name == new_name ? "" : of_column(false, old_name);
        }
        if (take("MODIFY") || take("ALTER") || take("COMMENT") || take("AUTO_INCREMENT")) return "";
        return std::nullopt;
    }
    std::optional<std::string> added() {
        if (take("COLUMN")) {
            take_exists();
            return of_column(true, part());
        }
        const bool has_kind = take("UNIQUE") || take("FULLTEXT") || take("SPATIAL");
        if (take("INDEX") || take("KEY")) {
            take_exists();
            return of_index(true, part());
        }
        if (has_kind) return std::nullopt;
        if (take("PRIMARY")) return of_constraint(true, "PRIMARY");
        if (!take("CONSTRAINT")) return std::nullopt;
        take_exists();
        const std::string constraint = part();
        return of_constraint(true, take("PRIMARY") ? "PRIMARY" : constraint);
    }
    std::optional<std::string> dropped() {
        if (take("PRIMARY")) return of_constraint(false, "PRIMARY");
        if (take("FOREIGN")) {
            take("KEY"), take_exists();
            return of_constraint(false, part());
        }
        const bool is_column = take("COLUMN"), is_index = !is_column && (take("INDEX") || take("KEY"));
        const bool is_constraint = !is_column && !is_index && (take("CONSTRAINT") || take("CHECK"));
        if (!is_column && !is_index && !is_constraint) return std::nullopt;
        take_exists();
        const std::string gone = part();
        return is_column ? of_column(false, gone) : is_index ? of_index(false, gone) : of_constraint(false, gone);
    }

    syntax::tokenizer reader_;
    full_name table_;
};

/// A query that returns a row if an interrupted change of the schema was made; empty: the catalog cannot tell. None
/// returns one for a statement that can as well be executed again.
inline std::string was_completed(std::string_view sql) {
    const std::optional<std::string> question = outcome_query(sql).read();
    if (!question) return {};
    return "SELECT 1 FROM DUAL WHERE " + (question->empty() ? "FALSE" : *question);
}

}  // namespace aludel::inline v0_1::mysql_family
