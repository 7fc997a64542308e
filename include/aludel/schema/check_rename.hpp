// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/column_lookup.hpp>
#include <aludel/schema/replay.hpp>
#include <aludel/schema/triggers.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// What a rename cannot follow. The database rewrites what refers to a column or table, and refuses the rename if a view
// means nothing afterwards.

namespace aludel::inline v0_1::detail {

/// Reports a text in the definitions of tables, indexes and views that the library does not understand and that has the
/// renamed name in it: only the database could tell what becomes of it.
constexpr void check_unread(replay_context& context, const char* verb, const name& renamed, std::string_view text) {
    if (!text.empty() && context.checking())
        context.report(rule::rename_in_sql,
                       {verb, ": `", renamed, "` is in (", text,
                        "), which the library cannot read, so that it does not know what the database writes there. "
                        "Drop what the text belongs to before the rename, and create it again behind it"});
}

/// Whether the query of a view joins a table to another by a column of both.
constexpr bool joins_by(const syntax::reading& found, const name& table, const name& column) {
    for (const syntax::reference& each : found.references) {
        if (each.kind != syntax::reference_kind::joined || !each.name.names(column)) continue;
        bool mine = false, others = false;
        for (const syntax::source& source : found.sources)
            if (source.scope == each.scope) (source.table.names(table) ? mine : others) = true;
        if (mine && others) return true;
    }
    return false;
}

/// Reports the first view that means nothing after a rename of a column. To be called after it, with the old name.
constexpr void check_views(replay_context& context, const char* verb, const name& table, const name& column,
                           const name& new_name) {
    if (!context.checking()) return;
    bool all_keep = true;
    for (const op::dialect& each : context.settings->checked_dialects())
        all_keep = all_keep && each.traits->views_keep_columns;
    if (all_keep) return;
    for (const view_entry& view : context.schema.views.entries()) {
        if (!view.alive) continue;
        for (const op::dialect_text& query : view.queries()) {
            if (!syntax::may_mention(query.sql, column) && !syntax::may_mention(query.sql, new_name)) continue;
            const syntax::reading found = syntax::read_query(query.sql, context.schema.lexicon_of(query.dialect));
            if (syntax::unknown_column(found, column_lookup{&context.schema}) == nullptr &&
                !joins_by(found, table, new_name))
                continue;
            context.report(rule::rename_in_sql,
                           {verb, ": without column `", column, "` of table `", table, "` view `", view.name,
                            "` means nothing, and databases refuse the rename. Drop the view before it, and create it "
                            "again behind it"});
            return;
        }
    }
}

/// Reports the first trigger that names a column which a view had before a rename: as its own view, or in a query. To
/// be called after it, with the old name.
constexpr void check_triggers(replay_context& context, const char* verb, const name& table, const name& column) {
    if (!context.checking()) return;
    for (const trigger_entry& trigger : context.schema.triggers.entries()) {
        if (!trigger.alive || context.schema.views.entries().empty()) continue;
        for (std::uint32_t i = 0; i < text_count(trigger); ++i) {
            if (!syntax::may_mention(text_of(trigger, i), column)) continue;
            const syntax::reading found = read_text(context.schema, trigger, i);
            const syntax::reference* const unknown = syntax::unknown_column(found, column_lookup{&context.schema});
            if (unknown == nullptr || !unknown->name.names(column)) continue;
            context.report(
                rule::rename_in_sql,
                {verb, ": without column `", column, "` of table `", table, "` trigger `", trigger.name,
                 context.schema.has_view(trigger.get().table) ? "` of view `" : "` of table `", trigger.get().table,
                 "` means nothing, and databases refuse the rename. "
                 "Drop the trigger before it, and create it again behind it"});
            return;
        }
    }
}

/// Reports the first view in which the database does not follow the rename of a table. To be called after it, with both
/// names.
constexpr void check_views_of_table(replay_context& context, const name& table, const name& new_name) {
    if (!context.checking()) return;
    for (const view_entry& view : context.schema.views.entries()) {
        if (!view.alive) continue;
        for (const op::dialect_text& query : view.queries()) {
            if (!syntax::may_mention(query.sql, new_name)) continue;
            const syntax::reading found = syntax::read_query(query.sql, context.schema.lexicon_of(query.dialect));
            if (found.opaque) continue;
            const syntax::resolver resolve(found, column_lookup{&context.schema});
            bool follows = true;
            for (const syntax::source& each : found.sources)
                follows = follows && !(each.is_operand && resolve.is_table(each, new_name));
            if (follows) continue;
            context.report(rule::rename_in_sql,
                           {"rename_table: view `", view.name, "` has table `", table,
                            "` behind IN without SELECT, where databases do not rename it. Write IN (SELECT ...), or "
                            "drop the view before the rename and create it again behind it"});
            return;
        }
    }
}

}  // namespace aludel::inline v0_1::detail
