// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/test/database.hpp>

#include <cstddef>   // size_t
#include <map>       // map
#include <optional>  // optional
#include <string>    // string
#include <vector>    // vector

// What a revision and its downgrade do to the rows of tables.

namespace aludel::inline v0_1::test {

/// A table and those of its columns whose values an upgrade keeps, as they are called before it and after it.
struct kept_table {
    struct column {
        std::string before, after;
        bool is_key = false;
    };

    std::string schema;
    std::string before, after;
    std::size_t key_parts = 0;  ///< columns of the key; 0: rows have none
    std::vector<column> columns{};
};

/// The constraint that tells the rows of a table apart: its primary key, or a unique one without NULL; null if there is
/// none.
inline const op::constraint* identity_of(const op::table_view& table) {
    if (const op::constraint* const key = table.primary_key(); key != nullptr) return key;
    for (const op::constraint& each : table.constraints()) {
        if (each.kind != op::constraint_kind::unique) continue;
        bool has_null = false;
        for (const name& part : table.names(each.columns)) {
            const op::column* const column = table.find_column(part);
            has_null = has_null || column == nullptr || column->nullable;
        }
        if (!has_null) return &each;
    }
    return nullptr;
}

/// The tables of a schema that the operations of an upgrade keep. Columns that they drop, or change in their type or
/// nullability, are omitted. What raw SQL does is not known.
inline std::vector<kept_table> kept_tables(const schema& whole, const op::operations_view& upgrade) {
    std::vector<kept_table> tables;
    for (const detail::table_entry& each : whole.tables.entries()) {
        if (!each.alive) continue;
        const op::table_view table = each.view();
        kept_table kept{std::string(std::string_view(table.create->schema)), std::string(each.name.text()),
                        std::string(each.name.text())};
        const op::constraint* const key = identity_of(table);
        for (const op::column& column : table.columns()) {
            const std::string called(column.name.text());
            if (column.generated != op::generated_kind::none) continue;
            kept.columns.push_back({called, called});
            if (key == nullptr) continue;
            for (const name& part : table.names(key->columns))
                if (part == column.name) kept.columns.back().is_key = true, ++kept.key_parts;
        }
        tables.push_back(std::move(kept));
    }
    for (const op::operation& each : upgrade.list) {
        const std::string table(each.table.text()), object{std::string_view(each.object)},
            to{std::string_view(each.to)};
        if (each.kind == op::operation_kind::drop_table)
            std::erase_if(tables, [&](const kept_table& kept) { return kept.after == table; });
        for (kept_table& kept : tables) {
            if (kept.after != table) continue;
            const bool is_altered = each.kind == op::operation_kind::alter_column &&
                (op::has(each.changes, op::change::type) || op::has(each.changes, op::change::nullability));
            if (each.kind == op::operation_kind::drop_column || is_altered)
                std::erase_if(kept.columns, [&](const kept_table::column& column) { return column.after == object; });
            if (each.kind == op::operation_kind::rename_table) kept.after = to;
            if (each.kind == op::operation_kind::rename_column ||
                (each.kind == op::operation_kind::alter_column && op::has(each.changes, op::change::name)))
                for (kept_table::column& column : kept.columns)
                    if (column.after == object) column.after = to;
        }
    }
    // Without a part of its key, a row is not found by the others.
    for (kept_table& kept : tables) {
        std::size_t parts = 0;
        for (const kept_table::column& each : kept.columns) parts += each.is_key ? 1 : 0;
        if (parts == kept.key_parts) continue;
        for (kept_table::column& each : kept.columns) each.is_key = false;
        kept.key_parts = 0;
    }
    return tables;
}

/// The rows of a table by their key, each with the values of the kept columns. Rows without a key are numbered, and
/// have no values, for nothing tells which is which.
using table_rows = std::map<row_values, row_values>;

/// The rows of a table, by its names before or after the upgrade.
inline table_rows rows_of(database& db, const kept_table& table, bool is_before) {
    table_rows rows;
    if (table.columns.empty()) return rows;
    const bool has_key = table.key_parts != 0;
    sql_text sql;
    sql.put("SELECT ");
    for (const kept_table::column& each : table.columns) {
        sql.put(&each == table.columns.data() ? "" : ", ");
        dialect::put_identifier(sql, std::string_view(is_before ? each.before : each.after));
    }
    sql.put(" FROM ");
    dialect::put_identifier(sql, table.schema, is_before ? table.before : table.after);
    for (row_values& row : db.query(sql.str())) {
        row_values key;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (table.columns[i].is_key) key.push_back(row[i]);
        if (has_key) rows[key] = row;
        else rows[{std::to_string(rows.size())}] = {};
    }
    return rows;
}

/// The rows of all kept tables.
inline std::vector<table_rows> rows_of(database& db, const std::vector<kept_table>& tables, bool is_before) {
    std::vector<table_rows> whole;
    for (const kept_table& each : tables) whole.push_back(rows_of(db, each, is_before));
    return whole;
}

/// The rows of the kept tables on the way up and down.
struct trip_rows {
    std::vector<table_rows> before;
    std::vector<table_rows> above;  ///< after the upgrade
    std::vector<table_rows> added;  ///< the same, with rows that were written there
    std::vector<table_rows> after;  ///< after the downgrade
};

/// The values of a row, for messages.
inline std::string text_of(const row_values& values) {
    std::string text;
    for (const auto& each : values) (text += text.empty() ? "" : ", ") += each ? "'" + *each + "'" : "NULL";
    return "(" + text + ")";
}

/// The first row or value of a table that a downgrade neither restores nor leaves as it was above; empty if there is
/// none. Rows that the upgrade deletes may stay away if `may_delete`.
inline std::string first_loss(const kept_table& table, const table_rows& before, const table_rows& above,
                              const table_rows& added, const table_rows& after, bool may_delete) {
    const auto loss = [&](const row_values& key, const row_values* old, const row_values* high) -> std::string {
        const std::string row =
            (table.key_parts == 0 ? "a row" : "row " + text_of(key)) + " of table `" + table.before + "`";
        const auto low = after.find(key);
        if (low == after.end() && high != nullptr) return row + " is lost";
        if (low == after.end())
            return may_delete ? ""
                              : row +
                    " is deleted by the upgrade and does not come back. Restore it in the downgrade, or "
                    "write .irreversible(\"why\")";
        for (std::size_t i = 0; i < low->second.size(); ++i) {
            const bool is_restored = old != nullptr && (*old)[i] == low->second[i];
            const bool is_left = high != nullptr && (*high)[i] == low->second[i];
            if (is_restored || is_left) continue;
            return "column `" + table.columns[i].before + "` of " + row + " was " +
                text_of({old != nullptr ? (*old)[i] : (*high)[i]}) + " and is " + text_of({low->second[i]});
        }
        return {};
    };
    for (const auto& [key, old] : before) {
        const auto high = above.find(key);
        if (const std::string found = loss(key, &old, high == above.end() ? nullptr : &high->second); !found.empty())
            return found;
    }
    for (const auto& [key, high] : added) {
        if (above.contains(key)) continue;
        if (const std::string found = loss(key, nullptr, &high); !found.empty()) return found;
    }
    return {};
}

/// The first loss in any of the tables.
inline std::string first_loss(const std::vector<kept_table>& tables, const trip_rows& rows, bool may_delete) {
    for (std::size_t i = 0; i < tables.size(); ++i)
        if (const std::string found =
                first_loss(tables[i], rows.before[i], rows.above[i], rows.added[i], rows.after[i], may_delete);
            !found.empty())
            return found;
    return {};
}

}  // namespace aludel::inline v0_1::test
