// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/operation/revision.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/mentioned_names.hpp>
#include <aludel/schema/name_map.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::detail {

/// Calls a function with the names of tables and of what has a name beside them, until it returns true. Returns
/// whether it did.
template <class Function>
constexpr bool for_each_name(const op::operations_view& arrays, const op::operation& each, const Function& call) {
    using kind = op::operation_kind;
    if (call(each.table)) return true;
    if (each.kind == kind::rename_table && call(name(each.to))) return true;
    const bool is_named = each.kind == kind::drop_index || each.kind == kind::create_trigger ||
        each.kind == kind::drop_trigger || is_about_object(each.kind);
    if (is_named && call(name(each.object))) return true;
    for (const op::constraint& one : each.constraints.of(arrays.constraints))
        if (!one.target.empty() && call(one.target)) return true;
    for (const op::index& one : each.indexes.of(arrays.indexes))
        if (!one.name.empty() && call(one.name)) return true;
    return false;
}

/// Adds the names that tables have before or after renames.
constexpr void add_renamed(table_filter& names, const vector<const op::operation*>& renames) {
    for (bool more = true; more;) {
        more = false;
        for (const op::operation* each : renames)
            if (const name to(each->to); names.has(each->table) != names.has(to))
                names.add(each->table), names.add(to), more = true;
    }
}

/// The names that the upgrades of a branch have: operations of two branches without a name in common do not depend on
/// each other.
class branch_names {
public:
    /// The names cannot tell: they differ in the case of letters, or are those of objects that tables use unnamed.
    bool unclear = false;

    /// `renames`: those of this branch and the others.
    template <class Revisions>
    constexpr branch_names(const schema& known, const op::list_view<op::revision>& revisions, const Revisions& branch,
                           const vector<const op::operation*>& renames)
        : unclear(known.enumerations_are_types),
          texts_(known) {
        for (const std::uint32_t which : branch) {
            const op::operations_view& upgrade = revisions[which].upgrade;
            texts_.add(upgrade);
            for (const op::operation& each : upgrade.list)
                for_each_name(upgrade, each, [&](const name& one) {
                    names_.add(one), unclear = unclear || has_capital(one);
                    return false;
                });
        }
        for (const op::operation* each : renames)
            if (texts_.has(each->table) || texts_.has(name(each->to))) names_.add(each->table);
        add_renamed(names_, renames);
    }

    /// Whether an operation of another branch has one of the names, or may have one: a text, or an index of any table.
    [[nodiscard]] constexpr bool meets(const op::operations_view& arrays, const op::operation& operation) const {
        return operation.texts.count != 0 || is_about_object(operation.kind) ||
            (operation.kind == op::operation_kind::drop_index && operation.table.size == 0) ||
            for_each_name(arrays, operation, [&](const name& one) { return names_.has(one) || texts_.has(one); });
    }

private:
    table_filter names_;
    mentioned_names texts_;
};

}  // namespace aludel::inline v0_1::detail
