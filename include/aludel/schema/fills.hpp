// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/replay.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>  // ptrdiff_t
#include <cstdint>  // uint32_t

// The expression of `.fill(...)` belongs to the operation that adds a column. The schema keeps it for one purpose: a
// derived downgrade of drop_column fills the column again. It is forgotten as soon as something that it reads changes.

namespace aludel::inline v0_1::detail {

/// Whether existing rows get a value in a new column without a fill expression: NULL, a default, or a value that the
/// database generates.
constexpr bool fills_itself(const op::column& column) {
    return column.nullable || (column.default_value.given() && column.default_value.kind != op::value_kind::null) ||
        column.generated != op::generated_kind::none || column.identity.kind != op::identity_kind::none ||
        column.autoincrement;
}
/// The same, or by a fill expression.
constexpr bool can_be_filled(const op::column& column) { return fills_itself(column) || !column.fill.empty(); }

/// Why a dropped column could not come back with a value in each row, as the subject of a message; empty: it can. A
/// fill expression is trusted if it reads columns of its own table only, and of those `is_read_by_fill` is set, so that
/// they are not dropped and come back as NULL.
constexpr std::string_view misfit_of_refill(const schema& schema, const op::column& dropped) {
    if (!can_be_filled(dropped))
        return "drop_column: a NOT NULL column without a default, which rows would have no value for when it comes "
               "back,";
    if (!fills_itself(dropped))
        if (const syntax::reading found = syntax::read_expression(dropped.fill, {}, schema.lexicon_of());
            found.opaque || found.scopes.size() > 1)
            return "drop_column: a NOT NULL column without a default, whose fill(...) reads more than its row,";
    if (dropped.is_read_by_fill && dropped.nullable && !dropped.default_value.given() && dropped.fill.empty())
        return "drop_column: a column that another, which was dropped before, is filled from when it comes back,";
    return {};
}

/// Forgets the fill expressions of all tables that read a table or view, or only those that read a column of it.
constexpr void forget_fills(schema& schema, const name& table, const name& column = {}) {
    if (schema.filled.empty()) return;
    const auto reads = [&](const table_entry& entry, const op::column& filled) {
        if (filled.fill.empty()) return false;
        if (!column.empty() && entry.name == table)
            return syntax::uses_column(filled.fill, column, schema.lexicon_of());
        return syntax::mentions(filled.fill, table, schema.lexicon_of()) &&
            (column.empty() || syntax::mentions(filled.fill, column, schema.lexicon_of()));
    };
    for (const std::uint32_t i : schema.filled) {
        if (i >= schema.tables.entries().size() || !schema.tables[i].alive) continue;
        bool concerned = false;
        for (const op::column& each : schema.tables[i].view().columns())
            concerned = concerned || reads(schema.tables[i], each);
        if (!concerned) continue;
        table_entry& entry = schema.tables.change(i);
        for (op::column& each : entry.edit().columns)
            if (reads(entry, each)) each.fill = op::text_view{};
        entry.renew();
    }
}

/// Notes in the columns of a table that a dropped column is filled from them when it comes back.
constexpr void note_refill(const schema& schema, op::operations& table, const op::column& dropped) {
    if (fills_itself(dropped)) return;
    for (op::column& each : table.columns)
        if (&each != &dropped && syntax::uses_column(dropped.fill, each.name, schema.lexicon_of()))
            each.is_read_by_fill = true;
}

}  // namespace aludel::inline v0_1::detail
