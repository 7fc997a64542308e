// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/postgresql/value.hpp>
#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

/// Whether a method of indexes is one of another database only. Nothing but speed depends on it.
constexpr bool is_foreign_method(std::string_view method) {
    for (const std::string_view each : {"fulltext", "spatial", "clustered", "nonclustered", "bitmap"})
        if (dialect::same_without_case(method, each)) return true;
    return false;
}

/// Appends CREATE INDEX (sql-createindex.html). The index is in the schema of its table, so its name has none.
constexpr void put_create_index(sql_text& sql, const op::operations_view& arrays, const op::index& index,
                                std::string_view schema, std::string_view table) {
    sql.put(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (index.concurrently) sql.put("CONCURRENTLY ");
    if (index.if_not_exists) sql.put("IF NOT EXISTS ");
    dialect::put_identifier(sql, index.name);
    sql.put(" ON ");
    dialect::put_identifier(sql, schema, table);
    if (!index.method.empty() && !is_foreign_method(index.method))
        dialect::put_identifier(sql.put(" USING "), index.method);
    std::string_view before = " (";
    for (const op::index_part& part : index.parts.of(arrays.parts)) {
        sql.put(before);
        const char first = part.expression.empty() ? 'a' : part.expression.text()[0];
        if (const std::string_view column = dialect::column_of(part.column, part.expression); !column.empty())
            dialect::put_identifier(sql, column);
        else if (first == '\'' || (first >= '0' && first <= '9')) sql.put("(").put(part.expression).put(")");
        else put_expression(sql, part.expression);
        if (!part.collation.empty()) dialect::put_identifier(sql.put(" COLLATE "), part.collation);
        if (!part.operators.empty()) sql.put(" ").put(part.operators);
        if (part.descending) sql.put(" DESC");
        if (part.nulls != op::nulls_order::standard)
            sql.put(part.nulls == op::nulls_order::first ? " NULLS FIRST" : " NULLS LAST");
        before = ", ";
    }
    sql.put(")");
    if (!index.include.empty()) {
        dialect::put_identifiers(sql.put(" INCLUDE ("), index.include.of(arrays.names));
        sql.put(")");
    }
    if (index.nulls_not_distinct) sql.put(" NULLS NOT DISTINCT");
    if (!index.storage.empty()) sql.put(" WITH (").put(index.storage).put(")");
    if (!index.tablespace.empty()) dialect::put_identifier(sql.put(" TABLESPACE "), index.tablespace);
    if (!index.where.empty()) sql.put(" WHERE ").put(index.where);
}

/// Appends the removal of an index that a CREATE INDEX CONCURRENTLY of the same name has left invalid: it would be in
/// the way of the next try, and IF NOT EXISTS would take it for the index. `qualified` is its name in SQL.
constexpr void put_drop_invalid(sql_text& sql, std::string_view qualified) {
    dialect::put_string(sql.put("DO $aludel$\nBEGIN\n    IF EXISTS (SELECT 1 FROM pg_index WHERE NOT indisvalid AND "
                                "indexrelid = to_regclass("),
                        qualified);
    sql.put(")) THEN\n        DROP INDEX ").put(qualified).put(";\n    END IF;\nEND\n$aludel$");
}

/// Appends the removal of the invalid copies, `ix_ccnew` or `ix_ccold`, that an interrupted REINDEX CONCURRENTLY of an
/// index or of all indexes of a table has left. Names of indexes may be cut to make room for the ending.
constexpr void put_drop_copies(sql_text& sql, std::string_view qualified, bool is_table) {
    sql.put(
        "DO $aludel$\nDECLARE\n    leftover regclass;\nBEGIN\n    FOR leftover IN\n"
        "        SELECT copy.oid FROM pg_index JOIN pg_class copy ON copy.oid = indexrelid\n"
        "        WHERE NOT indisvalid AND relname ~ '_cc(new|old)[0-9]*$' AND ");
    if (is_table)
        sql.put("indrelid IN (\n            SELECT unnest(ARRAY[oid, reltoastrelid]) FROM pg_class WHERE oid = ");
    else
        sql.put(
            "(indrelid, true) IN (\n            SELECT old.indrelid, starts_with(original.relname, "
            "regexp_replace(copy.relname, '_cc(new|old)[0-9]*$', ''))\n            FROM pg_index old "
            "JOIN pg_class original ON original.oid = old.indexrelid WHERE original.oid = ");
    dialect::put_string(sql.put("to_regclass("), qualified);
    sql.put("))\n    LOOP\n        EXECUTE 'DROP INDEX IF EXISTS ' || leftover;\n    END LOOP;\nEND\n$aludel$");
}

/// Appends CREATE INDEX for a range of indexes.
constexpr void put_create_indexes(statement_list& statements, std::uint32_t number, const op::operations_view& arrays,
                                  op::range indexes, std::string_view schema, std::string_view table) {
    for (const op::index& each : indexes.of(arrays.indexes)) {
        if (each.concurrently) {  // online, the engine does it before each try
            sql_text qualified;
            dialect::put_identifier(qualified, schema, each.name);
            put_drop_invalid(add_statement(statements, number, statement_kind::script_only).sql, qualified.view());
        }
        put_create_index(add_statement(statements, number).sql, arrays, each, schema, table);
    }
}

}  // namespace aludel::inline v0_1::postgresql_dialect
