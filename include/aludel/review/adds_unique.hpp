// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/evidence.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// Whether existing rows certainly differ in the columns, or have NULL in one of them, which counts as different.
constexpr bool cannot_agree(const subject& change, const op::list_view<name>& columns) {
    for (const name& each : columns) {
        const content there = content_of(change, each);
        if (there == content::nulls || there == content::numbered) return true;
        if (there == content::computed && makes_distinct(change, expression_of(*added_here(change, each)))) return true;
    }
    return are_unique(change, columns);
}

/// AL602: a unique constraint, unique index or primary key is added over columns in which existing rows may be equal.
/// `what` begins the message, with the operation.
constexpr void adds_unique(const subject& change, const op::list_view<name>& columns, std::string_view what) {
    if (cannot_agree(change, columns) || is_prepared(change, columns)) return;
    change.refuse(rule::adds_unique,
                  {what, " over ", detail::list_names(columns), " of table `", change.table.name,
                   "`: rows that already agree in that make it fail. Make them differ with an al::execute(\"UPDATE "
                   "...\") before it in this revision, or fill the new column from a key with .fill(...)"});
}

/// AL602 for an index, whose parts may be expressions.
constexpr void adds_unique_index(const subject& change, const op::index& index) {
    name columns[16]{};
    std::uint32_t count = 0;
    for (const op::index_part& part : index.parts.of(change.arrays.parts))
        if (part.expression.empty() && count < 16) columns[count++] = part.column;
    // An expression may give the same for rows that differ in its columns, so the columns alone prove nothing.
    const bool plain = count == index.parts.count;
    if (plain) return adds_unique(change, {columns, count}, "create_index: a unique index");
    for (const op::index_part& part : index.parts.of(change.arrays.parts)) {
        for (const op::column& each : change.table.columns())
            if (!part.expression.empty() && syntax::uses_column(part.expression, each.name) &&
                (content_of(change, each.name) == content::nulls || is_prepared(change, each.name)))
                return;
    }
    if (count != 0 && (cannot_agree(change, {columns, count}) || is_prepared(change, {columns, count}))) return;
    change.refuse(rule::adds_unique,
                  {"create_index: a unique index over an expression of table `", change.table.name,
                   "`: rows for which it already gives the same make it fail. Make them differ with an "
                   "al::execute(\"UPDATE ...\") before it in this revision"});
}

}  // namespace aludel::inline v0_1::review
