// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/conversion.hpp>
#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/dialect/sqlite/duplicate_search.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/io/migration_error.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/statements.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::sqlite_dialect {

/// Finds the rows because of which a constraint refused a statement, inside the open transaction, which is left as it
/// was. SQLite names the constraint only, so the statement is executed again where the constraint does not hold, and
/// taken back after a look at the rows: CHECK and FOREIGN KEY can be switched off; for UNIQUE and NOT NULL a temporary
/// table without constraints hides the table. An error on the way only means that no rows are known.
template <class Dialogue>
class row_inquiry : duplicate_search<Dialogue> {
    using base = duplicate_search<Dialogue>;
    using base::columns_in;
    using base::find_duplicates;
    using base::found_;
    using base::read_table;
    using base::repeat_without_constraints;
    using base::rows_of;
    using base::schema_;
    using base::select;
    using base::succeeds;
    using base::table;
    using base::table_in;

public:
    explicit row_inquiry(Dialogue& channel) : base(channel) {}

    /// The rows for the message of a failed statement, or of a failed COMMIT.
    flow<offending_rows> ask(std::string message, std::string sql) {
        if (sql == "COMMIT") co_await find_orphans(std::string(), std::string());
        if (!can_be_repeated(sql)) co_return std::move(found_);
        const bool begun = co_await succeeds("SAVEPOINT \"_aludel_rows\"");
        if (!begun) co_return std::move(found_);
        const auto rest_of = [&](std::string_view opening) {
            return message.starts_with(opening) ? message.substr(opening.size()) : std::string();
        };
        if (message.starts_with("FOREIGN KEY")) {
            bool repeated = co_await succeeds("PRAGMA defer_foreign_keys = ON");
            if (repeated) repeated = co_await succeeds(sql);
            if (repeated) co_await find_orphans(std::string(), std::string());
        } else if (const std::string changed = converted_column(message, sql); !changed.empty()) {
            co_await find_changed(changed, sql);
        } else if (message.starts_with("CHECK")) {
            co_await find_unchecked(rest_of("CHECK constraint failed: "), sql);
        } else if (const std::string key = rest_of("UNIQUE constraint failed: "); !key.empty()) {
            co_await find_duplicates(key, sql);
        } else if (const std::string field = rest_of("NOT NULL constraint failed: "); !field.empty()) {
            co_await find_values(field, " IS NULL", std::string(), sql);
        } else if (const std::string value = rest_of("cannot store "); !value.empty()) {
            const std::string type = value.substr(0, value.find(' '));
            const std::size_t column = value.find(" column ");
            if (column != value.npos) co_await find_values(value.substr(column + 8), std::string(), type, sql);
        }
        static_cast<void>(co_await succeeds("ROLLBACK TO \"_aludel_rows\""));
        static_cast<void>(co_await succeeds("RELEASE \"_aludel_rows\""));
        co_return std::move(found_);
    }

    /// The rows of a table that refer to no row of another, or, without names, those of the first such foreign key.
    flow<offending_rows> orphans(std::string child, std::string parent) {
        co_await find_orphans(std::move(child), std::move(parent));
        co_return std::move(found_);
    }

private:
    /// Whether a text is one statement that does not end the transaction.
    static bool can_be_repeated(std::string_view sql) {
        std::size_t count = 0;
        const bool ends =
            syntax::each_statement(sql, syntax::sqlite_lexicon, [&](std::string_view, std::string_view) { ++count; });
        return ends && count == 1 && !syntax::may_commit(sql);
    }

    /// NOT NULL, or the type of a column of a STRICT table: the rows with such a value in the column of the message.
    flow<> find_values(std::string message, std::string condition, std::string type, std::string sql) {
        const std::string table_name = co_await table_in(message);
        bool works = !table_name.empty();
        if (works) works = co_await read_table(table_name);
        if (works) works = co_await repeat_without_constraints(sql);
        if (!works) co_return;
        const std::string column = message.substr(table_name.size() + 1);
        sql_text where;
        if (!type.empty()) where.put("lower(typeof(");
        dialect::put_identifier(where, table_name);
        dialect::put_identifier(where.put("."), column);
        if (!type.empty()) dialect::put_string(where.put(")) = lower("), type), where.put(")");
        where.put(condition);
        detail::vector<name> columns;
        columns.push_back(name(std::string_view(column)));
        co_await select("temp", std::move(columns), where.str(), std::string());
    }

    /// CHECK: the rows for which the constraint of that name, or with that expression, is false; without a name, any.
    /// Tables are those that the statement names.
    flow<> find_unchecked(std::string what, std::string sql) {
        // After an ALTER TABLE that a check refused, SQLite (3.40) takes the column for added until it reads the schema
        // again.
        bool works = co_await succeeds("PRAGMA writable_schema = RESET");
        if (works) works = co_await succeeds("PRAGMA ignore_check_constraints = ON");
        if (works) works = co_await succeeds(sql);
        sql_text query;
        query.put("SELECT name FROM main.sqlite_master WHERE type = 'table' AND instr(lower(");
        dialect::put_string(query, sql);
        query.put("), lower(name)) ORDER BY length(name) DESC");
        query_result tables;
        if (works) tables = co_await rows_of(query);
        for (const row_values& row : tables) {
            const std::string table_name = online::cell(row, 0);
            bool readable = co_await read_table(table_name);
            for (std::uint32_t i = 0; readable && found_.rows.empty() && i < table().constraints().size(); ++i) {
                const op::constraint& each = table().constraints()[i];
                if (each.kind != op::constraint_kind::check) continue;
                if (!what.empty() && what != (each.name.empty() ? std::string_view(each.expression) : each.name.text()))
                    continue;
                const std::string condition = "NOT (" + std::string(each.expression) + ")";
                co_await select("main", columns_in(each.expression), condition, std::string());
            }
            if (!found_.rows.empty()) break;
        }
        static_cast<void>(co_await succeeds("PRAGMA ignore_check_constraints = OFF"));
    }

    /// A conversion that would change values: the rows of its check.
    flow<> find_changed(std::string column, std::string sql) {
        syntax::tokenizer source(std::string_view(sql).substr(kept_values_query.size()));
        const std::string table_name(schema_reader(schema_).take_object(source).text());
        const bool works = co_await read_table(table_name);
        const std::size_t start = sql.find(" WHERE "), end = sql.rfind(" LIMIT 1");
        if (!works || start == sql.npos || end == sql.npos) co_return;
        detail::vector<name> columns;
        for (const op::column& each : table().columns())
            if (each.name.text() == column) columns.push_back(each.name);
        co_await select("main", std::move(columns), sql.substr(start + 7, end - start - 7), std::string());
    }
    /// The column in the message of such a check; empty: it is another.
    static std::string converted_column(std::string_view message, std::string_view sql) {
        const std::size_t start = message.find("column `"), end = message.find("` of table `");
        if (!sql.starts_with(kept_values_query) || start == message.npos || end == message.npos) return {};
        return std::string(message.substr(start + 8, end - start - 8));
    }

    /// FOREIGN KEY.
    flow<> find_orphans(std::string child, std::string parent) {
        sql_text query;
        query.put("SELECT \"table\", parent, fkid FROM pragma_foreign_key_check");
        if (!child.empty()) {
            dialect::put_string(query.put("("), child);
            dialect::put_string(query.put(", 'main') WHERE parent = "), parent);
        }
        const query_result keys = co_await rows_of(query.put(" LIMIT 1"));
        if (keys.empty()) co_return;
        child = online::cell(keys[0], 0), parent = online::cell(keys[0], 1);
        const bool works = co_await read_table(child);
        if (!works) co_return;
        sql_text columns;
        columns.put("SELECT keys.\"from\", coalesce(keys.\"to\", (SELECT each.name FROM pragma_table_info(");
        dialect::put_string(columns, parent);
        columns.put(", 'main') AS each WHERE each.pk = keys.seq + 1)) FROM pragma_foreign_key_list(");
        dialect::put_string(columns, child);
        columns.put(", 'main') AS keys WHERE keys.id = ").put(online::cell(keys[0], 2)).put(" ORDER BY keys.seq");
        const query_result pairs = co_await rows_of(columns);
        sql_text given, absent;
        detail::vector<name> from;
        for (const row_values& pair : pairs) {
            sql_text column;
            dialect::put_identifier(column, table().name);
            dialect::put_identifier(column.put("."), online::cell(pair, 0));
            given.put(column.view()).put(" IS NOT NULL AND ");
            dialect::put_identifier(absent.put(from.empty() ? "" : " AND ").put("parent."), online::cell(pair, 1));
            absent.put(" = ").put(column.view());
            for (const op::column& each : table().columns())
                if (dialect::same_without_case(each.name, online::cell(pair, 0))) from.push_back(each.name);
        }
        dialect::put_identifier(given.put("NOT EXISTS (SELECT 1 FROM main."), parent);
        given.put(" AS parent WHERE ").put(absent.view()).put(")");
        co_await select("main", std::move(from), given.str(), std::string());
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
