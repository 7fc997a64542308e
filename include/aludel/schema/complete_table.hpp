// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
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

    [[nodiscard]] constexpr const op::operations_view& arrays() const { return arrays_; }
    [[nodiscard]] constexpr const op::operation& operation() const { return operation_; }

private:
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
