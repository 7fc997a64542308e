// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/constraints.hpp>
#include <aludel/schema/features.hpp>
#include <aludel/schema/object_name.hpp>
#include <aludel/schema/replay.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Whether an index has parts, and its columns exist; reports it where not. Expressions are not checked.
constexpr bool check_index_parts(replay_context& context, const op::table_view& table,
                                 const op::operations_view& arrays, const op::index& index, const name& called) {
    if (index.parts.count == 0)
        return context.report(rule::invalid_table,
                              {"create_index: index `", called, "` has no columns. Name the columns of table `",
                               table.name, "` that it is for"});
    for (std::uint32_t i = 0; i < index.parts.count; ++i) {
        const op::index_part& part = arrays.parts[index.parts.first + i];
        if (part.expression.size != 0) continue;
        const op::column* const column = context.find_column("create_index", table, part.column);
        if (column == nullptr) return false;
        if (part.length != 0) check_prefix(context, table, *column, part.length, called);
        else if (index.method.empty()) check_key_column(context, "create_index", table, *column, "index", called);
    }
    for (std::uint32_t i = 0; i < index.include.count; ++i)
        if (!context.find_column("create_index", table, arrays.names[index.include.first + i])) return false;
    return true;
}

/// Adds an index. Reports a name that is empty or used (in the whole database, or in the table where tables have index
/// names of their own), and what `check_index_parts` finds. Returns whether it was added.
constexpr bool add_index(replay_context& context, std::uint32_t table, const op::operations_view& arrays,
                         const op::index& index) {
    const op::table_view view = context.schema.tables[table].view();
    const name called = index.name.size != 0
        ? index.name
        : name_of(context.schema.naming, view.name, index, arrays, context.schema.arena);
    const std::uint32_t other = context.schema.find_index(called, view.name);
    const bool exists = other != context.schema.indexes.none;
    // Nothing is made, but the database reads the statement.
    if (exists && index.if_not_exists && (!context.checking() || context.schema.indexes[other].table == table))
        return !context.checking() || check_index_parts(context, view, arrays, index, called);
    if (context.checking()) {
        if (called.size == 0) return context.report_empty("create_index", {"an index of table `", view.name, "`"});
        if (exists)
            return !context.is_in_doubt(view.name, called) && context.fails(rule::duplicate_index, {}, called) &&
                context.report(rule::duplicate_index,
                               {"create_index: index `", called, "` exists already at this revision",
                                index.if_not_exists ? " on another table" : "",
                                ". Give it another name, or drop the other first"});
        if ((context.schema.has_table(called) || context.schema.has_view(called)) &&
            indexes_share_names(*context.settings))
            return context.fails(rule::duplicate_index, {}, called) &&
                context.report(rule::duplicate_index,
                               {"create_index: there is a ", context.schema.has_table(called) ? "table" : "view", " `",
                                called, "` at this revision. Give the index another name"});
        check_reserved(context, "create_index", called);
        if (indexes_share_names(*context.settings) &&
            !check_case(context, "create_index", rule::duplicate_index, called))
            return false;
        if (!check_index_parts(context, view, arrays, index, called)) context.doubt({0, called.hash});
        if (index.nulls_not_distinct)
            check_feature(context, &op::dialect_traits::equal_nulls_since,
                          {"create_index: index `", called, "` is NULLS NOT DISTINCT"});
    }
    index_entry& entry = context.schema.indexes.add(called);
    entry.table = table, entry.arrays = &arrays, entry.index = &index;
    chain_last_index(context.schema);
    return true;
}

/// The materialized view, in a schema where names have namesakes, that has an index; none: no view has it. Its indexes
/// are those of its `create_view`.
constexpr std::uint32_t find_view_index(const schema& state, const name& wanted, const op::text_view& in) {
    for (std::uint32_t i = 0; i < state.views.entries().size(); ++i)
        if (state.views[i].alive && (state.namesakes.empty() || state.views[i].get().schema == in))
            for (const op::index& each : state.views[i].get().indexes.of(state.views[i].arrays->indexes))
                if (each.name == wanted) return i;
    return state.views.none;
}

/// Adds an index to a materialized view. Reports a name that is used.
constexpr bool add_view_index(replay_context& context, std::uint32_t view, const op::operations_view& arrays,
                              const op::index& index) {
    if (context.checking() &&
        ((context.schema.namesakes.empty() && context.schema.has_index(index.name)) ||
         find_view_index(context.schema, index.name, context.schema.views[view].get().schema) !=
             context.schema.views.none))
        return context.fails(rule::duplicate_index, {}, index.name) &&
            context.report(rule::duplicate_index,
                           {"create_index: index `", index.name,
                            "` exists already at this revision. Give it another name, or drop the other first"});
    view_entry& entry = context.schema.views.change(view);
    entry.edit().add_index(arrays, index);
    ++entry.edit().list[0].indexes.count;
    entry.renew();
    return true;
}

/// Adds the index of a create_index. Reports a name that is empty or used, and columns that do not exist.
constexpr bool apply_create_index(replay_context& context, const op::operations_view& arrays,
                                  const op::operation& operation) {
    const op::index& index = arrays.indexes[operation.indexes.first];
    if (index.name.size == 0 && context.checking())
        return context.report_empty("create_index", {"an index of table `", operation.table, "`"});
    if (!context.schema.views.entries().empty())
        if (const std::uint32_t view = context.schema.views.find(operation.table);
            view != context.schema.views.none && context.schema.views[view].get().materialized)
            return add_view_index(context, view, arrays, index);
    const std::uint32_t found = context.find_table("create_index", operation.table);
    if (found == context.schema.tables.none) return false;
    return add_index(context, found, arrays, index);
}

/// Removes an index by its name. Reports one that does not exist or belongs to another table than the named one.
constexpr bool apply_drop_index(replay_context& context, const op::operation& operation) {
    const std::uint32_t found = context.schema.find_index(operation);
    if (found == context.schema.indexes.none) {
        if (const std::uint32_t view = find_view_index(context.schema, operation.object, operation.schema);
            view != context.schema.views.none) {
            view_entry& entry = context.schema.views.change(view);
            op::operations& own = entry.edit();
            for (std::uint32_t i = 0; i < own.indexes.size(); ++i)
                if (own.indexes[i].name == operation.object) own.indexes.erase(own.indexes.begin() + i), --i;
            own.list[0].indexes = {0, static_cast<std::uint32_t>(own.indexes.size())};
            entry.renew();
            return true;
        }
        return operation.if_exists ||
            (context.lacks(rule::unknown_index, {0, name(operation.object).hash}, operation.object,
                           context.schema.indexes.entries()) &&
             context.report(rule::unknown_index,
                            {"drop_index: index `", operation.object.text(), "` does not exist at this revision",
                             context.hint(), " Name one that is there"}));
    }
    const std::uint32_t owner = context.schema.indexes[found].table;
    const name& table = context.schema.tables[owner].name;
    const auto is_on_other = [&](const index_entry& each) { return each.table != owner; };
    if (operation.table.empty() && context.schema.index_names == op::index_scope::table && context.checking() &&
        context.schema.indexes.find(operation.object, is_on_other) != context.schema.indexes.none)
        return context.fails(rule::unknown_index, {}, operation.object) &&
            context.report(
                rule::unknown_index,
                {"drop_index: several tables have an index `", operation.object.text(),
                 "`. Name the table as well, as in drop_index(\"", operation.object.text(), "\", \"", table, "\")"});
    if (!operation.table.empty() && !(operation.table == table) &&
        context.fails(rule::unknown_index, {}, operation.object))
        return context.report(rule::unknown_index,
                              {"drop_index: index `", operation.object.text(), "` belongs to table `", table,
                               "`, not to `", operation.table, "`. Name that table, or none"});
    context.schema.indexes.remove(found);
    return true;
}

}  // namespace aludel::inline v0_1::detail
