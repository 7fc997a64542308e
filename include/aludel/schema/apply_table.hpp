// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_trigger.hpp>
#include <aludel/schema/check_column.hpp>
#include <aludel/schema/check_followed.hpp>
#include <aludel/schema/check_rename.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/fills.hpp>
#include <aludel/schema/object_name.hpp>
#include <aludel/schema/rename_in_texts.hpp>
#include <aludel/schema/replay.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Whether a new table can have this name; reports a name that is empty or used by a table or view.
constexpr bool check_name_is_free(replay_context& context, const char* verb, const name& wanted, const name& but = {}) {
    if (wanted.empty()) return context.report_empty(verb, {"the table"});
    const auto fails = [&] {
        return !context.is_in_doubt(wanted) &&
            context.fails(rule::duplicate_table, {context.origin_of(wanted), item::everything});
    };
    if (context.schema.has_table(wanted))
        return fails() &&
            context.report(rule::duplicate_table,
                           {verb, ": table `", wanted,
                            "` exists already at this revision. Give it another name, or drop the other first"});
    if (context.schema.has_view(wanted))
        return fails() &&
            context.report(rule::duplicate_table,
                           {verb, ": there is a view `", wanted,
                            "` at this revision. Give the table another name, or drop the view first"});
    if (context.schema.has_index(wanted) && indexes_share_names(*context.settings))
        return fails() &&
            context.report(rule::duplicate_table,
                           {verb, ": there is an index `", wanted,
                            "` at this revision. Give the table another name, or drop the index first"});
    if (context.schema.enumerations_are_types &&
        find_enumeration(context.schema, wanted) != context.schema.objects.none)
        return fails() &&
            context.report(rule::duplicate_table,
                           {verb, ": there is an enumeration `", wanted,
                            "` at this revision, which is a type as a table is. Give the table another name"});
    check_reserved(context, verb, wanted);
    return check_case(context, verb, rule::duplicate_table, wanted, but);
}

/// Reports a STRICT table where the settings name a version of the database that does not have it. A dialect without a
/// version allows it, although the oldest version that it stands for does not have it.
constexpr void check_strict(replay_context& context, const op::table_view& table) {
    for (const op::dialect& each : context.settings->checked_dialects()) {
        const op::dialect_traits& traits = *each.traits;
        if (each.version >= traits.strict_since || each.version == traits.oldest) continue;
        const auto major = static_cast<std::size_t>(traits.strict_since / 1'000'000),
                   minor = static_cast<std::size_t>(traits.strict_since / 1'000 % 1'000);
        context.report(rule::unsupported_operation,
                       {"create_table: table `", table.name, "` is STRICT, which ", traits.name, " is from ", major,
                        ".", minor, " on, and the history is for an older one. Write al::", traits.word, ".since(",
                        major, ", ", minor, ") in the settings, or take al::strict away"});
    }
}

/// Checks a new table by itself: columns, one primary key, constraints, autoincrement and WITHOUT ROWID. Reports the
/// first mistake and returns false. Foreign key targets are checked later.
constexpr bool check_new_table(replay_context& context, const op::table_view& table) {
    const op::list_view<op::column> columns = table.columns();
    if (columns.empty())
        return context.report(rule::invalid_table,
                              {"create_table: table `", table.name, "` has no columns. Give it one at least"});
    if (!check_column_count(context, "create_table", table)) return false;
    if (table.options().partition_by.size != 0)
        check_feature(context, &op::dialect_traits::partitions_since,
                      {"create_table: table `", table.name, "` is partitioned"});
    const op::column* const end = columns.end();
    std::uint64_t seen = 0;  // one bit per kind of name: names are compared only where the bit is set
    bool is_generated = false;
    const op::column* numbered = nullptr;
    const op::column* numbered_too = nullptr;
    for (const op::column* i = columns.begin(); i != end; ++i) {
        if (i->name.size == 0) return context.report_empty("create_table", {"a column of table `", table.name, "`"});
        const char first = i->name.data[0], last = i->name.data[i->name.size - 1];
        const std::uint64_t bit = std::uint64_t{1} << ((i->name.size * 7U + (static_cast<unsigned char>(first) & 31U) +
                                                        (static_cast<unsigned char>(last) & 31U) * 3U) &
                                                       63U);
        if ((seen & bit) != 0)
            for (const op::column* j = columns.begin(); j != i; ++j)
                if (i->name.size == j->name.size && ((first ^ j->name.data[0]) & 31) == 0 &&
                    ((last ^ j->name.data[j->name.size - 1]) & 31) == 0 &&
                    !check_column_name(context, "create_table", table, *i, *j))
                    return false;
        seen |= bit;
        is_generated = is_generated || i->generated != op::generated_kind::none;
        if (i->autoincrement) (numbered == nullptr ? numbered : numbered_too) = i;
        if (is_to_check(*i)) check_column(context, "create_table", table, *i);
    }
    if (is_generated && !check_generated(context, "create_table", table)) return false;
    if (is_generated && !has_stored_value(columns))
        return context.report(rule::invalid_table,
                              {"create_table: every column of table `", table.name,
                               "` is generated, which leaves nothing to generate them from. Add a column with values"});
    const op::constraint* key = nullptr;
    for (const op::constraint& each : table.constraints()) {
        if (each.kind == op::constraint_kind::primary_key) {
            if (key != nullptr)
                return context.report(rule::invalid_table,
                                      {"create_table: table `", table.name,
                                       "` has two primary keys. Write one: al::primary_key on one column, or "
                                       "al::primary_key(\"a\", \"b\") for several"});
            key = &each;
        }
        if (!check_constraint(context, "create_table", table, each)) {
            doubt_constraint(context, table, each);
            return false;
        }
    }
    if (table.create->options.count != 0 && table.options().strict) check_strict(context, table);
    if (table.create->options.count != 0 && table.options().without_rowid && key == nullptr)
        return context.report(
            rule::invalid_table,
            {"create_table: table `", table.name,
             "` is without rowid, and has no primary key to find its rows by. Add al::primary_key to it"});
    if (numbered == nullptr || context.settings->every_checked(&op::dialect_traits::numbers_any_column)) return true;
    const auto is_key = [&](const op::column* column) {
        return column == nullptr ||
            (key != nullptr && key->columns.count == 1 && table.names(key->columns)[0] == column->name);
    };
    if (const op::column* const wrong = !is_key(numbered) ? numbered : !is_key(numbered_too) ? numbered_too : nullptr)
        return context.report(
            rule::invalid_table,
            {"create_table: column `", wrong->name, "` of table `", table.name,
             "` is autoincrement, but not the primary key. Add al::primary_key to it, or take al::autoincrement away"});
    return true;
}

constexpr bool add_index(replay_context& context, std::uint32_t table, const op::operations_view& arrays,
                         const op::index& index);

/// Adds a table with its indexes. Reports what `check_name_is_free`, `check_new_table`, `add_index` and
/// `check_foreign_key` find; only a table whose name is not free is not added.
constexpr bool apply_create_table(replay_context& context, const op::operations_view& arrays,
                                  const op::operation& operation) {
    const op::table_view table{&arrays, &operation, operation.table};
    if (operation.if_not_exists && context.schema.has_table(operation.table)) return true;
    if (context.checking()) {
        if (!check_name_is_free(context, "create_table", operation.table)) return false;
        check_new_table(context, table);
    }
    const auto added = static_cast<std::uint32_t>(context.schema.tables.entries().size());
    table_entry& entry = context.schema.tables.add(operation.table);
    entry.born = context.ordinal, entry.arrays = &arrays, entry.create = &operation, entry.may_be_target = false;
    if (context.schema.ignores_schemas && operation.schema.size != 0) {
        entry.edit().list[0].schema = op::text_view{};
        entry.renew();
    }
    for (std::uint32_t i = 0; i < operation.columns.count; ++i)
        if (arrays.columns[operation.columns.first + i].fill.size != 0) context.schema.note_filled(added);
    for (std::uint32_t i = 0; i < operation.indexes.count; ++i)
        add_index(context, added, arrays, arrays.indexes[operation.indexes.first + i]);
    note_enumerations(context, "create_table", arrays, operation);
    // After the table is added, because a foreign key may refer to its own table.
    for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
        if (const op::constraint& each = arrays.constraints[operation.constraints.first + i];
            each.kind == op::constraint_kind::foreign_key) {
            note_target(context.schema, each);
            if (context.checking() && !check_foreign_key(context, "create_table", table, each))
                doubt_constraint(context, table, each);
        }
    return true;
}

/// The first foreign key of another table, view or trigger of another table that refers to a table; false where there
/// is none.
constexpr user_of user_of_table(const schema& schema, std::uint32_t which) {
    const name& table = schema.tables[which].name;
    const bool is_target = is_possible_target(schema, which);
    const table_entry* const end = schema.tables.entries().end();
    for (const table_entry* other = schema.tables.entries().begin(); is_target && other != end; ++other) {
        if (!other->alive || other->name == table) continue;
        for (const op::constraint& each : other->view().constraints())
            if (each.target.size == table.size && each.points_at(table))
                return {"a foreign key of table", " `", other->name, ". Drop that first", each.name};
    }
    for (const view_entry& view : schema.views.entries()) {
        if (!view.alive) continue;
        for (const op::dialect_text& query : view.queries())
            if (syntax::query_uses_table(query.sql, table, column_lookup{&schema}, schema.lexicon_of(query.dialect)))
                return {"view", " `", view.name, ". Drop that first"};
    }
    if (const trigger_entry* const user = trigger_using(schema, table))
        return {"trigger", " `", user->name, ". Drop that first"};
    return {};
}

/// Removes all indexes of a table.
constexpr void drop_indexes_of(schema& schema, std::uint32_t table) {
    for (std::uint32_t next = schema.tables[table].last_index; next != 0; next = schema.indexes[next - 1].before)
        if (schema.indexes[next - 1].alive) schema.indexes.remove(next - 1);
}

/// Removes a table with its indexes and triggers. Reports one that does not exist or is in use.
constexpr bool apply_drop_table(replay_context& context, const op::operations_view& arrays,
                                const op::operation& operation) {
    if (!context.schema.has_table(operation.table)) {
        if (context.schema.has_view(operation.table))  // databases refuse that with IF EXISTS, too
            return context.report(rule::unknown_table,
                                  {"drop_table: `", operation.table, "` is a view. Write al::drop_view"});
        if (operation.if_exists) return true;
    }
    const std::uint32_t found = context.find_table("drop_table", operation.table);
    if (found == context.schema.tables.none) return false;
    if (context.checking())
        if (const user_of user = user_of_table(context.schema, found);
            user && !is_in_doubt(context, operation.table, user)) {
            if (context.fails(rule::table_in_use, {context.origin_of(operation.table), item::everything}))
                context.report(rule::table_in_use,
                               {"drop_table: table `", operation.table, "` is still used by ", user.kind, user.quote,
                                user.name, "`", context.order_of_drop(user.name), user.remedy});
            doubt_user(context, operation.table, user);
        }
    drop_indexes_of(context.schema, found);
    drop_triggers_of(context.schema, arrays, operation);
    context.schema.tables.remove(found);
    forget_unused_enumerations(context.schema);
    forget_fills(context.schema, operation.table);
    return true;
}

/// Renames a table, and in the foreign keys, views and triggers that refer to it. Unnamed constraints keep the names
/// that the convention gave them before. Reports a missing table and a new name that is not free.
constexpr bool apply_rename_table(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.find_table("rename_table", operation.table);
    if (found == context.schema.tables.none) return false;
    const name to = renamed(context.schema, operation);
    if (context.checking() && !check_name_is_free(context, "rename_table", to, operation.table)) return false;
    if (context.checking()) check_followed(context, "rename_table", operation.table);
    keep_names(context.schema, found);
    // Before the rename, so that names in the texts can still be resolved.
    std::string_view unread;
    rename_table_in_texts(context.schema, found, to, &unread);
    check_unread(context, "rename_table", operation.table, unread);
    context.schema.tables.rename(found, to);
    check_views_of_table(context, operation.table, to);
    if (!is_possible_target(context.schema, found)) return true;
    for (std::uint32_t i = 0; i < context.schema.tables.entries().size(); ++i) {
        bool points_here = false;
        if (!context.schema.tables[i].alive) continue;
        for (const op::constraint& each : context.schema.tables[i].view().constraints())
            points_here = points_here || each.points_at(operation.table);
        if (!points_here) continue;
        keep_names(context.schema, i);
        table_entry& other = context.schema.tables.change(i);
        for (op::constraint& each : other.edit().constraints)
            if (each.points_at(operation.table)) each.target = operation.to, each.schema_hash = schema_hash_of(to);
        other.renew();
    }
    forget_fills(context.schema, operation.table);
    return true;
}

/// Sets the comment of a table; reports a missing table.
constexpr bool apply_comment_on_table(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.find_table("comment_on_table", operation.table);
    if (found == context.schema.tables.none) return false;
    table_entry& table = context.schema.tables.change(found);
    table.edit().options[0].comment = operation.text;
    table.renew();
    return true;
}

}  // namespace aludel::inline v0_1::detail
