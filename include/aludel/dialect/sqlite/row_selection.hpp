// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/io/dialogue.hpp>
#include <aludel/io/flow.hpp>
#include <aludel/io/migration_error.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::sqlite_dialect {

using online::flow;
using online::reply;

/// Appends a value as text for people, at most 60 characters: a BLOB in hexadecimal.
inline void put_shown(sql_text& sql, std::string_view value) {
    sql.put("CASE WHEN typeof(").put(value).put(") = 'blob' THEN 'x''' || hex(substr(").put(value);
    sql.put(", 1, 27)) || CASE WHEN length(").put(value).put(") > 27 THEN '...' ELSE '''' END WHEN length(").put(value);
    sql.put(") > 60 THEN substr(").put(value).put(", 1, 57) || '...' ELSE ").put(value).put(" END");
}

/// A table of the database during a migration, and some of its rows.
template <class Dialogue>
class row_selection {
protected:
    explicit row_selection(Dialogue& channel) : channel_(channel) { schema_.naming = {{}, {}, {}, {}, {}}; }

    flow<bool> succeeds(std::string_view sql) {
        const reply result = co_await channel_.execute(sql);
        co_return !result.failed();
    }
    /// The rows of a query; none if it fails.
    flow<query_result> rows_of(const sql_text& query) {
        const std::string sql = query.str();
        reply result = co_await channel_.query(sql);
        co_return std::move(result.rows);
    }

    ////////////////////////////////////////
    // The table.

    /// Reads the definition of a table. False: there is none, or it cannot be understood.
    flow<bool> read_table(std::string table) {
        sql_text query;
        dialect::put_string(query.put("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = "), table);
        const query_result rows = co_await rows_of(query.put(" COLLATE NOCASE"));
        if (rows.empty() || !rows[0][0]) co_return false;
        schema_reader reader(schema_);
        reader.table(*rows[0][0]);
        table_ = schema_.tables.find(name(std::string_view(table)));
        co_return !reader.is_lost() && table_ != schema_.tables.none && schema_.tables[table_].create != nullptr;
    }
    [[nodiscard]] op::table_view table() const { return schema_.tables[table_].view(); }

    /// The name of the table, from a message that begins with it and a dot; empty if there is none.
    flow<std::string> table_in(std::string message) {
        sql_text query;
        query.put("SELECT name FROM main.sqlite_master WHERE type = 'table' AND substr(");
        dialect::put_string(query, message);
        query.put(", 1, length(name) + 1) = name || '.' ORDER BY length(name) DESC LIMIT 1");
        const query_result rows = co_await rows_of(query);
        std::string result;
        if (!rows.empty()) result = online::cell(rows[0], 0);
        co_return result;
    }

    /// Executes the statement again with a temporary table in place of the table: with the same rows, and columns of
    /// the same types, collations and defaults, but without constraints.
    flow<bool> repeat_without_constraints(std::string sql) {
        sql_text create, copy, source;
        {
            const op::table_view whole = table();
            op::operations bare;
            bare.append(*whole.arrays, *whole.create);
            op::operation& definition = bare.list[0];
            definition.constraints = {}, definition.options = {}, definition.indexes = {};
            definition.schema = op::text_view{};
            for (op::column& each : bare.columns) each.nullable = true, each.autoincrement = false;
            const op::operations_view arrays = bare.view();
            put_create_table(create, {&arrays, &definition, whole.name}, {}, "temp");
            std::string_view before = whole.options().without_rowid ? "" : "rowid";
            copy.put(before), before = before.empty() ? "" : ", ";
            for (const op::column& each : whole.columns())
                if (each.generated == op::generated_kind::none)
                    dialect::put_identifier(copy.put(before), each.name), before = ", ";
            dialect::put_identifier(source.put("INSERT INTO temp."), whole.name);
            source.put(" (").put(copy.view()).put(") SELECT ").put(copy.view()).put(" FROM main.");
            dialect::put_identifier(source, whole.name);
        }
        bool works = co_await succeeds(create.view());
        if (works) works = co_await succeeds(source.view());
        if (works) works = co_await succeeds(sql);
        co_return works;
    }

    ////////////////////////////////////////
    // The rows.

    /// Keeps the rows of the table, in `main` or `temp`, for which a condition is true: their key and these columns.
    flow<> select(std::string_view place, detail::vector<name> columns, std::string condition, std::string order) {
        const op::table_view from = table();
        sql_text query;
        query.put("SELECT ");
        detail::vector<name> key;
        if (const op::constraint* const primary = from.primary_key())
            for (const name& each : primary->columns.of(from.arrays->names)) key.push_back(each);
        bool repeats_key = key.size() == columns.size();  // nothing would tell the rows apart
        for (std::size_t i = 0; repeats_key && i < key.size(); ++i) repeats_key = key[i] == columns[i];
        if (key.empty() || (repeats_key && !from.options().without_rowid)) key.clear(), key.push_back(name("rowid"));
        for (const name& each : columns) {
            bool known = false;
            for (const name& other : key) known = known || other == each;
            if (!known) key.push_back(each);
        }
        for (const name& each : key) {
            sql_text value;
            dialect::put_identifier(value, from.name);
            dialect::put_identifier(value.put("."), each);
            put_shown(query.put(&each == key.begin() ? "" : ", "), value.view());
        }
        dialect::put_identifier(query.put(" FROM ").put(place).put("."), from.name);
        query.put(" WHERE ").put(condition).put(" ORDER BY ").put(order).put(order.empty() ? "1" : ", 1");
        query_result rows = co_await rows_of(query.put(" LIMIT 6"));
        if (rows.empty()) co_return;
        found_.has_more = rows.size() > offending_rows::most;
        if (found_.has_more) rows.pop_back();
        found_.rows = std::move(rows);
        for (const name& each : key) found_.columns.emplace_back(each.text());
        found_.table = from.name.text();
        if (found_.table.starts_with(rebuilt_prefix)) found_.table.erase(0, rebuilt_prefix.size());
    }

    /// The columns of the table that an expression names.
    [[nodiscard]] detail::vector<name> columns_in(std::string_view expression) const {
        detail::vector<name> result;
        for (const op::column& each : table().columns())
            if (syntax::mentions(expression, each.name)) result.push_back(each.name);
        return result;
    }

    Dialogue& channel_;
    schema schema_;
    std::uint32_t table_ = 0;
    offending_rows found_;
};

}  // namespace aludel::inline v0_1::sqlite_dialect
