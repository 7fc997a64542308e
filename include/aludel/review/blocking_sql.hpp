// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/table_locks.hpp>
#include <aludel/review/locking.hpp>
#include <aludel/sql/statements.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL827: raw SQL that writes or reads a whole table while nobody can write to it, or does for long what can be done
/// without blocking others.
constexpr void blocking_sql(const subject& change) {
    if (!is_enabled(change.context, rule::blocking_sql)) return;
    for (const op::dialect& database : change.context.settings->checked_dialects()) {
        if (!database.traits->changes_lock_tables && !database.traits->tells_algorithms) continue;
        const op::dialect_text* const text = dialect::text_for(database.id, change.arrays, change.operation);
        if (text == nullptr) continue;
        syntax::each_statement(
            text->sql, syntax::lexicon_of(database.id), [&](std::string_view verb, std::string_view sql) {
                const statement_effect effect =
                    dialect::effect_of(database, sql, change.arrays, change.operation, change.context.schema);
                if (effect.blocks.empty() || !(effect.rewrites || effect.scans || !effect.remedy.empty())) return;
                const name table(syntax::without_quotes(syntax::tokenizer(effect.table).peek()));
                if (const std::uint32_t which = change.context.schema.tables.find(table);
                    which != detail::name_map::none && change.context.is_new(change.context.schema.tables[which]))
                    return;
                change.refuse(
                    rule::blocking_sql,
                    {"execute: ", verb, " ", effect.table, effect.table.empty() ? "" : " ", "holds the lock ",
                     effect.lock,
                     effect.rewrites    ? " while every row is written anew"
                         : effect.scans ? " while every row is read"
                                        : "",
                     ", and ", effect.blocks, " wait. ",
                     effect.remedy.empty() ? "Do it when nobody uses the table" : "Instead, ", effect.remedy});
            });
    }
}

}  // namespace aludel::inline v0_1::review
