// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/graph/revision_graph.hpp>
#include <aludel/history/history.hpp>
#include <aludel/history/schema_after.hpp>
#include <aludel/model/frozen.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/complete_table.hpp>
#include <aludel/schema/triggers.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// A schema as a constant: one `create_table` per table, with its indexes, then one `create_trigger` per trigger.
struct constant_schema {
    op::operations_view operations{};

    /// The number of tables.
    [[nodiscard]] constexpr std::size_t size() const {
        std::size_t tables = 0;
        while (tables < operations.list.size() && operations.list[tables].kind == op::operation_kind::create_table)
            ++tables;
        return tables;
    }
    [[nodiscard]] constexpr op::table_view operator[](std::size_t which) const {
        return {&operations, &operations.list[which], operations.list[which].table};
    }
    /// The table with this name; false where there is none.
    [[nodiscard]] constexpr op::table_view table(const name& wanted) const {
        for (const op::operation& each : operations.list)
            if (each.kind == op::operation_kind::create_table && each.table == wanted)
                return {&operations, &each, each.table};
        return {};
    }
    /// The trigger with this name; null where there is none.
    [[nodiscard]] constexpr const op::operation* trigger(const name& wanted) const {
        for (const op::operation& each : operations.list)
            if (each.kind == op::operation_kind::create_trigger && each.object == wanted) return &each;
        return nullptr;
    }
};

namespace detail {

/// The schema of a target and all that it revises or depends on. Throws `revision_error` for a target that the history
/// does not have.
constexpr schema schema_at_revision(const history_view& history, std::string_view target) {
    const revision_graph graph(nodes_of(history));
    return schema_after(history, in_order(history, graph.applied_at(graph.find(target))));
}

/// The operations of a `constant_schema` for the schema at a target.
template <const auto& History, literal Target>
struct computed_schema {
    template <class Use>
    static constexpr auto with(const Use& use) {
        const history_view history = History.view();
        const schema result = schema_at_revision(history, Target.view());
        text_arena arena;
        op::operations outcome = tables_of(result, arena);
        for (const trigger_entry& each : result.triggers.entries())
            if (each.alive) append_trigger(each, outcome);
        return use(outcome);
    }
};

}  // namespace detail

/// The schema at a revision of a history, or at a symbol such as "head" or "base", as a constant.
template <const auto& History, detail::literal Target = "heads">
inline constexpr constant_schema schema_at{
    detail::frozen<detail::freezing<detail::computed_schema<History, Target>>>::body.view()};

}  // namespace aludel::inline v0_1
