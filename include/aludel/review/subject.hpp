// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/rule/slug.hpp>
#include <aludel/schema/constraints.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view
#include <type_traits>  // is_constant_evaluated

namespace aludel::inline v0_1::review {

using detail::replay_context;

/// What a rule examines: an operation that is about to be applied, and its table before it.
struct subject {
    replay_context& context;
    const op::operations_view& arrays;
    const op::operation& operation;
    std::uint32_t which = detail::name_map::none;  ///< the number of the table in the schema
    op::table_view table{};                        ///< false: there is none, which `unknown_table` reports
    bool empty = false;                            ///< the table has no rows, because the revision itself created it

    [[nodiscard]] constexpr bool has_rows() const { return static_cast<bool>(table) && !empty; }
    [[nodiscard]] constexpr bool is(op::operation_kind kind) const { return operation.kind == kind; }
    [[nodiscard]] constexpr bool changes(op::change what) const { return op::has(operation.changes, what); }
    /// The column of add_column, or the new state of alter_column.
    [[nodiscard]] constexpr const op::column& column() const { return arrays.columns[operation.columns.first]; }

    /// What a drop_constraint or drop_index drops.
    [[nodiscard]] constexpr item dropped() const {
        return {context.origin_of(table.name), name(operation.object).hash};
    }
    /// Whether the finding follows from an error: about the table, about what the operation names earlier in this
    /// revision, or about the constraint that is dropped.
    [[nodiscard]] constexpr bool follows(rule broken) const {
        if (context.doubts.empty() || !table) return false;
        if (context.is_in_doubt(table.name)) return true;
        const item changed = dropped();
        for (std::size_t i = broken == rule::drops_constraint ? 0 : context.first_doubt; i < context.doubts.size(); ++i)
            if (context.doubts[i].covers(changed)) return true;
        return false;
    }
    /// Reports a finding: what is wrong, then what to do. That the rule can be acknowledged is appended to each
    /// message.
    constexpr void refuse(rule broken, detail::parts what) const {
        if (context.is_silent(broken) || follows(broken)) return;  // before the sentence is written
        if (broken == rule::drops_constraint && table) context.latest = dropped();
        context.report(broken, {detail::sentence(what), ", or .acknowledge(al::rule::", slug(broken), ", \"why\")"});
    }
};

/// The subject of an operation on a table.
constexpr subject subject_of(replay_context& context, const op::operations_view& arrays,
                             const op::operation& operation) {
    const std::uint32_t which = context.schema.tables.find(operation.table);
    if (which == context.schema.tables.none) return {context, arrays, operation};
    return {context,
            arrays,
            operation,
            which,
            context.schema.tables[which].view(),
            context.is_new(context.schema.tables[which])};
}

/// Whether an optional rule has to be evaluated now. In a constant expression warnings are not: the compiler would
/// discard them, and the command line lists them at run time. A revision that acknowledges the rule always counts, so
/// that needless acknowledgements are found.
constexpr bool is_enabled(const replay_context& context, rule which) {
    for (const op::acknowledgement& each : context.revision->acknowledgements)
        if (each.rule == which) return true;
    const level how = context.level_of(which);
    return how == level::error || (how == level::warning && !std::is_constant_evaluated());
}

/// The same for all optional rules: false means that none has to be evaluated.
constexpr bool heeds_any(const replay_context& context) {
    return !std::is_constant_evaluated() || context.settings->level_count != 0 || context.settings->zero_downtime ||
        context.revision->acknowledgements.count != 0;
}

/// The first database of the history that has a property; null: none has.
constexpr const op::dialect_traits* find_checked(const replay_context& context, bool op::dialect_traits::* property) {
    return context.settings->find_checked(property);
}

}  // namespace aludel::inline v0_1::review
