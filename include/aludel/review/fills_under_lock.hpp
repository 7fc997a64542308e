// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>
#include <aludel/sql/statements.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL825 for `fill`: it changes every row in the transaction that has locked the table.
constexpr void fills_under_lock(const subject& change) {
    if (change.column().fill.empty()) return;
    const op::dialect* const database = find_locking(change, rule::fills_under_lock);
    if (database == nullptr) return;
    const bool adds = change.is(op::operation_kind::add_column);
    change.refuse(rule::fills_under_lock,
                  {adds ? "add_column" : "alter_column", ": fill(...) changes the rows of table `", change.table.name,
                   "` while it is locked for column `", change.operation.object.text(), "`, and nobody can use it. ",
                   adds ? "Add the column nullable, f" : "F",
                   "ill it by al::execute_in_batches(...) in a revision .without_transaction(), and make it NOT NULL "
                   "in a later one"});
}

/// Whether an operation locks a table of this name until the end of its transaction.
constexpr bool locks(const op::operation& operation, const name& table) {
    using kind = op::operation_kind;
    switch (operation.kind) {
        case kind::rename_table: return table == name(operation.to);
        case kind::add_column:
        case kind::drop_column:
        case kind::rename_column:
        case kind::alter_column:
        case kind::add_constraint:
        case kind::drop_constraint:
        case kind::create_index:
        case kind::create_trigger:
        case kind::drop_trigger: return operation.table == table;
        default: return false;
    }
}

/// AL825 for raw SQL that changes rows of a table which the same transaction has locked before.
constexpr void fills_under_lock(const subject& change, const op::dialect_text& text) {
    if (!change.context.revision->transactional || !has_locking(change) ||
        !is_enabled(change.context, rule::fills_under_lock))
        return;
    syntax::each_statement(
        text.sql, change.context.schema.lexicon_of(text.dialect), [&](std::string_view verb, std::string_view sql) {
            if (!dialect::same_without_case(verb, "update") && !dialect::same_without_case(verb, "delete")) return;
            syntax::tokenizer tokens(sql, change.context.schema.lexicon_of(text.dialect));
            tokens.take(), tokens.take("from"), tokens.take("only");
            syntax::token written = tokens.take();
            if (tokens.take('.')) written = tokens.take();
            const name table(syntax::without_quotes(written));
            const std::uint32_t which = change.context.schema.tables.find(table);
            if (which == detail::name_map::none || change.context.is_new(change.context.schema.tables[which])) return;
            for (const op::operation& each : change.context.revision->upgrade.list) {
                if (&each == &change.operation) return;
                if (!locks(each, table)) continue;
                return change.refuse(
                    rule::fills_under_lock,
                    {"execute: rows of table `", table,
                     "` are changed in the transaction that has locked it before, and nobody can use it. Do it by "
                     "al::execute_in_batches(...) in a revision of its own, .without_transaction()"});
            }
        });
}

}  // namespace aludel::inline v0_1::review
