// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/invert.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The operations that drop constraints and indexes, and those that create them again.
struct value_texts {
    op::operations drops, creations;
};

/// The constraints and indexes whose expressions use columns of an enumeration that loses a value; none for another
/// operation. A database with types compares values of one type only, and computes an expression anew while it changes
/// the type of a column.
constexpr value_texts texts_with_values(const schema& state, const op::operation& operation, text_arena& arena) {
    value_texts result;
    using kind = op::operation_kind;
    if (operation.kind != kind::drop_enum_value) return result;
    const name enumeration = operation.object;
    for (std::uint32_t i = 0; i < state.tables.entries().size(); ++i) {
        const op::table_view table = state.tables[i].view();
        const auto uses = [&](std::string_view sql) {
            bool found = !sql.empty() && syntax::mentions(sql, enumeration, state.lexicon_of());
            for (const op::column& each : table.columns())
                found = found ||
                    (is_enumeration(each.type) && each.type.name == enumeration &&
                     syntax::uses_column(sql, each.name, state.lexicon_of()));
            return found;
        };
        bool has = false;
        for (const op::column& each : table.columns())
            has = has || (state.tables[i].alive && is_enumeration(each.type) && each.type.name == enumeration);
        if (!has) continue;
        const owned_operation whole = complete_table(state, i, arena);
        const op::operation& create = whole.list.list[0];
        const auto add = [&](kind drop, kind creation, const name& called, std::uint32_t which) {
            op::operation dropped = make_operation(drop, create.table, name(arena.keep({called.text()})));
            op::operation created = make_operation(creation, create.table, dropped.object);
            dropped.schema = create.schema, created.schema = create.schema;
            (creation == kind::create_index ? created.indexes : created.constraints) = {which, 1};
            result.drops.list.push_back(dropped);
            result.creations.append(whole.view, created);
        };
        for (std::uint32_t k = 0; k < create.constraints.count; ++k)
            if (const op::constraint& each = whole.list.constraints[create.constraints.first + k];
                uses(each.expression) || uses(each.where))
                add(kind::drop_constraint, kind::add_constraint, each.name, create.constraints.first + k);
        for (std::uint32_t k = 0; k < create.indexes.count; ++k) {
            const op::index& each = whole.list.indexes[create.indexes.first + k];
            bool used = uses(each.where);
            for (const op::index_part& part : each.parts.of(whole.view.parts)) used = used || uses(part.expression);
            if (used) add(kind::drop_index, kind::create_index, each.name, create.indexes.first + k);
        }
    }
    for (op::index& each : result.creations.indexes) each.concurrently = false;
    return result;
}

/// Writes operations that need no context.
template <class Writer>
constexpr void write_all(Writer& writer, std::uint32_t number, const op::operations& operations) {
    const op::operations_view view = operations.view();
    for (const op::operation& each : view.list) writer.write(number, view, each, {});
}

}  // namespace aludel::inline v0_1::detail
