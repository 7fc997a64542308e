// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/constraints.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/quote.hpp>

#include <cstdint>  // uint32_t

// The enumerations of a schema. A column has the values of its enumeration as its own, so only what creates or changes
// an enumeration looks here. One that no `create_enum` has created is implicit: it exists as long as a column has it.

namespace aludel::inline v0_1::detail {

/// Whether a type is an enumeration, or an array of one.
constexpr bool is_enumeration(const op::data_type& type) {
    return type.kind == op::type_kind::enumeration ||
        (type.kind == op::type_kind::array && type.element == op::type_kind::enumeration);
}

/// Whether an operation is about an enumeration, a sequence, an extension, a function or a schema.
constexpr bool is_about_object(op::operation_kind kind) {
    return kind >= op::operation_kind::create_enum && kind <= op::operation_kind::drop_schema;
}

/// Whether an operation is about an enumeration.
constexpr bool is_about_enumeration(op::operation_kind kind) {
    return kind >= op::operation_kind::create_enum && kind <= op::operation_kind::drop_enum_value;
}

/// The number of the object with this name that operations of a kind create; `none`: there is none.
constexpr std::uint32_t find_object(const schema& state, op::operation_kind create, const name& wanted) {
    return state.objects.find(wanted, [&](const object_entry& each) { return each.get().kind == create; });
}
/// The same for enumerations.
constexpr std::uint32_t find_enumeration(const schema& state, const name& wanted) {
    return find_object(state, op::operation_kind::create_enum, wanted);
}

/// The type of an enumeration, whose values are among the names of its arrays.
constexpr const op::data_type& type_of(const object_entry& enumeration) {
    return enumeration.arrays->columns[enumeration.get().columns.first].type;
}
/// Its values.
constexpr op::list_view<name> values_of(const object_entry& enumeration) {
    return type_of(enumeration).values.of(enumeration.arrays->names);
}

/// Whether one of the values is this one.
constexpr bool has_value(const op::list_view<name>& values, const name& wanted) {
    for (const name& each : values)
        if (each == wanted) return true;
    return false;
}

/// Calls `look(table, column)` for each column that has an enumeration, with the number of its table.
template <class Look>
constexpr void for_each_column_of(const schema& state, const name& enumeration, const Look& look) {
    for (std::uint32_t i = 0; i < state.tables.entries().size(); ++i)
        if (state.tables[i].alive)
            for (const op::column& each : state.tables[i].view().columns())
                if (is_enumeration(each.type) && each.type.name == enumeration) look(i, each);
}
/// How many columns have an enumeration.
constexpr std::uint32_t count_columns_of(const schema& state, const name& enumeration) {
    std::uint32_t count = 0;
    for_each_column_of(state, enumeration, [&](std::uint32_t, const op::column&) { ++count; });
    return count;
}

/// Removes the implicit enumerations that no column has any more.
constexpr void forget_unused_enumerations(schema& state) {
    for (std::uint32_t i = 0; i < state.objects.entries().size(); ++i)
        if (state.objects[i].alive && state.objects[i].is_raw && count_columns_of(state, state.objects[i].name) == 0)
            state.objects.remove(i);
}

/// Adds the implicit enumeration of a column.
constexpr void add_implicit(schema& state, const op::operations_view& arrays, const op::data_type& type) {
    owned_operation created;
    op::column bare{};
    bare.name = type.name, bare.type = type;
    bare.type.kind = op::type_kind::enumeration, bare.type.element = {};
    op::operation create{};
    create.kind = op::operation_kind::create_enum, create.object = type.name, create.schema = type.schema;
    create.columns = {0, 1};
    created.list.add_column(arrays, bare);
    created.list.list.push_back(create);
    object_entry& entry = state.objects.add(type.name);
    entry.is_raw = true;
    entry.hold(static_cast<owned_operation&&>(created));
}

/// Reports a column whose values are not those of its enumeration. Always returns false.
constexpr bool report_other_values(replay_context& context, const char* verb, const name& table,
                                   const op::column& column) {
    return context.fails(rule::enum_values_differ, table, column.name) &&
        context.report(rule::enum_values_differ,
                       {verb, ": column `", column.name, "` of table `", table, "` has other values than enumeration `",
                        column.type.name.text(),
                        "` at this revision, which is one type for all its columns. Change that by "
                        "al::add_enum_value(...), or give this one another name"});
}

/// Reports a type that has the name of a table or view: those are types as well.
constexpr void check_type_name(replay_context& context, const char* verb, const name& enumeration) {
    const bool is_table = context.schema.has_table(enumeration);
    if ((is_table || context.schema.has_view(enumeration)) && context.fails(rule::duplicate_object, {}, enumeration))
        context.report(rule::duplicate_object,
                       {verb, ": there is a ", is_table ? "table" : "view", " `", enumeration,
                        "` at this revision, and an enumeration is a type of its name. Give the enumeration another"});
}

/// Adds the enumerations that the columns of an operation bring along, and compares those that are there. A type is
/// one for all columns only where a database of the history has such types.
constexpr void note_enumerations(replay_context& context, const char* verb, const op::operations_view& arrays,
                                 const op::operation& operation) {
    if (!context.schema.enumerations_are_types) return;
    for (std::uint32_t i = 0; i < operation.columns.count; ++i) {
        const op::column& column = arrays.columns[operation.columns.first + i];
        if (!is_enumeration(column.type) || column.type.values.count == 0) continue;
        const name enumeration = column.type.name;
        const std::uint32_t found = find_enumeration(context.schema, enumeration);
        if (found == context.schema.objects.none) {
            if (context.checking()) check_type_name(context, verb, enumeration);
            add_implicit(context.schema, arrays, column.type);
        } else if (context.checking() &&
                   !same_names(values_of(context.schema.objects[found]), column.type.values.of(arrays.names)))
            report_other_values(context, verb, operation.table, column);
    }
}

/// Gives an enumeration, and every column that has it, these values. A default follows that was renamed.
constexpr void set_values(schema& state, std::uint32_t which, const op::list_view<name>& values,
                          const name& old_value = {}, const name& new_value = {}) {
    object_entry& entry = state.objects.change(which);
    op::operations& list = entry.edit();
    list.columns[list.list[0].columns.first].type.values = list.add_names(values);
    entry.renew();
    const name enumeration = entry.name;
    for (std::uint32_t i = 0; i < state.tables.entries().size(); ++i) {
        if (!state.tables[i].alive) continue;
        bool has = false;
        for (const op::column& each : state.tables[i].view().columns())
            has = has || (is_enumeration(each.type) && each.type.name == enumeration);
        if (!has) continue;
        table_entry& table = state.tables.change(i);
        op::operations& columns = table.edit();
        for (op::column& each : columns.columns) {
            if (!is_enumeration(each.type) || !(each.type.name == enumeration)) continue;
            each.type.values = columns.add_names(values);
            if (!old_value.empty() && each.default_value.kind == op::value_kind::text &&
                each.default_value.text == old_value)
                each.default_value.text = op::text_of(new_value.text());
        }
        table.renew();
    }
}

/// Whether an operation changes the values of an enumeration.
constexpr bool is_about_values(op::operation_kind kind) {
    return kind == op::operation_kind::add_enum_value || kind == op::operation_kind::rename_enum_value ||
        kind == op::operation_kind::drop_enum_value;
}

/// The values of an enumeration after such an operation, which names values that it has and brings one that is new.
constexpr detail::vector<name> changed_values(const op::list_view<name>& values, const op::operation& operation) {
    const bool adds = operation.kind == op::operation_kind::add_enum_value;
    const bool drops = operation.kind == op::operation_kind::drop_enum_value;
    const bool is_in_front = adds && operation.timing == op::trigger_timing::before;
    const name old_value = operation.text, new_value = operation.to;
    detail::vector<name> changed;
    for (const name& each : values) {
        const bool is_old = operation.text.size != 0 && each == old_value;
        if (is_old && is_in_front) changed.push_back(new_value);
        if (!is_old || adds) changed.push_back(each);
        if (is_old && !drops && !is_in_front) changed.push_back(new_value);
    }
    if (adds && operation.text.size == 0) changed.push_back(new_value);
    return changed;
}

/// The operations that would create an enumeration as such an operation changes it, and alter the columns that have it;
/// renamed values are renamed in rows as well, by an expression in which the names of columns have this quote. Without
/// the enumeration there are none. They point into the schema.
constexpr op::operations columns_with_values(const schema& state, const op::operation& operation, text_arena& arena,
                                             char quote = '"') {
    op::operations result;
    const name enumeration = operation.object, old_value = operation.text;
    const std::uint32_t found = find_enumeration(state, enumeration);
    if (found == state.objects.none) return result;
    const bool renames = operation.kind == op::operation_kind::rename_enum_value;
    const detail::vector<name> values = changed_values(values_of(state.objects[found]), operation);
    const auto add = [&](op::operation added, const op::operations_view& arrays, const op::column& column) {
        added.columns = {static_cast<std::uint32_t>(result.columns.size()), 1};
        op::column& changed = result.add_column(arrays, column);
        changed.type.values = result.add_names({values.data(), static_cast<std::uint32_t>(values.size())});
        if (renames && changed.default_value.kind == op::value_kind::text && changed.default_value.text == old_value)
            changed.default_value.text = operation.to, added.changes = added.changes | op::change::default_value;
        result.list.push_back(added);
    };
    op::operation create = state.objects[found].get();
    create.object = op::text_of(enumeration.text());
    add(create, *state.objects[found].arrays, state.objects[found].arrays->columns[create.columns.first]);
    for_each_column_of(state, enumeration, [&](std::uint32_t table, const op::column& column) {
        op::operation alter{};
        alter.kind = op::operation_kind::alter_column, alter.changes = op::change::type;
        alter.table = state.tables[table].name, alter.object = column.name;
        alter.schema = state.tables[table].create->schema;
        if (renames && column.type.kind == op::type_kind::enumeration) {
            sql_text sql;
            dialect::put_quoted(sql.put("CASE "), column.name.data, column.name.size, quote);
            dialect::put_string(sql.put(" WHEN "), operation.text);
            dialect::put_string(sql.put(" THEN "), operation.to);
            dialect::put_quoted(sql.put(" ELSE "), column.name.data, column.name.size, quote);
            alter.text = op::text_of(arena.keep({sql.put(" END").view()}));
        }
        add(alter, *state.tables[table].view().arrays, column);
    });
    return result;
}

/// An operation whose columns get the values and the schemas of the enumerations that they only name; null: nothing is
/// missing. It is kept by the schema.
constexpr const op::operations_view* with_enum_values(schema& state, const op::operations_view& arrays,
                                                      const op::operation& operation) {
    const auto lacks = [&](const op::column& column) {
        if (!is_enumeration(column.type)) return false;
        const std::uint32_t found = find_enumeration(state, column.type.name);
        return found != state.objects.none &&
            (column.type.values.count == 0 || !(column.type.schema == state.objects[found].get().schema));
    };
    bool incomplete = false;
    for (std::uint32_t i = 0; i < operation.columns.count && operation.kind != op::operation_kind::create_enum; ++i)
        incomplete = incomplete || lacks(arrays.columns[operation.columns.first + i]);
    if (!incomplete) return nullptr;
    owned_operation whole;
    whole.list.append(arrays, operation);
    for (op::column& each : whole.list.columns) {
        if (!lacks(each)) continue;
        const object_entry& found = state.objects[find_enumeration(state, each.type.name)];
        if (each.type.values.count == 0) each.type.values = whole.list.add_names(values_of(found));
        each.type.schema = found.get().schema;
    }
    whole.list.list[0].declared = operation.declared;
    whole.renew();
    return &state.arena.hold(static_cast<owned_operation&&>(whole)).view;
}

}  // namespace aludel::inline v0_1::detail
