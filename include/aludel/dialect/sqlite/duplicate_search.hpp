// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/reader.hpp>
#include <aludel/dialect/sqlite/row_selection.hpp>
#include <aludel/io/flow.hpp>

#include <cstddef>      // size_t
#include <string>       // string
#include <string_view>  // string_view
#include <utility>      // move

namespace aludel::inline v0_1::sqlite_dialect {

/// Finds the rows because of which UNIQUE or PRIMARY KEY refused a statement.
template <class Dialogue>
class duplicate_search : protected row_selection<Dialogue> {
    using base = row_selection<Dialogue>;

protected:
    using base::base;
    using base::columns_in;
    using base::read_table;
    using base::repeat_without_constraints;
    using base::rows_of;
    using base::schema_;
    using base::select;
    using base::table;
    using base::table_in;

    /// UNIQUE and PRIMARY KEY: the rows that share their values, in the order of these.
    flow<> find_duplicates(std::string message, std::string sql) {
        const bool creates_index = schema_reader::is_index(sql);
        std::string table_name, index_sql = creates_index ? sql : std::string();
        if (!creates_index && message.starts_with("index '")) {
            sql_text query;
            query.put("SELECT sql FROM main.sqlite_master WHERE type = 'index' AND name = ");
            dialect::put_string(query, message.substr(7, message.size() - 8));
            const query_result rows = co_await rows_of(query);
            if (!rows.empty()) index_sql = online::cell(rows[0], 0);
        }
        if (!index_sql.empty()) table_name = table_of_index(index_sql);
        else table_name = co_await table_in(message);
        bool works = !table_name.empty();
        if (works) works = co_await read_table(table_name);
        if (works && !creates_index) works = co_await repeat_without_constraints(sql);
        if (!works) co_return;
        unique_key key;
        if (!index_sql.empty()) key = key_of(index_sql);
        else key = co_await key_in(message);
        sql_text where;
        where.put("(").put(key.terms).put(") IN (SELECT ").put(key.terms).put(" FROM ");
        const std::string_view place = creates_index ? "main" : "temp";
        dialect::put_identifier(where.put(place).put("."), table().name);
        if (!key.where.empty()) where.put(" WHERE ").put(key.where);
        where.put(" GROUP BY ").put(key.terms).put(" HAVING count(*) > 1)");
        if (!key.where.empty()) where.put(" AND (").put(key.where).put(")");
        co_await select(place, std::move(key.columns), where.str(), std::move(key.terms));
    }

private:
    /// What a unique index or constraint compares.
    struct unique_key {
        std::string terms;  ///< columns and expressions, separated by commas
        std::string where;  ///< the condition of a partial index
        detail::vector<name> columns;
    };

    void add_term(unique_key& key, std::string_view term) const {
        (key.terms += key.terms.empty() ? "" : ", ") += term;
    }
    void add_column(unique_key& key, const name& column) const {
        sql_text term;
        dialect::put_identifier(term, table().name);
        dialect::put_identifier(term.put("."), column);
        add_term(key, term.view());
        key.columns.push_back(column);
    }

    /// The key of CREATE UNIQUE INDEX.
    unique_key key_of(std::string_view index_sql) {
        unique_key key;
        schema_reader reader(schema_);
        reader.index(index_sql);
        if (reader.is_lost() || schema_.indexes.entries().empty()) return key;
        const detail::index_entry& entry = schema_.indexes.entries().back();
        const op::index& index = *entry.index;
        for (const op::index_part& part : index.parts.of(entry.arrays->parts)) {
            if (!part.column.empty()) {
                add_column(key, part.column);
                continue;
            }
            add_term(key, "(" + std::string(part.expression) + ")");
            for (const name& each : columns_in(part.expression)) key.columns.push_back(each);
        }
        key.where = index.where;
        return key;
    }
    /// The table of CREATE INDEX.
    static std::string table_of_index(std::string_view index_sql) {
        schema alone;
        schema_reader(alone).index_alone(index_sql);
        return alone.tables.entries().empty() ? std::string() : std::string(alone.tables[0].name.text());
    }

    /// The key whose columns a message lists, as `t.a, t.b`: a constraint, or else a unique index, which may be
    /// partial.
    flow<unique_key> key_in(std::string message) {
        unique_key key;
        const std::string start = std::string(table().name.text()) + ".";
        for (std::size_t place = start.size(); place < message.size();) {
            const std::size_t end = message.find(", " + start, place);
            const std::string column = message.substr(place, end - place);
            for (const op::column& each : table().columns())
                if (each.name.text() == column) add_column(key, each.name);
            place = end == message.npos ? message.size() : end + 2 + start.size();
        }
        for (const op::constraint& each : table().constraints())
            if (same(each.columns.of(table().arrays->names), key.columns)) co_return key;
        sql_text query;
        query.put("SELECT sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ");
        dialect::put_string(query, table().name);
        const query_result rows = co_await rows_of(query);
        for (const row_values& row : rows) {
            const std::string index_sql = online::cell(row, 0);
            unique_key other = key_of(index_sql);
            const bool matches = same(other.columns, key.columns);
            if (matches && schema_.indexes.entries().back().index->unique) co_return other;
        }
        co_return key;
    }
    template <class Names>
    static bool same(const Names& left, const detail::vector<name>& right) {
        if (left.size() != right.size()) return false;
        std::size_t i = 0;
        for (const name& each : left)
            if (!(each == right[i++])) return false;
        return true;
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
