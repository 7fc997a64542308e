// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_index.hpp>
#include <aludel/schema/check_column.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/rename_in_texts.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>  // ptrdiff_t
#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Whether existing rows can get a value in a new column: NULL, a default, the column's fill expression, or a value
/// that the database generates.
constexpr bool can_be_filled(const op::column& column) {
    return column.nullable || (column.default_value.given() && column.default_value.kind != op::value_kind::null) || !column.fill.empty() ||
           column.generated != op::generated_kind::none || column.identity.kind != op::identity_kind::none || column.autoincrement;
}

/// Adds a column with its constraints and indexes. Reports an empty or duplicate name, a second primary key, a NOT NULL
/// column that existing rows cannot fill (`add_required_column`), and what its constraints and indexes get wrong.
constexpr void apply_add_column(replay& at, const op::operations& pools, const op::operation& operation) {
    const std::uint32_t found = at.find_table("add_column", operation.table);
    if (found == at.schema.tables.none) return;
    const op::column& column = pools.columns[operation.columns.first];
    const op::table_view before = at.schema.tables[found].view();
    if (at.checking()) {
        if (column.name.empty()) {
            at.report_empty("add_column", {"the column for table `", operation.table, "`"});
            return;
        }
        if (before.find_column(column.name)) {
            at.report(rule::duplicate_column, {"add_column: table `", operation.table, "` has a column `", column.name, "` already at this revision. Give the new one another name"});
            return;
        }
        for (const op::constraint& each : operation.constraints.of(pools.constraints))
            if (each.kind == op::constraint_kind::primary_key && before.primary_key()) {
                at.report(rule::invalid_table, {"add_column: table `", operation.table, "` has a primary key already, so column `", column.name, "` cannot be another"});
                return;
            }
        if (!at.is_new(at.schema.tables[found]) && !can_be_filled(column))
            at.report(rule::add_required_column, {"add_column: column `", column.name, "` of table `", operation.table,
                      "` is NOT NULL without a default; rows that exist cannot be filled. Give it default_to(...) or .fill(...), or add it nullable, fill it, then set NOT NULL"});
    }
    table_entry& entry = at.schema.tables.change(found);
    op::operation_list& list = entry.edit();
    list.add_column(pools, column);
    list.list[0].columns.count += 1;
    at.schema.has_fills = at.schema.has_fills || !column.fill.empty();
    for (const op::constraint& each : operation.constraints.of(pools.constraints)) list.add_constraint(pools, each);
    list.list[0].constraints.count += operation.constraints.count;
    entry.renew();
    for (const op::constraint& each : operation.constraints.of(pools.constraints)) note_target(at.schema, each);
    if (at.checking()) {
        const op::table_view after = at.schema.tables[found].view();
        if (is_to_check(column)) check_column(at, "add_column", after, after.columns()[after.columns().count - 1]);
        for (std::uint32_t i = after.create->constraints.count - operation.constraints.count; i < after.create->constraints.count; ++i) {
            const op::constraint& each = after.constraints()[i];
            if (check_constraint(at, "add_column", after, each) && each.kind == op::constraint_kind::foreign_key) check_foreign_key(at, "add_column", after, each);
        }
    }
    for (const op::index& each : operation.indexes.of(pools.indexes)) add_index(at, found, pools, each);
}

/// The first constraint, generated column, index, foreign key or view that refers to a column; false where there is
/// none. Most indexes and tables do not, so these loops are kept cheap for the compiler.
constexpr user_of user_of_column(const schema& schema, std::uint32_t which, const name& column) {
    const table_entry& entry = schema.tables[which];
    const op::table_view table = entry.view();
    for (const op::constraint& each : table.constraints()) {
        bool uses = each.kind == op::constraint_kind::check && syntax::uses_column(each.expression, column);
        for (const name& own : table.names(each.columns)) uses = uses || (own.hash == column.hash && own == column);
        if (!uses) continue;
        text_arena scratch;
        return {kind_name(each.kind), " `", name_of(schema.naming, table, each, scratch), ". Drop that constraint first"};
    }
    for (const op::column& each : table.columns())
        if (each.expression.size != 0 && each.name != column && syntax::uses_column(each.expression, column))
            return {"generated column", " `", each.name, ". Drop that column first"};
    const index_entry* user = nullptr;
    for (std::uint32_t next = entry.last_index; next != 0;) {
        const index_entry* const index = &schema.indexes[next - 1];
        next = index->before;
        if (!index->alive) continue;
        bool uses = index->get().where.size != 0 && syntax::uses_column(index->get().where, column);
        for (const op::index_part& part : index->parts()) uses = uses || part.column == column || (part.expression.size != 0 && syntax::uses_column(part.expression, column));
        for (const name& included : index->include()) uses = uses || included == column;
        if (uses) user = index;
    }
    if (user != nullptr) return {"index", " `", user->name, ". Drop that index first"};
    const bool is_target = is_possible_target(schema, which);
    const table_entry* const last = schema.tables.entries().end();
    for (const table_entry* other = schema.tables.entries().begin(); is_target && other != last; ++other) {
        if (!other->alive) continue;
        const op::table_view view = other->view();
        for (const op::constraint& each : view.constraints()) {
            if (each.target.size != entry.name.size || each.target.size == 0 || !(each.target == entry.name)) continue;
            for (const name& target : target_columns(view, each, table))
                if (target == column) return {"a foreign key of table", " `", other->name, ". Drop that constraint first"};
        }
    }
    for (const view_entry& view : schema.views.entries()) {
        if (!view.alive) continue;
        for (const op::dialect_text& query : view.queries())
            if (syntax::query_uses_column(query.sql, entry.name, column, column_lookup{&schema}, syntax::lexicon_of(query.dialect)))
                return {"view", " `", view.name, ". Drop that view first, and create it again without the column"};
    }
    return {};
}

/// Removes a column. Reports one that does not exist, that is the only one of its table, or that is in use.
constexpr void apply_drop_column(replay& at, const op::operation& operation) {
    const std::uint32_t found = at.find_table("drop_column", operation.table);
    if (found == at.schema.tables.none) return;
    const op::table_view before = at.schema.tables[found].view();
    const op::column* const column = at.find_column("drop_column", before, operation.object);
    if (column == nullptr) return;
    const std::ptrdiff_t which = column - before.columns().first;
    if (at.checking()) {
        if (before.columns().count == 1) {
            at.report(rule::invalid_table, {"drop_column: column `", operation.object.text(), "` is the only one of table `", operation.table, "`. Drop the table instead"});
            return;
        }
        if (const user_of user = user_of_column(at.schema, found, column->name)) {
            at.report(rule::column_in_use, {"drop_column: column `", operation.object.text(), "` of table `", operation.table, "` is still used by ",
                      user.kind, user.quote, user.name, "`", at.order_of_drop(user.name), user.remedy});
            return;
        }
    }
    table_entry& entry = at.schema.tables.change(found);
    op::operation_list& list = entry.edit();
    list.columns.erase(list.columns.begin() + which);
    for (op::column& each : list.columns)  // fills that read the dropped column cannot be repeated
        if (each.fill.size != 0 && syntax::uses_column(each.fill, operation.object)) each.fill = op::text_view{};
    list.list[0].columns.count -= 1;
    entry.renew();
}

/// Renames a column in its table, and in every constraint, index, foreign key, generated column and view that refers to
/// it.
constexpr void rename_column_everywhere(schema& schema, std::uint32_t which, const name& from, const name& to) {
    keep_names(schema, which);
    const name table = schema.tables[which].name;
    // Before the rename, so that names in the texts can still be resolved.
    rename_column_in_texts(schema, which, from, to);
    table_entry& entry = schema.tables.change(which);
    op::operation_list& list = entry.edit();
    for (op::column& each : list.columns)
        if (each.name == from) each.name = to;
    for (op::constraint& each : list.constraints)
        for (std::uint32_t i = 0; i < each.columns.count; ++i)
            if (name& own = list.names[each.columns.first + i]; own == from) own = to;
    entry.renew();
    for (std::uint32_t next = schema.tables[which].last_index; next != 0;) {
        const std::uint32_t place = next - 1;
        next = schema.indexes[place].before;
        if (!schema.indexes[place].alive) continue;
        index_entry& changed = schema.indexes.change(place);
        op::operation_list& own = changed.edit();
        for (op::index_part& part : own.parts)
            if (part.column == from) part.column = to;
        for (name& included : own.names)
            if (included == from) included = to;
        changed.renew();
    }
    if (!is_possible_target(schema, which)) return;
    for (std::uint32_t i = 0; i < schema.tables.entries().size(); ++i) {
        if (!schema.tables[i].alive) continue;
        bool points_here = false;
        for (const op::constraint& each : schema.tables[i].view().constraints()) points_here = points_here || (each.target == table && each.target_columns.count != 0);
        if (!points_here) continue;
        table_entry& other = schema.tables.change(i);
        op::operation_list& theirs = other.edit();
        for (op::constraint& each : theirs.constraints) {
            if (!(each.target == table)) continue;
            for (std::uint32_t k = 0; k < each.target_columns.count; ++k)
                if (name& target = theirs.names[each.target_columns.first + k]; target == from) target = to;
        }
        other.renew();
    }
}

/// Whether a column can get this name; reports a name that is empty or used by another column of the table.
constexpr bool can_rename_column(replay& at, const char* verb, const op::table_view& table, const name& to) {
    if (to.empty()) return at.report_empty(verb, {"a column of table `", table.name, "`"});
    if (table.find_column(to))
        return at.report(rule::duplicate_column, {verb, ": table `", table.name, "` has a column `", to, "` already at this revision. Choose another name"});
    return true;
}

/// Renames a column; see `rename_column_everywhere`.
constexpr void apply_rename_column(replay& at, const op::operation& operation) {
    const std::uint32_t found = at.find_table("rename_column", operation.table);
    if (found == at.schema.tables.none) return;
    const op::table_view table = at.schema.tables[found].view();
    if (!at.find_column("rename_column", table, operation.object) || !can_rename_column(at, "rename_column", table, operation.to)) return;
    rename_column_everywhere(at.schema, found, operation.object, operation.to);
}

/// Changes what an alter_column lists in its `changes`: type, nullability, default, comment, identity, name. Reports a
/// missing column, an empty list of changes, and foreign keys whose columns no longer have the same type as their
/// targets.
constexpr void apply_alter_column(replay& at, const op::operations& pools, const op::operation& operation) {
    const std::uint32_t found = at.find_table("alter_column", operation.table);
    if (found == at.schema.tables.none) return;
    const op::table_view table = at.schema.tables[found].view();
    if (!at.find_column("alter_column", table, operation.object)) return;
    if (at.checking()) {
        if (operation.changes == op::change::none)
            at.report(rule::invalid_table, {"alter_column: nothing about column `", operation.object.text(), "` of table `", operation.table, "` is changed. Chain what changes, such as .not_null()"});
        check_twofold(at, "alter_column", table, pools.columns[operation.columns.first]);
        if (op::has(operation.changes, op::change::name) && !can_rename_column(at, "alter_column", table, operation.to)) return;
    }
    const op::column& wanted = pools.columns[operation.columns.first];
    table_entry& entry = at.schema.tables.change(found);
    op::operation_list& list = entry.edit();
    for (op::column& column : list.columns) {
        if (!(column.name == operation.object)) continue;
        if (op::has(operation.changes, op::change::type)) {
            column.type = wanted.type;
            column.type.values = list.add_names(wanted.type.values.of(pools.names));
        }
        if (op::has(operation.changes, op::change::nullability)) column.nullable = wanted.nullable;
        if (op::has(operation.changes, op::change::default_value)) column.default_value = wanted.default_value;
        if (op::has(operation.changes, op::change::comment)) column.comment = wanted.comment;
        if (op::has(operation.changes, op::change::identity)) column.identity = wanted.identity;
        break;
    }
    entry.renew();
    if (op::has(operation.changes, op::change::name)) rename_column_everywhere(at.schema, found, operation.object, operation.to);
    constexpr op::change checked = op::change::type | op::change::nullability | op::change::default_value | op::change::identity;
    if (at.checking() && op::has(operation.changes, checked)) {
        const op::table_view after = at.schema.tables[found].view();
        if (const op::column* const column = after.find_column(op::has(operation.changes, op::change::name) ? operation.to : operation.object))
            check_column(at, "alter_column", after, *column);
        for (const op::constraint& each : after.constraints())
            if (each.kind == op::constraint_kind::foreign_key) check_foreign_key(at, "alter_column", after, each);
    }
}

}  // namespace aludel::inline v0_1::detail
