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
            if (!part.expression.empty() &&
                syntax::uses_column(part.expression, each.name, change.context.schema.lexicon_of()) &&
                (content_of(change, each.name) == content::nulls || is_prepared(change, each.name)))
                return;
    }
    if (count != 0 && (cannot_agree(change, {columns, count}) || is_prepared(change, {columns, count}))) return;
    change.refuse(rule::adds_unique,
                  {"create_index: a unique index over an expression of table `", change.table.name,
                   "`: rows for which it already gives the same make it fail. Make them differ with an "
                   "al::execute(\"UPDATE ...\") before it in this revision"});
}

/// Whether a key of the table has a column, and no other key within it keeps rows apart.
constexpr bool is_in_key(const subject& change, const name& column) {
    bool has = false;
    name others[16]{};
    std::uint32_t count = 0;
    const auto add = [&](const name& each) {
        if (each == column) has = true;
        else if (count < 16) others[count++] = each;
    };
    const auto is_told_by = [&] { return has && !are_unique(change, {others, count}); };
    for (const op::constraint& each : change.table.constraints()) {
        if (each.kind != op::constraint_kind::primary_key && each.kind != op::constraint_kind::unique) continue;
        has = false, count = 0;
        for (const name& own : change.table.names(each.columns)) add(own);
        if (is_told_by()) return true;
    }
    for (const detail::index_entry& each : change.context.schema.indexes.entries()) {
        if (each.table != change.which || !each.alive || !each.get().unique) continue;
        has = false, count = 0;
        for (const op::index_part& part : each.parts())
            if (part.expression.empty()) add(part.column);
            else has = has || syntax::uses_column(part.expression, column, change.context.schema.lexicon_of());
        if (is_told_by()) return true;
    }
    return false;
}

/// Whether values that differ stay different: nothing but a text is added, or they become a text.
constexpr bool keeps_distinct(std::string_view expression, const name& column) {
    std::uint32_t uses = 0;
    for (syntax::tokenizer tokens(expression); tokens.peek().kind != syntax::token_kind::end;) {
        const syntax::token each = tokens.take();
        if (each.is("cast") || each.is("as") || each.is("text") || each.kind == syntax::token_kind::string) continue;
        if (each.names(column)) ++uses;
        else if (!each.is('(') && !each.is(')') && each.text != "||") return false;
    }
    return uses == 1;
}

/// AL602 for a collation by which rows may be equal that differ by the old one. No two values are equal by the
/// database's own but those that are the same.
constexpr void changes_collation(const subject& change) {
    const name& column = change.operation.object;
    if (change.column().collation.empty() || !is_in_key(change, column) || is_prepared(change, column)) return;
    change.refuse(rule::adds_unique,
                  {"alter_column: collation ", change.column().collation.text(), " of column `", column, "` of table `",
                   change.table.name,
                   "`, which belongs to a key: rows that are equal by it make it fail. Make them "
                   "differ with an al::execute(\"UPDATE ...\") before it in this revision"});
}

/// AL602 for an expression that gives rows other values in a column of a key.
constexpr void changes_key(const subject& change, std::string_view what, std::string_view expression) {
    const name& column = change.operation.object;
    if (expression.empty() || !is_in_key(change, column) || makes_distinct(change, expression, column) ||
        keeps_distinct(expression, column) || is_prepared(change, column))
        return;
    change.refuse(rule::adds_unique,
                  {"alter_column: ", what, " (", expression, ") of column `", column, "` of table `", change.table.name,
                   "`, which belongs to a key: rows for which it gives the same make it fail. Compute it from another "
                   "key, or make them differ with an al::execute(\"UPDATE ...\") before it in this revision"});
}

}  // namespace aludel::inline v0_1::review
