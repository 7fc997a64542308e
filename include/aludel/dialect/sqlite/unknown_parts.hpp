// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/comparable.hpp>
#include <aludel/dialect/sqlite/stored_object.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/failure.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move
#include <vector>       // vector

// The parts of a database that the history does not know and a rebuild would lose.

namespace aludel::inline v0_1::sqlite_dialect {

using online::backticked;
using online::cell;
using online::failure_of;

/// A token in normalized form, see `put_comparable`.
inline std::string comparable(const token& each) {
    sql_text text;
    put_comparable(text, each);
    return text.str();
}
/// An expression in normalized form, without qualifiers.
inline std::string comparable_expression(std::string_view sql) {
    sql_text text;
    put_comparable(text, sql, qualifiers::dropped);
    return text.str();
}

/// The clauses of a CREATE TABLE that no pragma reports, unless they are the default. White space, comments, quotes of
/// names and letter case do not count; names that look like a clause are not reported.
inline std::vector<std::string> clauses_of(std::string_view create_table) {
    using syntax::token;
    using syntax::token_kind;
    std::vector<std::string> clauses;
    token before;
    bool deferrable = true;
    std::size_t depth = 0;
    for (tokenizer reader(create_table); reader.peek().kind != token_kind::end;) {
        const token word = reader.take();
        const std::string next = comparable(reader.peek());
        if (word.is('(')) ++depth;
        if (word.is(')')) --depth;
        if (word.is("DEFERRABLE")) deferrable = !before.is("NOT");
        if (word.is("AUTOINCREMENT") || (depth == 0 && (word.is("STRICT") || word.is("WITHOUT"))))
            clauses.push_back(comparable(word));
        if (word.is("COLLATE") && next != "binary") clauses.push_back("collate " + next);
        if (word.is("CONFLICT") && before.is("ON") && next != "abort") clauses.push_back("on conflict " + next);
        if (word.is("DEFERRED") && before.is("INITIALLY") && deferrable) clauses.push_back("initially deferred");
        before = word;
        if (!(word.is("CHECK") || word.is("AS")) || !reader.peek().is('(')) continue;
        tokenizer ahead = reader;
        clauses.push_back(comparable(word) + " " + comparable_expression(ahead.take_parentheses()));
    }
    return clauses;
}

/// The objects that a step removes temporarily, and those unknown to the history: inspected before any change, kept,
/// and restored.
class database_objects {
public:
    /// Reads the rows of an `inspect` statement.
    void inspect(const query_result& rows) {
        for (const row_values& row : rows) {
            if (row.size() == 1) unknown_.push_back(cell(row, 0));
            if (row.size() != 2) continue;
            std::vector<std::string> known = clauses_of(cell(row, 1));
            for (const std::string& each : clauses_of(cell(row, 0))) {
                std::size_t same = 0;
                while (same < known.size() && known[same] != each) ++same;
                if (same == known.size()) unknown_.push_back("`" + each + "`");
                else known[same].swap(known.back()), known.pop_back();
            }
        }
    }

    /// Throws a failure if an inspected table has parts that its rebuild would lose.
    void require_known() const {
        if (unknown_.empty()) return;
        std::string list;
        for (const std::string& each : unknown_) list += (list.empty() ? "" : ", ") + each;
        throw failure_of(migration_error_kind::unknown_part,
                         "the table that it rebuilds is not as the history knows it: it has " + list,
                         "A rebuild would lose that. Say it in the history, by a revision or a baseline, or take it "
                         "out of the database by hand.");
    }

    /// Throws a failure if a stored statement, as a row (sql, type, name, table), does anything but create its own
    /// object. Every stored text is checked here before it is executed.
    static void require_sound(const query_result& rows) {
        for (const row_values& row : rows) {
            const std::string sql = cell(row, 0), type = cell(row, 1), name = cell(row, 2), table = cell(row, 3);
            const std::string_view why = refusal_of({type, name, table, sql});
            if (why.empty()) continue;
            throw failure_of(
                migration_error_kind::foreign_statement,
                "the statement that the database keeps for " + type + " " + backticked(name) + " " + std::string(why),
                "SQLite itself does not write such a thing. Find out who did, and drop the object or restore a "
                "backup.");
        }
    }

    /// Keeps stored statements under a number until they are restored.
    void save(std::uint32_t number, const query_result& rows) {
        require_sound(rows);
        for (const row_values& row : rows) saved_.push_back({number, cell(row, 0), cell(row, 1), cell(row, 2)});
    }
    std::vector<std::string> take(std::uint32_t number) {
        std::vector<std::string> statements;
        detail::vector<saved_object> rest;
        for (saved_object& each : saved_) {
            if (each.number == number) statements.push_back(std::move(each.sql));
            else rest.push_back(std::move(each));
        }
        saved_ = std::move(rest);
        return statements;
    }

    /// Throws a failure if the step drops something that other objects depend on and does not restore them.
    void require_restored() const {
        if (saved_.empty()) return;
        const saved_object& lost = saved_.front();
        throw failure_of(migration_error_kind::unknown_part,
                         lost.type + " " + backticked(lost.name) + " would be lost with the view that it belongs to",
                         "Create the view again in the same revision, or drop the " + lost.type + " before it.");
    }

private:
    struct saved_object {
        std::uint32_t number;
        std::string sql, type, name;
    };

    std::vector<std::string> unknown_;
    detail::vector<saved_object> saved_;
};

}  // namespace aludel::inline v0_1::sqlite_dialect
