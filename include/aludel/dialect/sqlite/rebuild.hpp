// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/dialect/sqlite/create_index.hpp>
#include <aludel/dialect/sqlite/create_table.hpp>
#include <aludel/dialect/sqlite/guard.hpp>

#include <array>        // array
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Where a column of the new table gets its values from.
struct column_source {
    name column{};              ///< in the new table
    name from{};                ///< in the old one; empty: it is new
    std::string_view using_{};  ///< the value is this expression over the old row
    std::string_view fill{};    ///< and where there is none, this
    op::value initial{};        ///< of a new column without `fill`: its default when it was added
    bool changed = false;       ///< its values are not those of the old table
};

/// A column that an expression calls by the name it had when the expression was written.
struct column_alias {
    name was{};
    name column{};  ///< in the old table
};

/// One table on its way from `before` to `after`; `sources` has an entry for each column of `after`, in any order. Both have
/// all their indexes, under the names that they have in the database.
struct rebuild {
    op::table_view before{};
    op::table_view after{};
    const detail::vector<column_source>& sources;
    const detail::vector<column_alias>& aliases;
    bool verified = false;  ///< the transaction has looked already at what the table is and has, or has made it
    bool own_transaction = false;  ///< the revision is not in one, and half a rebuild would be the loss of the table
    std::uint32_t number = 0;      ///< of what it saves, in the revision

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

/// The name by which the rowid can be copied. Programs keep rowids (FTS5 external content does), and a copy would number rows
/// anew where no key is the rowid. None: there is no rowid, the key is it, or columns hide all of its three names.
constexpr std::string_view copied_rowid(const rebuild& work) {
    if (work.before.options().without_rowid || work.after.options().without_rowid) return {};
    const op::column* const key = rowid_key(work.after);
    if (key != nullptr && work.is_copied(*key)) return {};
    for (const std::string_view each : std::array{"rowid"sv, "_rowid_"sv, "oid"sv}) {
        bool hidden = false;
        for (const op::column& column : work.before.columns()) hidden = hidden || dialect::same_without_case(column.name, each);
        for (const op::column& column : work.after.columns()) hidden = hidden || dialect::same_without_case(column.name, each);
        if (!hidden) return each;
    }
    return {};
}

/// The old value of a column in its new type. To TEXT and BLOB by CAST, which loses nothing. Toward numbers the new column's
/// affinity does it while the row is inserted: it converts what is a number ('12' to 12) and leaves the rest as it was, or
/// refuses it in a STRICT table. CAST would make 0 of 'abc' and 1 of '1e3' (lang_expr.html, section 13.2).
constexpr void put_converted(sql_text& to, const rebuild& work, const op::column& column, const column_source& source) {
    if (!source.using_.empty()) {
        to.put("(").put(source.using_).put(")");
        return;
    }
    const op::column* const old = work.before.find_column(source.from);
    const bool in_strict = work.after.options().strict;
    if (old != nullptr && old->type.kind == column.type.kind && old->type.name == column.type.name && work.before.options().strict == in_strict) {
        dialect::put_identifier(to, source.from);
        return;
    }
    const affinity was = old == nullptr ? affinity::blob : affinity_of(old->type, work.before.options().strict);
    const affinity now = affinity_of(column.type, in_strict);
    const bool any = in_strict && now == affinity::blob && column.type.kind != op::type_kind::binary;
    const bool cast = old != nullptr && was != now && !any && (now == affinity::text || now == affinity::blob);
    if (cast) to.put("CAST(");
    dialect::put_identifier(to, source.from);
    if (cast) to.put(now == affinity::text ? " AS TEXT)" : " AS BLOB)");
}

/// The column becomes NOT NULL, rows may hold NULL in it, and its default can take the place of that.
constexpr bool has_missing_values(const rebuild& work, const op::column& column, const column_source& source) {
    const op::column* const old = work.before.find_column(source.from);
    return old != nullptr && old->nullable && !column.nullable && column.default_value.given() && column.default_value.kind != op::value_kind::null;
}

constexpr void put_old_value(sql_text& to, const rebuild& work, const op::column& column) {
    const column_source& source = *work.source_of(column.name);
    if (source.from.empty()) {
        if (source.fill.empty()) put_default(to, source.initial);
        else to.put("(").put(source.fill).put(")");
    } else if (source.fill.empty() && has_missing_values(work, column, source)) {
        // Who sets NOT NULL on a column with a default means it for the rows that have no value; Alembic's batch copies the
        // NULLs and fails.
        to.put("COALESCE(");
        put_converted(to, work, column, source);
        to.put(", ");
        put_default(to, column.default_value);
        to.put(")");
    } else if (source.fill.empty()) {
        put_converted(to, work, column, source);
    } else {
        to.put("COALESCE(");
        put_converted(to, work, column, source);
        to.put(", (").put(source.fill).put("))");
    }
}

/// INSERT INTO the new table SELECT FROM the old one, every column by its name. Generated columns are never copied; new ones
/// without a value get their default.
constexpr void put_copy(sql_text& to, const rebuild& work) {
    const std::string_view rowid = copied_rowid(work);
    to.put("INSERT INTO ");
    put_table_name(to, work.after, rebuilt_prefix);
    const op::column* stand_in = nullptr;  // a row cannot be copied without any column
    bool copies = !rowid.empty();
    for (const op::column& column : work.after.columns()) {
        copies = copies || work.is_copied(column);
        if (stand_in == nullptr && column.generated == op::generated_kind::none) stand_in = &column;
    }
    std::string_view before = " ("sv;
    if (!rowid.empty()) to.put(before).put(rowid), before = ", "sv;
    for (const op::column& column : work.after.columns())
        if (work.is_copied(column)) to.put(before), dialect::put_identifier(to, column.name), before = ", "sv;
    if (!copies) to.put(before), dialect::put_identifier(to, stand_in->name);

    to.put(")\nSELECT ");
    before = {};
    if (!rowid.empty()) to.put(rowid), before = ", "sv;
    for (const op::column& column : work.after.columns())
        if (work.is_copied(column)) to.put(before), put_old_value(to, work, column), before = ", "sv;
    if (!copies) put_value(to, stand_in->default_value);

    to.put("\nFROM ");
    if (work.aliases.empty()) {
        put_table_name(to, work.before);
        return;
    }
    to.put("(SELECT ");
    if (!rowid.empty()) to.put(rowid).put(" AS ").put(rowid).put(", ");
    to.put("*");
    for (const column_alias& each : work.aliases) {
        to.put(", ");
        dialect::put_identifier(to, each.column);
        to.put(" AS ");
        dialect::put_identifier(to, each.was);
    }
    to.put(" FROM ");
    put_table_name(to, work.before);
    to.put(") AS ");
    dialect::put_identifier(to, work.before.name);
}

/// A table of the schema's own file, `sqlite_schema` or `sqlite_sequence`.
constexpr void put_system_table(sql_text& to, const op::table_view& of, std::string_view table) {
    dialect::put_identifier(to, schema_of(of));
    to.put(".").put(table);
}

/// The numbers of AUTOINCREMENT go on where they were: without this, ids of rows deleted at the end are given out again.
constexpr void put_sequence(statement_list& to, std::uint32_t operation, const rebuild& work) {
    sql_text& clear = add_statement(to, operation).sql;
    clear.put("DELETE FROM ");
    put_system_table(clear, work.after, "sqlite_sequence");
    clear.put(" WHERE name = '").put(rebuilt_prefix);
    dialect::put_doubled(clear, work.after.name, '\'');
    clear.put("'");
    sql_text& carry = add_statement(to, operation).sql;
    carry.put("INSERT INTO ");
    put_system_table(carry, work.after, "sqlite_sequence");
    carry.put(" (name, seq) SELECT '").put(rebuilt_prefix);
    dialect::put_doubled(carry, work.after.name, '\'');
    carry.put("', seq FROM ");
    put_system_table(carry, work.before, "sqlite_sequence");
    carry.put(" WHERE name = ");
    dialect::put_string(carry, work.before.name);
    carry.put(" COLLATE NOCASE");
}

/// FROM and WHERE that find the triggers and indexes of the table that the history does not know; DROP TABLE takes them along.
constexpr void put_unknown_objects(sql_text& to, const op::table_view& table) {
    to.put(" FROM ");
    put_system_table(to, table, "sqlite_schema");
    to.put(" WHERE tbl_name = ");
    dialect::put_string(to, table.name);
    to.put(" COLLATE NOCASE AND type IN ('index', 'trigger') AND sql IS NOT NULL");
    if (table.indexes().empty()) return;
    std::string_view before = " AND name COLLATE NOCASE NOT IN ("sv;
    for (const op::index& each : table.indexes())
        to.put(before), dialect::put_string(to, each.name), before = ", "sv;
    to.put(")");
}

/// FROM and WHERE that find the triggers of a view.
constexpr void put_triggers(sql_text& to, const op::operation& view) {
    to.put(" FROM ");
    dialect::put_identifier(to, view.schema.empty() ? "main"sv : view.schema.text());
    to.put(".sqlite_schema WHERE type = 'trigger' AND tbl_name = ");
    dialect::put_string(to, view.table);
    to.put(" COLLATE NOCASE AND sql IS NOT NULL");
}

/// The statements that make a table anew: lang_altertable.html, section 7, and what it leaves out. The new
/// table takes the place of the old one, never the other way round, or the references of other tables would follow the old
/// one away. Foreign keys must be off. A table with the new one's name is an error, before anything is lost.
constexpr void put_rebuild(statement_list& to, std::uint32_t operation, const rebuild& work) {
    if (work.own_transaction) add_statement(to, operation).sql.put("BEGIN IMMEDIATE");
    if (!work.verified) put_unknown_objects(put_guard(to, operation, "only_known").put("count(*) = 0"), work.before);
    const new_statement unknown = add_statement(to, operation, statement_kind::save);
    unknown.run = work.number;
    put_unknown_objects(unknown.sql.put("SELECT sql, type, name, tbl_name"), work.before);
    unknown.sql.put(" ORDER BY type, rowid");  // indexes, then triggers

    put_create_table(add_statement(to, operation).sql, work.after, rebuilt_prefix);
    put_copy(add_statement(to, operation).sql, work);
    if (is_autoincrement(work.before) && is_autoincrement(work.after)) put_sequence(to, operation, work);
    sql_text& drop = add_statement(to, operation).sql.put("DROP TABLE ");
    put_table_name(drop, work.before);

    // Otherwise RENAME reads every view and trigger, and those that use the table, gone at this moment, make it fail.
    add_statement(to, operation).sql.put("PRAGMA legacy_alter_table = ON");
    sql_text& rename = add_statement(to, operation).sql.put("ALTER TABLE ");
    put_table_name(rename, work.after, rebuilt_prefix);
    rename.put(" RENAME TO ");
    dialect::put_identifier(rename, work.after.name);
    add_statement(to, operation).sql.put("PRAGMA legacy_alter_table = OFF");

    for (const op::index& each : work.after.indexes())
        put_create_index(add_statement(to, operation).sql, *work.after.pools, each, {.schema = work.after.create->schema, .table = work.after.name});
    add_statement(to, operation, statement_kind::restore).run = work.number;
    if (!work.own_transaction) return;
    static_cast<void>(add_statement(to, operation, statement_kind::check));
    add_statement(to, operation).sql.put("COMMIT");
}

}  // namespace aludel::inline v0_1::sqlite_dialect
