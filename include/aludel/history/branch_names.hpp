// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/mentioned_names.hpp>
#include <aludel/schema/name_map.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Whether an operation is about single columns: it names them, and has no expression that may name others.
constexpr bool is_about_columns(const op::operations_view& arrays, const op::operation& each) {
    using kind = op::operation_kind;
    if (each.kind != kind::add_column && each.kind != kind::drop_column && each.kind != kind::alter_column &&
        each.kind != kind::rename_column)
        return false;
    for (const op::column& one : each.columns.of(arrays.columns))
        if (!one.expression.empty() || !one.fill.empty()) return false;
    for (const op::constraint& one : each.constraints.of(arrays.constraints))
        if (!one.expression.empty()) return false;
    return each.text.empty();
}

/// Calls a function with the names of tables, and of what has a name beside them, that an operation uses, each with the
/// column of the table that it uses, or without one if it may use all of it. Ends when the function returns true, and
/// returns whether it did.
template <class Function>
constexpr bool for_each_use(const op::operations_view& arrays, const op::operation& each, const Function& call) {
    using kind = op::operation_kind;
    if (is_about_columns(arrays, each)) {
        if (!each.object.empty() && call(each.table, name(each.object))) return true;
        if (!each.to.empty() && call(each.table, name(each.to))) return true;
        for (const op::column& one : each.columns.of(arrays.columns))
            if (!one.name.empty() && call(each.table, one.name)) return true;
    } else if (each.table.size != 0 && call(each.table, name())) {
        return true;
    }
    if (each.kind == kind::rename_table && call(name(each.to), name())) return true;
    const bool is_named = each.kind == kind::drop_index || each.kind == kind::create_trigger ||
        each.kind == kind::drop_trigger || is_about_object(each.kind);
    if (is_named && call(name(each.object), name())) return true;
    for (const op::constraint& one : each.constraints.of(arrays.constraints)) {
        if (one.target.size == 0) continue;
        if (one.target_columns.empty() && call(one.target, name())) return true;
        for (const name& column : one.target_columns.of(arrays.names))
            if (call(one.target, column)) return true;
    }
    for (const op::index& one : each.indexes.of(arrays.indexes))
        if (!one.name.empty() && call(one.name, name())) return true;
    return false;
}

/// The names that operations use. Operations of two branches do not depend on each other where they have no name in
/// common, and neither where they use different columns of a table.
class branch_names {
public:
    /// The names cannot tell: they differ in the case of letters, or are those of objects that tables use unnamed.
    bool unclear = false;

    /// `renames`: those of tables and columns in all branches that are compared.
    constexpr branch_names(const schema& known, const vector<const op::operation*>& renames)
        : unclear(known.enumerations_are_types),
          renames_(renames),
          texts_(known) {}

    constexpr void add(const op::operations_view& arrays, const op::operation& operation) {
        texts_.add(arrays, operation);
        for_each_use(arrays, operation, [&](const name& table, const name& column) {
            unclear = unclear || has_capital(table) || has_capital(column);
            names_.add(table), column.size == 0 ? whole_.add(table) : columns_.add(pair(table, column));
            return false;
        });
    }

    /// To be called when all are added: a table that is renamed has several names, and is used as a whole.
    constexpr void finish() {
        for (bool more = true; more;) {
            more = false;
            for (const op::operation* each : renames_) {
                if (each->kind != op::operation_kind::rename_table) continue;
                const name to(each->to);
                const bool used =
                    names_.has(each->table) || names_.has(to) || texts_.has(each->table) || texts_.has(to);
                if (!used || (whole_.has(each->table) && whole_.has(to))) continue;
                for (const name& one : {each->table, to}) names_.add(one), whole_.add(one);
                more = true;
            }
        }
    }

    /// Whether an operation uses one of the names, or may use one: a text, or an index of any table.
    [[nodiscard]] constexpr bool meets(const op::operations_view& arrays, const op::operation& operation) const {
        return operation.texts.count != 0 || is_about_object(operation.kind) ||
            (operation.kind == op::operation_kind::drop_index && operation.table.size == 0) ||
            for_each_use(arrays, operation, [&](const name& table, const name& column) {
                   return texts_.has(table) ||
                       (column.size == 0 ? names_.has(table) : whole_.has(table) || columns_.has(pair(table, column)));
               });
    }

    /// Whether a table or the like is among them.
    [[nodiscard]] constexpr bool has(const name& table) const { return names_.has(table); }

private:
    static constexpr name pair(const name& table, const name& column) {
        name both = column;
        both.hash += table.hash * 31U;
        return both;
    }

    const vector<const op::operation*>& renames_;
    table_filter names_, whole_, columns_;
    mentioned_names texts_;
};

}  // namespace aludel::inline v0_1::detail
