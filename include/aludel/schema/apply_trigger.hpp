// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/object_name.hpp>
#include <aludel/schema/raw_names.hpp>
#include <aludel/schema/read_trigger.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/definition.hpp>
#include <aludel/sql/text_check.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// Whether raw SQL, or a function, may have created an object of this name.
constexpr bool may_be_raw(const schema& state, std::string_view wanted) {
    for (const raw_text& each : state.raw_texts)
        if (each.is_function() || syntax::may_mention(each.text.sql, wanted)) return true;
    return false;
}

/// Reports a timing that a database of the history does not have, or that the table or view cannot have.
constexpr void check_timing(replay_context& context, const op::operation& operation, bool is_view) {
    const bool instead = operation.timing == op::trigger_timing::instead_of;
    for (const op::dialect& each : context.settings->checked_dialects()) {
        const op::dialect_traits& traits = *each.traits;
        const bool exists = instead ? traits.instead_of_triggers
                                    : operation.timing == op::trigger_timing::after || traits.before_triggers;
        if (!exists)
            context.report(
                rule::unsupported_operation,
                {"create_trigger: trigger `", operation.object.text(), "` is ", instead ? "INSTEAD OF" : "BEFORE",
                 " a change, which ", traits.name, " does not have. Write al::after"});
    }
    if (instead != is_view)
        context.report(
            rule::invalid_trigger,
            {"create_trigger: trigger `", operation.object.text(), "` is ",
             instead ? "INSTEAD OF a change of table `" : "BEFORE or AFTER a change of view `", operation.table,
             instead ? "`, and only a view can have such a trigger. Write al::before or al::after"
                     : "`, which has no rows of its own. Write al::instead_of"});
}

/// Whether a trigger can be created; reports a name that is empty or taken, a table that does not exist, an unknown
/// column of UPDATE OF, and what `check_timing` finds. The texts are reviewed, see review/known_names_of_trigger.hpp.
constexpr bool check_trigger(replay_context& context, const op::operations_view& arrays,
                             const op::operation& operation) {
    if (operation.object.empty()) return context.report_empty("create_trigger", {"the trigger"});
    const std::uint32_t other = context.schema.triggers.find(operation.object);
    const bool exists = other != context.schema.triggers.none;
    const bool is_same =
        exists && operation.if_not_exists && is_trigger_of(context.schema.triggers[other], operation.table);
    if (exists && !is_same)
        return context.fails(rule::duplicate_trigger, {}, operation.object) &&
            context.report(rule::duplicate_trigger,
                           {"create_trigger: there is a trigger `", operation.object.text(),
                            "` already at this revision", operation.if_not_exists ? " on another table" : "",
                            ". Give the new one another name, or drop the other first"});
    check_reserved(context, "create_trigger", operation.object);
    const bool is_view = context.schema.has_view(operation.table);
    if (!is_view && !context.schema.has_table(operation.table)) {
        if (may_be_raw(context.schema, operation.table)) return true;
        return context.find_table("create_trigger", operation.table) != context.schema.tables.none;
    }
    check_timing(context, operation, is_view);
    if (is_view) return true;
    for (const op::cell& each : operation.cells.of(arrays.cells))
        if (context.find_column("create_trigger", context.schema.table(operation.table), each.column) == nullptr)
            return false;
    return true;
}

/// Adds a trigger; see `check_trigger`.
constexpr bool apply_create_trigger(replay_context& context, const op::operations_view& arrays,
                                    const op::operation& operation) {
    if (context.checking() && !check_trigger(context, arrays, operation)) return false;
    if (operation.if_not_exists && context.schema.has_trigger(operation.object)) return true;
    trigger_entry& entry = context.schema.triggers.add(operation.object);
    entry.arrays = &arrays, entry.create = &operation;
    return true;
}

/// Removes a trigger; reports one that does not exist.
constexpr bool apply_drop_trigger(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.schema.triggers.find(operation.object);
    if (found == context.schema.triggers.none)
        return operation.if_exists || may_be_raw(context.schema, operation.object) ||
            (context.lacks(rule::unknown_trigger, {0, name(operation.object).hash}, operation.object,
                           context.schema.triggers.entries()) &&
             context.report(rule::unknown_trigger,
                            {"drop_trigger: trigger `", operation.object.text(), "` does not exist at this revision",
                             context.hint(), " Name one that is there"}));
    context.schema.triggers.remove(found);
    return true;
}

/// Removes the triggers of a table or view that is dropped, apart from those that come again with their view.
constexpr void drop_triggers_of(schema& state, const op::operations_view& arrays, const op::operation& drop) {
    for (std::uint32_t i = 0; i < state.triggers.entries().size(); ++i)
        if (is_trigger_of(state.triggers[i], drop.table) && !outlives_drop(state, arrays, drop, state.triggers[i]))
            state.triggers.remove(i);
    for (std::uint32_t i = 0; i < state.raw_indexes.entries().size(); ++i)
        if (is_trigger_of(state.raw_indexes[i], drop.table)) state.raw_indexes.remove(i);
}

/// Adds an index of raw SQL, as the database stores its text.
constexpr void add_raw_index(schema& state, std::string_view statement, const syntax::definition& found,
                             const syntax::lexicon& lexicon) {
    const name called = name_of_token(found.name, state.arena);
    const name table = schema_name(state.tables.entries(), found.object);
    if (!found.is_main() || table.empty() || state.has_index(called) ||
        state.raw_indexes.find(called) != state.raw_indexes.none)
        return;
    syntax::tokenizer tokens(statement, lexicon);
    const bool is_unique = tokens.take("create") && tokens.take("unique");
    owned_operation read;
    op::operation create{};
    create.kind = op::operation_kind::create_index, create.object = called, create.table = table;
    create.to = state.arena.keep({is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ",
                                  std::string_view(found.name.text.data(), size_from(statement, found.name))});
    read.list.list.push_back(create);
    state.raw_indexes.add(called).hold(static_cast<owned_operation&&>(read));
}

/// Removes the entries with a name.
constexpr void remove_named(catalog<trigger_entry>& entries, const syntax::token& called) {
    for (std::uint32_t i = 0; i < entries.entries().size(); ++i)
        if (entries[i].alive && called.names(entries[i].name)) entries.remove(i);
}

/// Applies one statement of raw SQL if it creates or drops a trigger or index, or drops a table with its indexes.
constexpr void apply_raw_statement(schema& state, std::string_view statement, op::dialect_id which) {
    owned_operation read;
    if (read_trigger(statement, which, read.list, state.arena)) {
        op::operation& create = read.list.list[0];
        for (const table_entry& each : state.tables.entries())  // the text may write the name otherwise
            if (each.alive && dialect::same_without_case(each.name, create.table)) create.table = each.name;
        read.renew();
        add_trigger(state, static_cast<owned_operation&&>(read)).is_raw = true;
        return;
    }
    using what = syntax::definition_kind;
    const syntax::lexicon& lexicon = state.lexicon_of(which);
    const syntax::definition found = syntax::read_definition(statement, lexicon);
    if (found.kind == what::create_index) add_raw_index(state, statement, found, lexicon);
    if (found.kind == what::drop_trigger) remove_named(state.triggers, found.name);
    if (found.kind == what::drop_index) remove_named(state.raw_indexes, found.name);
    if (found.kind == what::drop_table)
        for (std::uint32_t i = 0; i < state.raw_indexes.entries().size(); ++i)
            if (const trigger_entry& each = state.raw_indexes[i]; each.alive && found.name.names(each.get().table))
                state.raw_indexes.remove(i);
}

/// Whether a text may have the word INDEX. Its X is rare, see `may_mention_trigger`.
constexpr bool may_mention_index(std::string_view sql) {
    return (dialect::find_character(sql.data(), sql.size(), 'x') != std::string_view::npos ||
            dialect::find_character(sql.data(), sql.size(), 'X') != std::string_view::npos) &&
        syntax::may_mention(sql, "index");
}
/// Whether a text may have the word TRIGGER. Its double G is rare, so that nearly all texts without it are known by one
/// search for a letter.
constexpr bool may_mention_trigger(std::string_view sql) {
    for (const char letter : {'g', 'G'})
        for (std::size_t i = 0; i < sql.size(); ++i) {
            const std::size_t found = dialect::find_character(sql.data() + i, sql.size() - i, letter);
            if (found == std::string_view::npos) break;
            i += found;
            if (i + 1 < sql.size() && dialect::lower(sql[i + 1]) == 'g') return syntax::may_mention(sql, "trigger");
        }
    return false;
}

/// Whether an operation creates a trigger, by itself or maybe by raw SQL.
constexpr bool may_create_trigger(const op::operations_view& arrays, const op::operation& operation) {
    if (operation.kind == op::operation_kind::execute)
        for (const op::dialect_text& each : operation.texts.of(arrays.texts))
            if (may_mention_trigger(each.sql)) return true;
    return operation.kind == op::operation_kind::create_trigger;
}

/// Applies raw SQL as far as it creates or drops triggers and indexes. Most texts do not mention them and are not read.
constexpr void apply_raw_objects(schema& state, const op::dialect_text& text) {
    if (!may_mention_trigger(text.sql) && !may_mention_index(text.sql) &&
        (state.raw_indexes.entries().empty() || !syntax::may_mention(text.sql, "drop")))
        return;
    syntax::text_check statements(text.sql, syntax::text_form::statements, state.lexicon_of(text.dialect));
    while (statements.next()) apply_raw_statement(state, statements.statement(), text.dialect);
}

}  // namespace aludel::inline v0_1::detail
