// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/schema/apply_object.hpp>
#include <aludel/schema/naming.hpp>
#include <aludel/schema/schema.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Gives the unnamed constraints and indexes of an operation the names that the convention gives them.
constexpr void name_everything(op::operations& list, op::operation& operation, const op::naming_convention& naming,
                               text_arena& arena) {
    const op::operations_view arrays = list.view();
    constraint_namer names(naming, operation.table, arena);
    names.reserve(operation.constraints.of(arrays.constraints));
    for (std::uint32_t i = 0; i < operation.constraints.count; ++i) {
        op::constraint& each = list.constraints[operation.constraints.first + i];
        each.name = names.next(arrays, each);
    }
    for (std::uint32_t i = 0; i < operation.indexes.count; ++i) {
        op::index& each = list.indexes[operation.indexes.first + i];
        each.name = name_of(naming, operation.table, each, arrays, arena);
    }
}

/// Names the schemas of tables and views whose names others have too, in operations that lead from a state to another.
constexpr void name_schemas(op::operations& list, const schema& before, const schema& after) {
    for (op::operation& each : list.list) {
        each.schema_hash = schema_hash_of(each.table);
        if (each.schema_hash == 0 || !each.schema.empty()) continue;
        each.schema = schema_of(after, each.table);
        if (each.schema.empty()) each.schema = schema_of(before, each.table);
    }
}

/// A copy of an operation in which all constraints and indexes have the names that they get in the database, given the
/// table before the operation (false: there is none). Everything else still refers to the arrays of the original,
/// because copying columns costs the compiler most.
class named_operation {
public:
    constexpr named_operation(const op::operations_view& arrays, const op::operation& operation,
                              const op::table_view& before, const op::naming_convention& naming, text_arena& arena)
        : arrays_(arrays),
          operation_(operation) {
        const op::list_view<op::constraint> added = operation.constraints.of(arrays.constraints);
        if (has_nameless(added)) {
            constraint_namer names(naming, operation.table, arena);
            if (before && operation.kind != op::operation_kind::create_table) names.pass(before);
            names.reserve(added);
            for (const op::constraint& each : added) {
                constraints_.push_back(each);
                constraints_.back().name = names.next(arrays, each);
            }
            operation_.constraints.first = 0, arrays_.constraints = constraints_.data();
        }
        if (has_nameless(operation.indexes.of(arrays.indexes))) {
            for (const op::index& each : operation.indexes.of(arrays.indexes)) {
                indexes_.push_back(each);
                if (each.name.empty()) indexes_.back().name = name_of(naming, operation.table, each, arrays, arena);
            }
            operation_.indexes.first = 0, arrays_.indexes = indexes_.data();
        }
    }
    named_operation(const named_operation&) = delete;

    /// Takes the schema of the operation away.
    constexpr void leave_schemas() { operation_.schema = op::text_view{}; }
    /// Gives the operation the schema that its object is in, and its foreign keys those of their targets.
    constexpr void find_schemas(const schema& state) {
        using kind = op::operation_kind;
        if (operation_.kind == kind::drop_trigger)
            if (const std::uint32_t found = state.triggers.find(operation_.object); found != state.triggers.none)
                operation_.table = state.triggers[found].get().table;
        if (operation_.schema.empty()) operation_.schema = schema_of(state, operation_);
        const op::list_view<op::constraint> keys = operation_.constraints.of(arrays_.constraints);
        bool differs = false;
        for (const op::constraint& each : keys) differs = differs || !target_schema(state, each).empty();
        if (!differs) return;
        detail::vector<op::constraint> changed;
        for (const op::constraint& each : keys) {
            changed.push_back(each);
            if (const op::text_view found = target_schema(state, each); !found.empty())
                changed.back().target_schema = found;
        }
        constraints_ = static_cast<detail::vector<op::constraint>&&>(changed);
        operation_.constraints.first = 0, arrays_.constraints = constraints_.data();
    }

    [[nodiscard]] constexpr const op::operations_view& arrays() const { return arrays_; }
    [[nodiscard]] constexpr const op::operation& operation() const { return operation_; }

private:
    static constexpr op::text_view schema_of(const schema& state, const op::operation& operation) {
        using kind = op::operation_kind;
        if (operation.kind == kind::drop_index)
            if (const std::uint32_t found = state.find_index(operation); found != state.indexes.none)
                return state.tables[state.indexes[found].table].create->schema;
        if (is_about_object(operation.kind)) {
            const std::uint32_t found = find_object(state, words_of(operation.kind).create, operation.object);
            return found == state.objects.none ? op::text_view{} : state.objects[found].get().schema;
        }
        const bool creates = operation.kind == kind::create_table || operation.kind == kind::create_view;
        return creates ? op::text_view{} : detail::schema_of(state, operation.table);
    }
    /// The schema of what a foreign key references, where it is not given.
    [[nodiscard]] constexpr op::text_view target_schema(const schema& state, const op::constraint& key) const {
        if (key.kind != op::constraint_kind::foreign_key || !key.target_schema.empty()) return {};
        const name target = key.target_name();
        return operation_.kind == op::operation_kind::create_table && target == operation_.table
            ? operation_.schema
            : detail::schema_of(state, target);
    }

    op::operations_view arrays_{};
    op::operation operation_{};
    detail::vector<op::constraint> constraints_;
    detail::vector<op::index> indexes_;
};

/// Writes a table as the one `create_table` that would create it now, with its indexes, and its constraints named as in
/// the database. An output parameter, because moving nine arrays costs the compiler more than filling them.
constexpr void complete_table(const schema& before, std::uint32_t which, text_arena& arena, owned_operation& copy) {
    const op::table_view table = before.tables[which].view();
    op::operation bare = *table.create;
    bare.table = table.name, bare.indexes = {};
    copy.list.append(*table.arrays, bare);
    op::operation& create = copy.list.list[0];
    name_everything(copy.list, create, before.naming, arena);
    for (const index_entry& each : before.indexes.entries()) {
        if (each.table != which || !each.alive) continue;
        copy.list.add_index(*each.arrays, each.get()).name = each.name;
        ++create.indexes.count;
    }
    copy.renew();
}
/// The same, returned.
constexpr owned_operation complete_table(const schema& before, std::uint32_t which, text_arena& arena) {
    owned_operation copy;
    complete_table(before, which, arena, copy);
    return copy;
}

/// Appends the operations that create the objects beside tables, those first that others may be in.
constexpr void append_objects(const schema& before, op::operations& out) {
    using kind = op::operation_kind;
    for (const kind each :
         {kind::create_schema, kind::create_extension, kind::create_enum, kind::create_sequence, kind::create_function})
        for (const object_entry& object : before.objects.entries())
            if (object.alive && object.get().kind == each) {
                op::operation& added = out.append(*object.arrays, object.get());
                added.object = op::text_of(object.name.text()), added.if_not_exists = false;
            }
}

/// The `create_table` operations of all tables of a schema. They point into the schema, and into the arena, which gets
/// the names that are generated.
constexpr op::operations tables_of(const schema& before, text_arena& arena) {
    op::operations operations;
    for (std::uint32_t i = 0; i < before.tables.entries().size(); ++i) {
        if (!before.tables[i].alive) continue;
        const owned_operation table = complete_table(before, i, arena);
        operations.append(table.view, table.list.list[0]);
    }
    return operations;
}

}  // namespace aludel::inline v0_1::detail
