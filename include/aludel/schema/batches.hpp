// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/dialect.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/schema/check_column.hpp>
#include <aludel/schema/raw_names.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/sql/batch.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/texts.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::detail {

/// The column by whose values a table is cut into batches: the number of its rows, where the database has one, else an
/// integer key of one column; empty if there is neither. Of a table that is not known: the number of its rows.
constexpr name batch_key(const op::dialect_traits& traits, const op::table_view& table) {
    if (!table) return traits.row_number;
    const syntax::token number{syntax::token_kind::word, traits.row_number};
    if (!traits.row_number.empty() && !table.options().without_rowid && !syntax::has_column(&table, number))
        return traits.row_number;
    const op::constraint* const key = table.primary_key();
    if (key == nullptr || key->columns.count != 1) return {};
    const name column = table.names(key->columns)[0];
    const op::column* const found = table.find_column(column);
    return found != nullptr && is_integer(found->type) ? column : name();
}

/// Whether a statement assigns to a column by which its rows are numbered.
constexpr bool assigns_key(const syntax::batched& statement, const op::table_view& table, const name& key,
                           const syntax::lexicon& lexicon) {
    const syntax::reading found = syntax::read_statement(statement.head, lexicon);
    for (const syntax::reference& each : found.references) {
        if (each.kind != syntax::reference_kind::target) continue;
        if (each.name.names(key) || syntax::is_rowid(each.name)) return true;
        if (const op::constraint* const primary = table ? table.primary_key() : nullptr)
            for (const name& column : table.names(primary->columns))
                if (each.name.names(column)) return true;
    }
    return false;
}

/// Why a text cannot be executed in batches in a database, and what to do; empty if it can.
constexpr sentence unbatchable(const schema& before, const op::dialect& database, std::string_view sql) {
    const syntax::lexicon& lexicon = syntax::lexicon_of(database.id);
    const syntax::batched found = syntax::read_batched(sql, lexicon);
    if (!found.flaw.empty())
        return sentence({"the text ", found.flaw,
                         ". Make it one UPDATE or DELETE of one table, whose rows the batches divide, or use execute"});
    const name called = schema_name(before.tables.entries(), found.table);
    const op::table_view table = before.table(called);
    if (const name view = schema_name(before.views.entries(), found.table); !table && !view.empty())
        return sentence({"`", view, "` is a view, whose rows have no numbers. Name a table, or use execute"});
    const name key = batch_key(*database.traits, table);
    if (key.empty())
        return sentence({"the rows of table `", called, "` have no integer to be divided by on ", database.traits->name,
                         ". Use execute"});
    if (!assigns_key(found, table, key, lexicon)) return {};
    return sentence({"the text changes the key of table `", called, "`, by which its rows are divided. Use execute"});
}

/// Reports SQL that cannot be executed in batches (`unbatchable_sql`), and batches that are in one transaction
/// (`batches_in_transaction`).
constexpr void check_batches(replay_context& context, const op::operations_view& arrays, const op::operation& raw) {
    sentence why;
    if (raw.batch_rows == op::no_batch_rows) why.add("a batch has from 1 to 1,000,000,000 rows. Name another number");
    for (const op::dialect& each : context.settings->checked_dialects())
        if (const op::dialect_text* const found = dialect::text_for(each.id, arrays, raw); found && why.empty())
            why = unbatchable(context.schema, each, found->sql);
    if (!why.empty()) {
        if (context.fails(rule::unbatchable_sql, context.nameless()))
            context.report(rule::unbatchable_sql, {"execute_in_batches: ", why});
    } else if (context.revision->transactional) {
        context.report(rule::batches_in_transaction,
                       {"execute_in_batches: the batches are all in the transaction of the revision, which locks out "
                        "others until the last one. Make the revision .without_transaction(), or "
                        ".acknowledge(al::rule::batches_in_transaction, \"why\")"});
    }
}

}  // namespace aludel::inline v0_1::detail
