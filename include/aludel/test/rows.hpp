// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/test/database.hpp>
#include <aludel/test/values.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t, uint64_t
#include <exception>    // exception
#include <map>          // map
#include <string>       // string, stoull
#include <string_view>  // string_view
#include <vector>       // vector

// Rows for tables: of the types of the columns, different in each row, with the foreign keys that they need. What
// checks and triggers ask for is tried: with values that the checks name, until the database accepts a row.

namespace aludel::inline v0_1::test {

/// Writes rows into the tables of a schema.
class row_writer {
public:
    explicit row_writer(std::uint64_t seed) : values_(seed) {}

    /// Adds rows to a table; the reason if it takes none.
    std::string add(database& db, const schema& whole, const op::table_view& table, std::size_t rows) {
        std::string why;
        std::size_t added = 0;
        for (std::size_t tries = 0; added < rows && tries < 60 * rows; ++tries) {
            why = try_row(db, whole, table, tries < rows);
            if (why.empty()) ++added;
            if (why == no_target) break;
        }
        return added == 0 ? why : std::string();
    }

    /// Adds so many rows to each of some tables. A foreign key needs the rows of its target, so tables that take none
    /// yet are tried again.
    void add(database& db, const schema& whole, std::vector<name> tables, std::size_t rows) {
        for (std::size_t before = tables.size() + 1; tables.size() < before;) {
            before = tables.size();
            std::vector<name> rest;
            for (const name& each : tables) {
                const std::string why = add(db, whole, whole.table(each), rows), called(each.text());
                if (!why.empty()) rest.push_back(each), refused_[called] = why;
                else refused_.erase(called);
            }
            tables = rest;
        }
    }

    /// The tables that took no rows when they were last tried, each with the reason.
    [[nodiscard]] std::vector<std::string> refused() const {
        std::vector<std::string> lines;
        for (const auto& [table, why] : refused_) lines.push_back("`" + table + "`: " + why);
        return lines;
    }

    /// The number of rows in a table.
    static std::size_t count(database& db, const op::table_view& table) {
        sql_text sql;
        sql.put("SELECT count(*) FROM ");
        dialect::put_identifier(sql, table.create->schema, table.name);
        return static_cast<std::size_t>(std::stoull(db.query(sql.str())[0][0].value_or("0")));
    }

private:
    static constexpr std::string_view no_target = "a foreign key refers to a table without rows";

    /// Tries to insert one row; the error if that fails. A plain row has no values from checks.
    std::string try_row(database& db, const schema& whole, const op::table_view& table, bool plain) {
        values_.next_row();
        op::operations list;
        op::operation insert{};
        insert.kind = op::operation_kind::insert, insert.schema = table.create->schema, insert.table = table.name;
        for (const op::column& each : table.columns()) {
            if (each.generated != op::generated_kind::none || each.identity.kind == op::identity_kind::always) continue;
            op::value value = values_.value_of(table, each, plain);
            if (each.nullable && !is_key(table, each.name) && values_.random().one_in(4))
                value = op::value_of(op::value_kind::null);
            list.cells.push_back({each.name, value, 0});
        }
        for (const op::constraint& each : table.constraints())
            if (each.kind == op::constraint_kind::foreign_key && !follow(db, whole, table, each, list.cells))
                return std::string(no_target);
        insert.cells = {0, static_cast<std::uint32_t>(list.cells.size())};
        if (list.cells.empty()) insert.empty_rows = 1;
        list.list.push_back(insert);
        try {
            db.execute(db.insert_text(list.view()));
            return {};
        } catch (const std::exception& error) {
            return error.what();
        }
    }

    /// Sets the columns of a foreign key to the values of a row that it may refer to, or to NULL; false if neither is
    /// possible.
    bool follow(database& db, const schema& whole, const op::table_view& table, const op::constraint& key,
                detail::vector<op::cell>& cells) {
        const op::table_view target = whole.table(key.target_name());
        const auto columns = table.names(key.columns);
        if (!target) return true;
        auto wanted = table.names(key.target_columns);
        if (wanted.empty() && target.primary_key() != nullptr) wanted = target.names(target.primary_key()->columns);
        if (wanted.size() != columns.size()) return true;
        sql_text sql;
        sql.put("SELECT ");
        for (const name& each : wanted)
            sql.put(&each == wanted.begin() ? "" : ", "), dialect::put_identifier(sql, each);
        sql.put(" FROM ");
        dialect::put_identifier(sql, target.create->schema, target.name);
        sql.put(" WHERE 1 = 1");
        for (const name& each : wanted) sql.put(" AND "), dialect::put_identifier(sql, each), sql.put(" IS NOT NULL");
        const query_result rows = db.query(sql.str());
        if (rows.empty()) {
            // A row may refer to itself where its own key is in place already.
            if (target.name == table.name && copy_own(columns, wanted, cells)) return true;
            for (std::size_t i = 0; i < columns.size(); ++i) {
                op::cell* const cell = cell_of(cells, columns[i]);
                if (cell == nullptr || !table.find_column(columns[i])->nullable || is_key(table, columns[i]))
                    return false;
                cell->value = op::value_of(op::value_kind::null);
            }
            return true;
        }
        const row_values& row = rows[values_.random().pick(rows.size())];
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (op::cell* const cell = cell_of(cells, columns[i]);
                cell != nullptr && cell->value.kind != op::value_kind::null)
                cell->value = values_.typed(table.find_column(columns[i])->type.kind, *row[i]);
        return true;
    }
    static bool copy_own(op::list_view<name> columns, op::list_view<name> source, detail::vector<op::cell>& cells) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            op::cell *const to = cell_of(cells, columns[i]), *const from = cell_of(cells, source[i]);
            if (to == nullptr || from == nullptr) return false;
            to->value = from->value;
        }
        return true;
    }
    static op::cell* cell_of(detail::vector<op::cell>& cells, const name& column) {
        for (op::cell& each : cells)
            if (each.column == column) return &each;
        return nullptr;
    }
    static bool is_key(const op::table_view& table, const name& column) {
        const op::constraint* const key = table.primary_key();
        if (key == nullptr) return false;
        for (const name& each : table.names(key->columns))
            if (each == column) return true;
        return false;
    }

    value_source values_;
    std::map<std::string, std::string> refused_{};
};

}  // namespace aludel::inline v0_1::test
