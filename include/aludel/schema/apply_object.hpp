// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/apply_trigger.hpp>
#include <aludel/schema/check_column.hpp>
#include <aludel/schema/column_user.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/value_rename.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/text_check.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// What operations on objects beside tables are about.
struct object_words {
    op::operation_kind create, drop;
    const char* created;  ///< the word that creates it
    const char* dropped;
    std::string_view kind;
    std::string_view article;  ///< the kind with its article
};
/// The words of an operation; those of enumerations where it is none of the others.
constexpr object_words words_of(op::operation_kind which) {
    using kind = op::operation_kind;
    switch (which) {
        case kind::create_sequence:
        case kind::drop_sequence:
            return {kind::create_sequence, kind::drop_sequence, "create_sequence",
                    "drop_sequence",       "sequence",          "a sequence"};
        case kind::create_extension:
        case kind::drop_extension:
            return {kind::create_extension, kind::drop_extension, "create_extension",
                    "drop_extension",       "extension",          "an extension"};
        case kind::create_function:
        case kind::drop_function:
            return {kind::create_function, kind::drop_function, "create_function",
                    "drop_function",       "function",          "a function"};
        case kind::create_schema:
        case kind::drop_schema:
            return {kind::create_schema, kind::drop_schema, "create_schema", "drop_schema", "schema", "a schema"};
        default:
            return {kind::create_enum, kind::drop_enum, "create_enum", "drop_enum", "enumeration", "an enumeration"};
    }
}

/// Reports an operation that a database of the history has nothing for.
constexpr void check_object_is_possible(replay_context& context, const object_words& words,
                                        const op::operations_view& arrays, const op::operation& operation) {
    for (const op::dialect& each : context.settings->checked_dialects()) {
        bool possible = true;
        if (words.create == op::operation_kind::create_sequence) possible = each.traits->sequences;
        if (words.create == op::operation_kind::create_function && !each.traits->functions)
            for (const op::dialect_text& text : operation.texts.of(arrays.texts))
                possible = possible && text.dialect != each.id && text.dialect != op::dialect_id::any;
        if (possible) continue;
        context.report(rule::unsupported_operation,
                       {words.created, ": ", each.traits->name, " has no ", words.kind, "s, such as `",
                        operation.object.text(), "`. ",
                        words.create == op::operation_kind::create_function
                            ? "Write its text al::for_dialect(...) of the databases that have"
                            : "Let its tables number their rows, or leave the database out of the settings"});
        return;
    }
}

/// Whether an object can be created; reports what is in its way.
constexpr bool check_object(replay_context& context, const object_words& words, const op::operations_view& arrays,
                            const op::operation& operation) {
    const name wanted = operation.object;
    if (wanted.empty()) return context.report_empty(words.created, {"the ", words.kind});
    const auto is_taken = [&](std::string_view by) {
        return context.fails(rule::duplicate_object, {}, wanted) &&
            context.report(rule::duplicate_object,
                           {words.created, ": there is ", by, " `", wanted,
                            "` already at this revision. Give the new one another name, or drop the other first"});
    };
    if (find_object(context.schema, words.create, wanted) != context.schema.objects.none)
        return is_taken(words.article);
    // Of the databases that have them, all keep types and sequences under one roof with tables.
    const bool is_named_like_a_table = words.create == op::operation_kind::create_sequence ||
        (words.create == op::operation_kind::create_enum && context.schema.enumerations_are_types);
    if (is_named_like_a_table && context.schema.has_table(wanted)) return is_taken("a table");
    if (is_named_like_a_table && context.schema.has_view(wanted)) return is_taken("a view");
    check_object_is_possible(context, words, arrays, operation);
    if (words.create != op::operation_kind::create_enum) return true;
    const op::table_view alone{&arrays, &operation, wanted};
    if (const std::string_view flaw = flaw_of_type(alone, alone.columns()[0].type);
        !flaw.empty() && context.fails(rule::invalid_type, {}, wanted))
        context.report(rule::invalid_type,
                       {"create_enum: `", wanted, "` ", flaw, ". Write one that a database can have"});
    return true;
}

/// Adds an enumeration, a sequence, an extension, a function or a schema; see `check_object`.
constexpr bool apply_create_object(replay_context& context, const op::operations_view& arrays,
                                   const op::operation& operation) {
    const object_words words = words_of(operation.kind);
    const bool exists = find_object(context.schema, words.create, operation.object) != context.schema.objects.none;
    if (operation.if_not_exists && exists) return true;
    if (context.checking() && !check_object(context, words, arrays, operation)) return false;
    object_entry& entry = context.schema.objects.add(operation.object);
    entry.arrays = &arrays, entry.create = &operation;
    return true;
}

/// The column or table that uses an object; false where there is none.
constexpr user_of user_of_object(const schema& state, const object_words& words, const name& object) {
    using kind = op::operation_kind;
    for (const table_entry& table : state.tables.entries()) {
        if (!table.alive) continue;
        if (words.create == kind::create_schema && table.create->schema == object) return {"table", " `", table.name};
        for (const op::column& each : table.view().columns()) {
            const bool is_used = words.create == kind::create_enum
                ? is_enumeration(each.type) && each.type.name == object
                : words.create == kind::create_sequence && each.default_value.kind == op::value_kind::expression &&
                    syntax::may_mention(each.default_value.text, object);
            if (is_used) return {"a column of table", " `", table.name, {}, each.name};
        }
    }
    return {};
}

/// Reports an object that does not exist. Always returns false.
constexpr bool report_unknown_object(replay_context& context, const char* verb, const object_words& words,
                                     const name& wanted) {
    return context.lacks(rule::unknown_object, {0, wanted.hash}, wanted, context.schema.objects.entries()) &&
        context.report(rule::unknown_object,
                       {verb, ": ", words.kind, " `", wanted, "` does not exist at this revision", context.hint(),
                        " Create it first, or name one that is there"});
}

/// Removes an object; reports one that does not exist or is in use.
constexpr bool apply_drop_object(replay_context& context, const op::operation& operation) {
    const object_words words = words_of(operation.kind);
    const name wanted = operation.object;
    const std::uint32_t found = find_object(context.schema, words.create, wanted);
    if (found == context.schema.objects.none)
        return operation.if_exists || may_be_raw(context.schema, wanted) ||
            report_unknown_object(context, words.dropped, words, wanted);
    if (const user_of user = user_of_object(context.schema, words, wanted); user && context.checking())
        return context.fails(rule::object_in_use, {}, wanted) &&
            context.report(rule::object_in_use,
                           {words.dropped, ": ", words.kind, " `", wanted, "` is still used by ", user.kind, user.quote,
                            user.name, "`", context.order_of_drop(user.name), ". Drop that first"});
    context.schema.objects.remove(found);
    return true;
}

/// Reports what is wrong with a value of an enumeration that is added, renamed or dropped, and returns false.
constexpr bool report_value(replay_context& context, const char* verb, const name& enumeration, const name& value,
                            bool exists) {
    return context.fails(rule::enum_value, {}, value) &&
        context.report(
            rule::enum_value,
            {verb, ": enumeration `", enumeration, exists ? "` has a value `" : "` has no value `", value,
             exists ? "` already at this revision. Choose another" : "` at this revision. Name one that it has"});
}

/// Reports a default that is the value to be dropped, and returns whether there is one.
constexpr bool is_default(replay_context& context, const name& enumeration, const name& value) {
    bool found = false;
    for_each_column_of(context.schema, enumeration, [&](std::uint32_t table, const op::column& column) {
        if (column.default_value.kind != op::value_kind::text || !(column.default_value.text == value)) return;
        found = true;
        if (context.checking())
            context.report(rule::invalid_default,
                           {"drop_enum_value: `", value, "` is the default of column `", column.name, "` of table `",
                            context.schema.tables[table].name, "`. Give that another default first"});
    });
    return found;
}

/// Reports a column whose type a database would have to change without a value, and cannot; returns whether there is
/// one.
constexpr bool check_types_are_free(replay_context& context, const name& enumeration) {
    bool free = true;
    for_each_column_of(context.schema, enumeration, [&](std::uint32_t which, const op::column& column) {
        const op::table_view table = context.schema.tables[which].view();
        for (const op::dialect& database : context.settings->checked_dialects()) {
            if (!free || !database.traits->used_types_are_fixed || !database.traits->enumerations_are_types) continue;
            const user_of user = user_of_type(context.schema, table, column.name, database.id);
            if (!user || is_in_doubt(context, table.name, user)) continue;
            free = false;
            if (context.fails(rule::column_type_in_use, table.name, column.name))
                context.report(rule::column_type_in_use,
                               {"drop_enum_value: ", database.traits->name, " cannot change the type of column `",
                                column.name, "` of table `", table.name, "`, which is used by ", user.kind, user.quote,
                                user.name, "`", context.order_of_drop(user.name), ". Drop that ", user.kind,
                                " before, and create it again behind, in this revision"});
        }
    });
    return free;
}

/// Renames a value in texts, and reports one in which that is not certain, or which another database of the history
/// leaves as it is.
constexpr void rename_value_in_texts(replay_context& context, const name& enumeration, const name& value,
                                     const name& new_value) {
    value_rename rename(context.schema, enumeration, value, new_value);
    rename.apply();
    if (!context.checking()) return;
    const bool all_follow = context.settings->every_checked(&op::dialect_traits::enumerations_are_types);
    if (!rename.doubtful.empty())
        context.report(
            rule::rename_in_sql,
            {"rename_enum_value: in (", rename.doubtful, ") `", value, "` may be the value of enumeration `",
             enumeration,
             "` or another text. Write it with its type there, as in `column = 'value'` or `'value'::type`, or "
             "drop what the text belongs to before the rename, and create it again behind it"});
    else if (!rename.changed.empty() && !all_follow)
        context.report(
            rule::rename_in_sql,
            {"rename_enum_value: in (", rename.changed, ") value `", value, "` of enumeration `", enumeration,
             "` follows the rename only in a database with types of enumerations. Drop what the text belongs "
             "to before the rename, and create it again behind it"});
}

/// Adds, renames or removes a value of an enumeration, in all columns that have it.
constexpr bool apply_enum_value(replay_context& context, const op::operation& operation) {
    using kind = op::operation_kind;
    const char* const verb = operation.kind == kind::add_enum_value ? "add_enum_value"
        : operation.kind == kind::rename_enum_value                 ? "rename_enum_value"
                                                                    : "drop_enum_value";
    const name enumeration = operation.object, old_value = operation.text, new_value = operation.to;
    const std::uint32_t found = find_enumeration(context.schema, enumeration);
    if (found == context.schema.objects.none)
        return may_be_raw(context.schema, enumeration) ||
            report_unknown_object(context, verb, words_of(kind::create_enum), enumeration);
    const op::list_view<name> values = values_of(context.schema.objects[found]);
    const bool brings = operation.kind != kind::drop_enum_value;
    const bool names_old = operation.kind != kind::add_enum_value || operation.text.size != 0;
    if (brings && new_value.empty())
        return context.report_empty(verb, {"the value of enumeration `", enumeration, "`"});
    if (names_old && !has_value(values, old_value)) return report_value(context, verb, enumeration, old_value, false);
    if (brings && has_value(values, new_value)) return report_value(context, verb, enumeration, new_value, true);
    if (!brings && is_default(context, enumeration, old_value)) return false;
    if (!brings && context.checking() && !check_types_are_free(context, enumeration)) return false;
    const detail::vector<name> changed = changed_values(values, operation);
    const bool renames = operation.kind == kind::rename_enum_value;
    if (renames && context.schema.enumerations_are_types)
        rename_value_in_texts(context, enumeration, old_value, new_value);
    set_values(context.schema, found, {changed.data(), static_cast<std::uint32_t>(changed.size())},
               renames ? old_value : name(), renames ? new_value : name());
    return true;
}

}  // namespace aludel::inline v0_1::detail
