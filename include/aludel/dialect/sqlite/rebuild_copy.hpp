// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/operation/operations.hpp>

#include <array>        // array
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// The source of the values of a column of the new table.
struct column_source {
    name column{};              ///< name in the new table
    name from{};                ///< name in the old table; empty for a new column
    std::string_view using_{};  ///< if given, the value is this expression over the old row
    std::string_view fill{};    ///< replaces NULL
    op::value initial{};        ///< for a new column without `fill`: its default at the time it was added
    bool changed = false;       ///< the values differ from those of the old table
};

/// The name of a column in expressions that were written before it was renamed.
struct column_alias {
    name was{};
    name column{};  ///< name in the old table
};

/// The rebuild of one table from `before` to `after`. `sources` has one entry per column of `after`, in any order. Both
/// tables contain all their indexes, under their names in the database.
struct rebuild {
    op::table_view before{};
    op::table_view after{};
    const detail::vector<column_source>& sources;
    const detail::vector<column_alias>& aliases;
    bool verified = false;     ///< the transaction has compared the table with the history, or created it
    std::uint32_t number = 0;  ///< number of its `save` and `restore` in the revision
    const op::operations* triggers = nullptr;  ///< those of the table that the history knows

    [[nodiscard]] constexpr const column_source* source_of(const name& column) const {
        for (const column_source& each : sources)
            if (each.column == column) return &each;
        return nullptr;
    }
    [[nodiscard]] constexpr bool is_copied(const op::column& column) const {
        const column_source* const source = source_of(column.name);
        if (column.generated != op::generated_kind::none || source == nullptr) return false;
        return !source->from.empty() || !source->fill.empty() || !(source->initial == column.default_value);
    }
};

/// The name by which the rowid can be copied. Programs store rowids (FTS5 external content does), and without a copied
/// rowid the rows would be renumbered if no key is the rowid. Empty if there is no rowid, the key is the rowid, or
/// columns hide all three of its names.
constexpr std::string_view copied_rowid(const rebuild& work) {
    if (work.before.options().without_rowid || work.after.options().without_rowid) return {};
    const op::column* const key = rowid_key(work.after);
    if (key != nullptr && work.is_copied(*key)) return {};
    for (const std::string_view each : std::array{"rowid"sv, "_rowid_"sv, "oid"sv}) {
        bool hidden = false;
        for (const op::column& column : work.before.columns())
            hidden = hidden || dialect::same_without_case(column.name, each);
        for (const op::column& column : work.after.columns())
            hidden = hidden || dialect::same_without_case(column.name, each);
        if (!hidden) return each;
    }
    return {};
}

/// Appends a number as the shortest text that SQLite reads as the same number: CAST writes 15 digits, and 17 tell any
/// two doubles apart.
constexpr void put_number_as_text(sql_text& sql, std::string_view column) {
    const auto put_column = [&](std::string_view before, std::string_view after) {
        dialect::put_identifier(sql.put(before), column);
        sql.put(after);
    };
    put_column("iif(typeof(", ") = 'real' AND ");
    put_column("CAST(CAST(", " AS TEXT) AS REAL) <> ");
    put_column("", ", ");
    put_column("printf('%!.17g', ", "), ");
    put_column("CAST(", " AS TEXT))");
}

/// Appends the old value of a column in its new type. To TEXT and BLOB by CAST, with every digit. To numeric types
/// the affinity of the new column converts on insertion: numbers are converted ('12' to 12), other values are kept, or
/// refused by a STRICT table. CAST would turn 'abc' into 0 and '1e3' into 1 (lang_expr.html, section 13.2).
constexpr void put_converted(sql_text& sql, const rebuild& work, const op::column& column,
                             const column_source& source) {
    if (!source.using_.empty()) {
        sql.put("(").put(source.using_).put(")");
        return;
    }
    const op::column* const old = work.before.find_column(source.from);
    const bool in_strict = work.after.options().strict;
    if (old != nullptr && old->type.kind == column.type.kind && old->type.name == column.type.name &&
        work.before.options().strict == in_strict) {
        dialect::put_identifier(sql, source.from);
        return;
    }
    const affinity was = old == nullptr ? affinity::blob : affinity_of(old->type, work.before.options().strict);
    const affinity now = affinity_of(column.type, in_strict);
    const bool any = in_strict && now == affinity::blob && column.type.kind != op::type_kind::binary;
    if (old != nullptr && now == affinity::text && (was == affinity::real || was == affinity::numeric) &&
        old->type.kind != op::type_kind::boolean)
        return put_number_as_text(sql, source.from);
    const bool cast = old != nullptr && was != now && !any && (now == affinity::text || now == affinity::blob);
    if (cast) sql.put("CAST(");
    dialect::put_identifier(sql, source.from);
    if (cast) sql.put(now == affinity::text ? " AS TEXT)" : " AS BLOB)");
}

/// Whether the column becomes NOT NULL, rows may hold NULL in it, and its default can replace that.
constexpr bool has_missing_values(const rebuild& work, const op::column& column, const column_source& source) {
    const op::column* const old = work.before.find_column(source.from);
    return old != nullptr && old->nullable && !column.nullable && column.default_value.given() &&
        column.default_value.kind != op::value_kind::null;
}

/// Appends the value that a row of the old table gets in a column of the new one, before conversion.
constexpr void put_old_value(sql_text& sql, const rebuild& work, const op::column& column) {
    const column_source& source = *work.source_of(column.name);
    if (source.from.empty()) {
        if (source.fill.empty()) put_default(sql, source.initial);
        else sql.put("(").put(source.fill).put(")");
    } else if (source.fill.empty() && has_missing_values(work, column, source)) {
        // SET NOT NULL on a column with a default uses the default for rows with NULL; Alembic's batch mode copies the
        // NULLs and fails.
        sql.put("COALESCE(");
        put_converted(sql, work, column, source);
        sql.put(", ");
        put_default(sql, column.default_value);
        sql.put(")");
    } else if (source.fill.empty()) {
        put_converted(sql, work, column, source);
    } else {
        sql.put("COALESCE(");
        put_converted(sql, work, column, source);
        sql.put(", (").put(source.fill).put("))");
    }
}

/// Appends INSERT INTO the new table SELECT FROM the old one, with explicit columns. Generated columns are not copied;
/// new ones without a value get their default.
constexpr void put_copy(sql_text& sql, const rebuild& work) {
    const std::string_view rowid = copied_rowid(work);
    sql.put("INSERT INTO ");
    put_table_name(sql, work.after, rebuilt_prefix);
    const op::column* stand_in = nullptr;  // a row cannot be copied without a column
    bool copies = !rowid.empty();
    for (const op::column& column : work.after.columns()) {
        copies = copies || work.is_copied(column);
        if (stand_in == nullptr && column.generated == op::generated_kind::none) stand_in = &column;
    }
    std::string_view before = " ("sv;
    if (!rowid.empty()) sql.put(before).put(rowid), before = ", "sv;
    for (const op::column& column : work.after.columns())
        if (work.is_copied(column)) sql.put(before), dialect::put_identifier(sql, column.name), before = ", "sv;
    if (!copies) sql.put(before), dialect::put_identifier(sql, stand_in->name);

    sql.put(")\nSELECT ");
    before = {};
    if (!rowid.empty()) sql.put(rowid), before = ", "sv;
    for (const op::column& column : work.after.columns())
        if (work.is_copied(column)) sql.put(before), put_old_value(sql, work, column), before = ", "sv;
    if (!copies) put_value(sql, stand_in->default_value);

    sql.put("\nFROM ");
    if (work.aliases.empty()) {
        put_table_name(sql, work.before);
        return;
    }
    sql.put("(SELECT ");
    if (!rowid.empty()) sql.put(rowid).put(" AS ").put(rowid).put(", ");
    sql.put("*");
    for (const column_alias& each : work.aliases) {
        sql.put(", ");
        dialect::put_identifier(sql, each.column);
        sql.put(" AS ");
        dialect::put_identifier(sql, each.was);
    }
    sql.put(" FROM ");
    put_table_name(sql, work.before);
    sql.put(") AS ");
    dialect::put_identifier(sql, work.before.name);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
