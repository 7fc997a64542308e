// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/schema/raw_names.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// What raw SQL does to a table, view or index, as the verb of a sentence; empty: nothing that a word could say.
constexpr std::string_view verb_of(syntax::definition_kind kind) {
    using what = syntax::definition_kind;
    switch (kind) {
        case what::create_table:
        case what::create_view:
        case what::create_index: return "creates";
        case what::drop_table:
        case what::drop_view:
        case what::drop_index: return "drops";
        case what::rename_table:
        case what::add_column:
        case what::drop_column:
        case what::rename_column: return "alters";
        default: return {};
    }
}

/// Whether a name is that of a table, view or index of the schema.
constexpr bool is_shown(const schema& known, const syntax::token& called) {
    return known.has_table(detail::schema_name(known.tables.entries(), called)) ||
        known.has_view(detail::schema_name(known.views.entries(), called)) ||
        known.has_index(detail::schema_name(known.indexes.entries(), called));
}

/// AL706: raw SQL that creates, alters or drops a table, view or index without declaring it by `.does(...)`. What the
/// schema does not show anyway can be altered and dropped.
constexpr void undeclared_effect(const subject& change, const op::dialect_text& text) {
    if (!is_enabled(change.context, rule::undeclared_effect)) return;
    if (!detail::effects_of(change.arrays, change.operation).empty()) return;  // AL230
    detail::each_definition(change.context.schema, text, [&](const syntax::definition& found) {
        const std::string_view verb = verb_of(found.kind);
        if (verb.empty() || !found.is_main()) return;
        if (verb != "creates" && !is_shown(change.context.schema, found.name)) return;
        change.refuse(rule::undeclared_effect,
                      {"execute: the text ", verb, " `", syntax::without_quotes(found.name),
                       "`, and the schema of the history does not show it. Say it with .does(...)"});
    });
}

}  // namespace aludel::inline v0_1::review
