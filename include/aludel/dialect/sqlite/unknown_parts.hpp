// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/reader.hpp>
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

/// What an index is over: "index ix: unique (a, lower ( b ) desc) where c".
inline std::string text_of(const detail::index_entry& index) {
    std::string text = "index ";
    text.append(index.name.text()).append(index.get().unique ? ": unique (" : ": (");
    std::string_view separator;
    for (const op::index_part& each : index.parts()) {
        text.append(separator).append(each.column.empty() ? each.expression.text() : each.column.text());
        if (each.descending) text += " desc";
        separator = ", ";
    }
    text += ")";
    if (!index.get().where.empty()) text.append(" where ").append(index.get().where.text());
    for (char& c : text) c = dialect::lower(c);
    return text;
}

/// What a stored CREATE TABLE or CREATE INDEX says that no pragma reports, as far as it has an effect: each in a
/// normalized form.
inline std::vector<std::string> clauses_of(std::string_view stored) {
    schema read;
    schema_reader reader(read, online::reading::to_compare);
    std::vector<std::string> clauses;
    const auto add = [&](std::string text, std::string_view what) { clauses.push_back(std::move(text.append(what))); };
    if (schema_reader::is_index(stored)) {
        reader.index_alone(stored);
        for (const detail::index_entry& each : read.indexes.entries()) add("", text_of(each));
    } else {
        reader.table(stored);
        reader.finish();
    }
    for (const detail::table_entry& each : read.tables.entries()) {
        if (each.create == nullptr) continue;  // of an index that is read alone
        const op::table_view table = each.view();
        if (table.options().strict) add("strict", "");
        if (table.options().without_rowid) add("without", "");
        for (const op::column& column : table.columns()) {
            if (column.autoincrement) add("autoincrement", "");
            if (!column.collation.empty()) add("collate ", column.collation.text());
            if (column.generated != op::generated_kind::none) add("as ", column.expression.text());
        }
        for (const op::constraint& constraint : table.constraints()) {
            if (constraint.kind == op::constraint_kind::check) add("check ", constraint.expression.text());
            if (constraint.initially_deferred) add("initially deferred to ", constraint.target.text());
        }
    }
    for (const detail::other_object& each : read.others) {
        std::string clause(each.name.text());
        for (char& c : clause) c = dialect::lower(c);
        add(clause + ": ", each.sql);
    }
    if (reader.is_lost()) add("something that cannot be read: ", reader.lost_at());
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
