// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_index.hpp>
#include <aludel/schema/check_column.hpp>
#include <aludel/schema/check_followed.hpp>
#include <aludel/schema/check_rename.hpp>
#include <aludel/schema/column_rename.hpp>
#include <aludel/schema/column_user.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/features.hpp>
#include <aludel/schema/fills.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>      // ptrdiff_t, size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Adds a column with its constraints and indexes. Reports an empty or duplicate name, a second primary key, a NOT NULL
/// column that existing rows cannot fill (`add_required_column`), and what its constraints and indexes get wrong.
constexpr bool apply_add_column(replay_context& context, const op::operations_view& arrays,
                                const op::operation& operation) {
    const std::uint32_t found = context.find_table("add_column", operation.table);
    if (found == context.schema.tables.none) return false;
    const op::column& column = arrays.columns[operation.columns.first];
    const op::table_view before = context.schema.tables[found].view();
    if (context.checking()) {
        if (column.name.empty())
            return context.report_empty("add_column", {"the column for table `", operation.table, "`"});
        if (before.find_column(column.name))
            return context.fails(rule::duplicate_column, operation.table, column.name) &&
                context.report(rule::duplicate_column,
                               {"add_column: table `", operation.table, "` has a column `", column.name,
                                "` already at this revision. Give the new one another name"});
        for (const op::column& each : before.columns())
            if (each.name.size == column.name.size && !check_column_name(context, "add_column", before, column, each))
                return false;
        for (const op::constraint& each : operation.constraints.of(arrays.constraints))
            if (each.kind == op::constraint_kind::primary_key && before.primary_key())
                context.report(rule::invalid_table,
                               {"add_column: table `", operation.table, "` has a primary key already, so column `",
                                column.name, "` cannot be another"});
        if (operation.constraints.count != 0 &&
            !check_names_are_free(context, "add_column", before, operation.constraints.of(arrays.constraints)))
            return false;
        if (!context.is_new(context.schema.tables[found]) && !can_be_filled(column))
            context.report(rule::add_required_column,
                           {"add_column: column `", column.name, "` of table `", operation.table,
                            "` is NOT NULL without a default; rows that exist cannot be filled. Give it "
                            "default_to(...) or .fill(...), or add it nullable, fill it, then set NOT NULL"});
    }
    table_entry& entry = context.schema.tables.change(found);
    op::operations& list = entry.edit();
    list.add_column(arrays, column);
    list.list[0].columns.count += 1;
    if (!column.fill.empty()) context.schema.note_filled(found);
    entry.renew();
    note_enumerations(context, "add_column", arrays, operation);
    if (operation.constraints.count != 0)
        add_constraints(context.schema, found, arrays, operation.constraints.of(arrays.constraints));
    if (context.checking()) {
        const op::table_view after = context.schema.tables[found].view();
        if (is_to_check(column)) check_column(context, "add_column", after, after.columns()[after.columns().count - 1]);
        check_column_count(context, "add_column", after);
        if (column.generated != op::generated_kind::none) check_generated(context, "add_column", after);
        for (std::uint32_t i = after.create->constraints.count - operation.constraints.count;
             i < after.create->constraints.count; ++i) {
            const op::constraint& each = after.constraints()[i];
            check_new_constraint(context, "add_column", after, each);
        }
    }
    for (const op::index& each : operation.indexes.of(arrays.indexes)) add_index(context, found, arrays, each);
    return true;
}

/// Whether one column alone is not generated.
constexpr bool is_only_stored(const op::list_view<op::column>& columns) {
    std::uint32_t stored = 0;
    for (const op::column& each : columns) stored += each.generated == op::generated_kind::none ? 1U : 0U;
    return stored == 1;
}

/// Removes a column. Reports one that does not exist, that is the only one of its table, or that is in use.
constexpr bool apply_drop_column(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.find_table("drop_column", operation.table);
    if (found == context.schema.tables.none) return false;
    const op::table_view before = context.schema.tables[found].view();
    const op::column* const column = context.find_column("drop_column", before, operation.object);
    if (column == nullptr) return false;
    const std::ptrdiff_t which = column - before.columns().first;
    if (context.checking()) {
        if (before.columns().count == 1)
            return context.fails(rule::invalid_table, operation.table, operation.object) &&
                context.report(rule::invalid_table,
                               {"drop_column: column `", operation.object.text(), "` is the only one of table `",
                                operation.table, "`. Drop the table instead"});
        if (column->generated == op::generated_kind::none && is_only_stored(before.columns()))
            return context.fails(rule::invalid_table, operation.table, operation.object) &&
                context.report(rule::invalid_table,
                               {"drop_column: without column `", operation.object.text(), "` every column of table `",
                                operation.table, "` is generated. Drop those first, or the table"});
        const user_of user = user_of_column(context.schema, found, column->name, context.schema.arena);
        if (user && !is_in_doubt(context, operation.table, user)) {
            if (context.fails(rule::column_in_use, operation.table, operation.object))
                context.report(rule::column_in_use,
                               {"drop_column: column `", operation.object.text(), "` of table `", operation.table,
                                "` is still used by ", user.kind, user.quote, user.name, "`",
                                context.order_of_drop(user.name), user.remedy});
            doubt_user(context, operation.table, user);
            return false;
        }
    }
    table_entry& entry = context.schema.tables.change(found);
    op::operations& list = entry.edit();
    if (!context.schema.filled.empty() && (context.revision == nullptr || !context.revision->downgrade_written))
        note_refill(context.schema, list, list.columns[static_cast<std::size_t>(which)]);
    list.columns.erase(list.columns.begin() + which);
    list.list[0].columns.count -= 1;
    entry.renew();
    forget_unused_enumerations(context.schema);
    forget_fills(context.schema, operation.table, operation.object);
    return true;
}

/// Whether a column can get this name; reports a name that is empty or used by another column of the table.
constexpr bool can_rename_column(replay_context& context, const char* verb, const op::table_view& table,
                                 const name& old_name, const name& new_name) {
    if (new_name.empty()) return context.report_empty(verb, {"a column of table `", table.name, "`"});
    if (table.find_column(new_name))
        return context.fails(rule::duplicate_column, table.name, new_name) &&
            context.report(rule::duplicate_column,
                           {verb, ": table `", table.name, "` has a column `", new_name,
                            "` already at this revision. Choose another name"});
    if (!context.checking()) return true;
    op::column renamed{};
    renamed.name = new_name;
    for (const op::column& each : table.columns())
        if (each.name.size == new_name.size && !(each.name == old_name) &&
            !check_column_name(context, verb, table, renamed, each))
            return false;
    return true;
}

/// Renames a column everywhere, and reports texts that cannot follow.
constexpr void rename_column(replay_context& context, const char* verb, std::uint32_t which, const name& old_name,
                             const name& new_name) {
    if (context.checking()) check_followed(context, verb, context.schema.tables[which].name, old_name);
    std::string_view unread;
    rename_column_everywhere(context.schema, which, old_name, new_name, &unread);
    if (!context.checking()) return;
    check_unread(context, verb, old_name, unread);
    if (!unread.empty()) return;
    check_views(context, verb, context.schema.tables[which].name, old_name, new_name);
    check_triggers(context, verb, context.schema.tables[which].name, old_name);
}

/// Renames a column; see `rename_column_everywhere`.
constexpr bool apply_rename_column(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.find_table("rename_column", operation.table);
    if (found == context.schema.tables.none) return false;
    const op::table_view table = context.schema.tables[found].view();
    const name old_name = operation.object, new_name = operation.to;  // each conversion hashes
    if (!context.find_column("rename_column", table, old_name) ||
        !can_rename_column(context, "rename_column", table, old_name, new_name))
        return false;
    rename_column(context, "rename_column", found, old_name, new_name);
    return true;
}

/// Reports `fill` and `using_` of a generated column, whose values nobody can write, and returns false.
constexpr bool check_writes(replay_context& context, const op::table_view& table, const op::operation& operation,
                            const op::column& wanted) {
    if (wanted.fill.empty() && operation.text.empty()) return true;
    const op::column* const column = table.find_column(operation.object);
    if (column->generated == op::generated_kind::none) return true;
    return context.report(
        rule::invalid_table,
        {"alter_column: column `", operation.object.text(), "` of table `", table.name, "` is generated, and ",
         wanted.fill.empty() ? "using_" : "fill", "(...) would write to it. Take that away"});
}

/// Reports a change of the type of a column for whose users a database keeps it.
constexpr void check_type_is_free(replay_context& context, const op::table_view& table,
                                  const op::operation& operation) {
    for (const op::dialect& database : context.settings->checked_dialects()) {
        if (!database.traits->used_types_are_fixed) continue;
        const user_of user = user_of_type(context.schema, table, operation.object, database.id);
        if (!user || is_in_doubt(context, table.name, user)) continue;
        if (context.fails(rule::column_type_in_use, table.name, operation.object))
            context.report(rule::column_type_in_use,
                           {"alter_column: ", database.traits->name, " cannot change the type of column `",
                            operation.object.text(), "` of table `", table.name, "`, which is used by ", user.kind,
                            user.quote, user.name, "`", context.order_of_drop(user.name), ". Drop that ", user.kind,
                            " before, and create it again behind, in this revision"});
        return;
    }
}

/// Reports a change of the type of a column that is in a key, check or index, where a database keeps it. Only a longer
/// text is possible, in checks, indexes and unique constraints.
constexpr void check_type_is_unkeyed(replay_context& context, std::uint32_t which, const op::operation& operation,
                                     const op::data_type& wanted) {
    const op::dialect_traits* const database =
        context.settings->find_checked(&op::dialect_traits::keyed_types_are_fixed);
    if (database == nullptr) return;
    const op::table_view table = context.schema.tables[which].view();
    const op::data_type& known = table.find_column(operation.object)->type;
    const user_of user = user_of_column(context.schema, which, operation.object, context.schema.arena);
    if (!user || user.kind == "view" || user.kind == "trigger" || is_in_doubt(context, table.name, user)) return;
    const bool grows = known.kind == op::type_kind::varchar && wanted.kind == op::type_kind::varchar &&
        known.precision != 0 && wanted.precision > known.precision;
    if (grows && (user.kind == "check" || user.kind == "index" || user.kind == "unique constraint")) return;
    if (context.fails(rule::column_type_in_use, table.name, operation.object))
        context.report(rule::column_type_in_use,
                       {"alter_column: ", database->name, " cannot change the type of column `",
                        operation.object.text(), "` of table `", table.name, "`, which is used by ", user.kind,
                        user.quote, user.name, "`", user.remedy, ", and create it again behind"});
}

/// Reports a column that becomes texts or bytes of any length, or no longer is that, where a database cannot convert
/// it.
constexpr void check_length_is_kept(replay_context& context, const op::table_view& table,
                                    const op::operation& operation, const op::data_type& wanted) {
    const op::dialect_traits* const database =
        context.settings->find_checked(&op::dialect_traits::long_types_are_fixed);
    if (database == nullptr) return;
    const auto is_long = [](const op::data_type& type) {
        return is_of_any_length(type) || type.kind == op::type_kind::citext;
    };
    const op::data_type& known = table.find_column(operation.object)->type;
    const bool both_bytes = (known.kind == op::type_kind::binary) == (wanted.kind == op::type_kind::binary);
    if (is_long(known) == is_long(wanted) && both_bytes) return;
    context.report(rule::unsupported_operation,
                   {"alter_column: ", database->name, " cannot convert column `", operation.object.text(),
                    "` of table `", table.name,
                    "` between a type of any length and another. Add another column, fill "
                    "it from this one, and drop this one"});
}

/// Reports the first key or index of a column that it cannot be in, now that it is of another type.
constexpr void check_keys_of(replay_context& context, std::uint32_t which, const op::table_view& table,
                             const op::column& column) {
    if (!is_of_any_length(column.type)) return;
    for (const op::constraint& each : table.constraints())
        for (const name& own : table.names(each.columns))
            if (own == column.name && each.kind != op::constraint_kind::check)
                return check_key_column(context, "alter_column", table, column, kind_name(each.kind), each.name);
    for (std::uint32_t next = context.schema.tables[which].last_index; next != 0;) {
        const index_entry& index = context.schema.indexes[next - 1];
        next = index.before;
        for (const op::index_part& part : index.parts())
            if (index.alive && index.get().method.empty() && part.column == column.name && part.length == 0)
                return check_key_column(context, "alter_column", table, column, "index", index.name);
    }
}

/// Reports a column that is to become an ordinary one and is one already, and databases that cannot do it.
constexpr bool check_drop_generated(replay_context& context, const op::table_view& table,
                                    const op::operation& operation) {
    if (table.find_column(operation.object)->generated == op::generated_kind::none)
        return context.report(rule::invalid_table,
                              {"alter_column: column `", operation.object.text(), "` of table `", table.name,
                               "` is not generated at this revision. Take .drop_generated() away"});
    return operation.declared ||
        check_feature(context, &op::dialect_traits::drop_expression_since,
                      {"alter_column: generated column `", operation.object.text(), "` of table `", table.name,
                       "` is to become an ordinary one"});
}

/// The implicit enumeration of one column changes with its type; others are changed by operations of their own.
constexpr void alter_enumeration(replay_context& context, const op::operations_view& arrays,
                                 const op::operation& operation) {
    const op::data_type& type = arrays.columns[operation.columns.first].type;
    if (is_enumeration(type) && context.schema.enumerations_are_types)
        if (const std::uint32_t found = find_enumeration(context.schema, type.name);
            found != context.schema.objects.none && context.schema.objects[found].is_raw &&
            count_columns_of(context.schema, type.name) == 1)
            set_values(context.schema, found, type.values.of(arrays.names));
    note_enumerations(context, "alter_column", arrays, operation);
    forget_unused_enumerations(context.schema);
}

/// Changes what an alter_column lists in its `changes`: type, nullability, default, comment, identity, collation,
/// name. Reports a missing column, an empty list of changes, and foreign keys whose columns no longer have the same
/// type as their targets.
constexpr bool apply_alter_column(replay_context& context, const op::operations_view& arrays,
                                  const op::operation& operation) {
    const std::uint32_t found = context.find_table("alter_column", operation.table);
    if (found == context.schema.tables.none) return false;
    const op::table_view table = context.schema.tables[found].view();
    if (!context.find_column("alter_column", table, operation.object)) return false;
    if (context.checking()) {
        if (!check_writes(context, table, operation, arrays.columns[operation.columns.first])) return false;
        if (operation.changes == op::change::none)
            context.report(rule::invalid_table,
                           {"alter_column: nothing about column `", operation.object.text(), "` of table `",
                            operation.table, "` is changed. Chain what changes, such as .not_null()"});
        check_twofold(context, "alter_column", table, arrays.columns[operation.columns.first]);
        if (op::has(operation.changes, op::change::type | op::change::collation) && !operation.declared)
            check_type_is_free(context, table, operation);
        if (op::has(operation.changes, op::change::type) && !operation.declared)
            check_length_is_kept(context, table, operation, arrays.columns[operation.columns.first].type),
                check_type_is_unkeyed(context, found, operation, arrays.columns[operation.columns.first].type);
        if (op::has(operation.changes, op::change::generated) && !check_drop_generated(context, table, operation))
            return false;
        if (op::has(operation.changes, op::change::name) &&
            !can_rename_column(context, "alter_column", table, operation.object, operation.to))
            return false;
    }
    const op::column& wanted = arrays.columns[operation.columns.first];
    table_entry& entry = context.schema.tables.change(found);
    op::operations& list = entry.edit();
    for (op::column& column : list.columns) {
        if (!(column.name == operation.object)) continue;
        if (op::has(operation.changes, op::change::type)) {
            column.type = wanted.type;
            column.type.values = list.add_names(wanted.type.values.of(arrays.names));
        }
        if (op::has(operation.changes, op::change::nullability)) column.nullable = wanted.nullable;
        if (op::has(operation.changes, op::change::default_value)) column.default_value = wanted.default_value;
        if (op::has(operation.changes, op::change::comment)) column.comment = wanted.comment;
        if (op::has(operation.changes, op::change::identity)) column.identity = wanted.identity;
        if (op::has(operation.changes, op::change::generated))
            column.generated = op::generated_kind::none, column.expression = op::text_view{};
        if (op::has(operation.changes, op::change::collation)) column.collation = wanted.collation;
        break;
    }
    entry.renew();
    if (op::has(operation.changes, op::change::type)) alter_enumeration(context, arrays, operation);
    if (op::has(operation.changes, op::change::name))
        rename_column(context, "alter_column", found, operation.object, operation.to);
    constexpr op::change checked =
        op::change::type | op::change::nullability | op::change::default_value | op::change::identity;
    if (context.checking() && op::has(operation.changes, checked)) {
        const op::table_view after = context.schema.tables[found].view();
        if (const op::column* const column =
                after.find_column(op::has(operation.changes, op::change::name) ? operation.to : operation.object))
            check_column(context, "alter_column", after, *column), check_keys_of(context, found, after, *column);
        for (const op::constraint& each : after.constraints())
            if (each.kind == op::constraint_kind::foreign_key) check_foreign_key(context, "alter_column", after, each);
    }
    return true;
}

}  // namespace aludel::inline v0_1::detail
