// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/rebuild_copy.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Appends the condition that a text becomes a number (which the comparison finds out), and the number does not have
/// its digits: leading zeros, signs and spaces, and what is beyond its precision. Zeros behind a decimal point do not
/// count. A text that is no number stays as it is, and one that `put_number_as_text` has written comes back.
constexpr void put_changes_text(sql_text& sql, std::string_view column, affinity now) {
    const std::string_view type = now == affinity::real ? " AS REAL)"sv : " AS NUMERIC)"sv;
    const auto put = [&](std::string_view before, std::string_view after) {
        dialect::put_identifier(sql.put(before), column);
        sql.put(after);
    };
    const auto put_number = [&](std::string_view after) {
        put("CAST(CAST(", type);
        sql.put(" AS TEXT)").put(after);
    };
    put("typeof(", ") = 'text' AND ");
    put("", " = ");
    put("CAST(", type);
    put(" AND iif(instr(lower(", "), 'e'), ");
    put("length(", ") > 16, ");
    put("iif(instr(", ", '.'), ");
    put("rtrim(rtrim(", ", '0'), '.'), ");
    put("", ") <> iif(instr(");
    put_number(", '.'), rtrim(rtrim(");
    put_number(", '0'), '.'), ");
    put_number(")))"sv.substr(1));
    put(" AND ", " <> printf('%!.17g', ");
    put("CAST(", " AS REAL))");
}

/// Whether SQLite may change values of a column silently when they are stored in its new type.
constexpr bool may_change_values(affinity was, affinity now) {
    if (now == affinity::integer || now == affinity::numeric) return was == affinity::text || was == affinity::blob;
    return now == affinity::real && was != affinity::real;
}

/// How the query of such a check begins, before the name of the table.
inline constexpr std::string_view kept_values_query = "INSERT INTO temp.\"_aludel_kept\" SELECT 0 FROM "sv;

/// Adds statements that stop the migration where a conversion would change a value silently: '007' would become 7, an
/// integer beyond 2^53 would be rounded to a double. `using_` says what becomes of values, and is not examined.
constexpr void put_conversion_check(statement_list& statements, std::uint32_t operation, const rebuild& work) {
    for (const op::column& column : work.after.columns()) {
        const column_source* const source = work.source_of(column.name);
        if (source == nullptr || source->from.empty() || !source->using_.empty() || !work.is_copied(column)) continue;
        const op::column* const old = work.before.find_column(source->from);
        if (old == nullptr) continue;
        const affinity was = affinity_of(old->type, work.before.options().strict),
                       now = affinity_of(column.type, work.after.options().strict);
        if (!may_change_values(was, now)) continue;
        sql_text& table = add_statement(statements, operation).sql;
        table.put("CREATE TEMP TABLE \"_aludel_kept\" (\"kept\" CONSTRAINT \"a value of column `");
        dialect::put_doubled(table, old->name, '"');
        table.put("` of table `");
        dialect::put_doubled(table, work.before.name, '"');
        table.put("` would change in the new type: say what becomes of it with .using_(...)\" CHECK (\"kept\"))");
        sql_text& rows = add_statement(statements, operation).sql;
        rows.put(kept_values_query);
        put_table_name(rows, work.before);
        rows.put(" WHERE ");
        if (was == affinity::text || was == affinity::blob) {
            put_changes_text(rows, old->name, now);
        } else {
            rows.put("typeof(");
            dialect::put_identifier(rows, old->name);
            rows.put(") = 'integer' AND CAST(CAST(");
            dialect::put_identifier(rows, old->name);
            rows.put(" AS REAL) AS INTEGER) <> ");
            dialect::put_identifier(rows, old->name);
        }
        rows.put(" LIMIT 1");
        add_statement(statements, operation).sql.put("DROP TABLE temp.\"_aludel_kept\"");
    }
}

}  // namespace aludel::inline v0_1::sqlite_dialect
