// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/known_names.hpp>
#include <aludel/schema/apply_trigger.hpp>
#include <aludel/sql/text_check.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// Whether a word can begin a statement of a trigger.
constexpr bool begins_trigger_statement(std::string_view verb) {
    for (const std::string_view one : {"insert", "replace", "update", "delete", "select", "values", "with"})
        if (dialect::same_without_case(verb, one)) return true;
    return false;
}

/// Whether a table or view of this name may exist: also one that the database itself has, or that raw SQL creates.
constexpr bool may_exist(const replay_context& context, const syntax::token& table) {
    const schema& state = context.schema;
    for (const detail::table_entry& each : state.tables.entries())
        if (each.alive && table.names(each.name)) return true;
    for (const detail::view_entry& each : state.views.entries())
        if (each.alive && table.names(each.name)) return true;
    const std::string_view text = syntax::without_quotes(table);
    for (const op::dialect& each : context.settings->checked_dialects())
        if (const std::string_view own = each.traits->reserved_prefix;
            !own.empty() && dialect::same_without_case(text.substr(0, own.size()), own))
            return true;
    return detail::may_be_raw(state, text);
}

/// Reports what a text of a trigger cannot name: parameters, a row that the event does not have, tables and columns
/// that do not exist at this revision.
constexpr void known_names_of_trigger(const subject& change, const syntax::reading& found) {
    const op::operation& create = change.operation;
    const std::string_view trigger = create.object;
    if (found.opaque)
        return static_cast<void>(
            change.context.report(rule::invalid_trigger,
                                  {"create_trigger: trigger `", trigger, "` is not understood at `",
                                   found.not_understood.text, "`. Write SQL that can stand in a trigger"}));
    const detail::column_lookup lookup{&change.context.schema};
    const syntax::resolver resolve(found, lookup);
    const std::string_view missing_row = create.event == op::trigger_event::delete_ ? "new"
        : create.event == op::trigger_event::insert                                 ? "old"
                                                                                    : "";
    for (const syntax::reference& each : found.references) {
        if (each.kind == syntax::reference_kind::parameter)
            return static_cast<void>(
                change.context.report(rule::invalid_trigger,
                                      {"create_trigger: trigger `", trigger, "` has the parameter `", each.name.text,
                                       "`, for which nobody gives a value. Write the value"}));
        if (missing_row.empty() || each.qualifier.text.empty() || !each.qualifier.names(missing_row)) continue;
        const syntax::meaning means = resolve.mean(each);
        if (means.from == nullptr || !means.from->is_alias) continue;
        const bool is_new = missing_row == "new";
        return static_cast<void>(change.context.report(
            rule::invalid_trigger,
            {"create_trigger: trigger `", trigger, "` uses ", is_new ? "NEW" : "OLD", ".", each.name.text, ", and ",
             is_new ? "DELETE has no new row. Write OLD" : "INSERT has no old row. Write NEW"}));
    }
    for (const syntax::source& each : found.sources) {
        const std::string_view table = syntax::without_quotes(each.table);
        if (each.is_alias || !each.schema.text.empty() || !resolve.is_relation(each) ||
            may_exist(change.context, each.table))
            continue;
        if (change.context.is_in_doubt(name(table))) return;
        return static_cast<void>(change.context.report(
            rule::unknown_table,
            {"create_trigger: trigger `", trigger, "` uses table `", table, "`, which does not exist at this revision",
             change.context.hint(name(table), change.context.schema.tables.entries()),
             " Create it first, or name one that is there"}));
    }
    if (const syntax::reference* const unknown = unknown_column(found, lookup);
        unknown != nullptr && !change.context.is_in_doubt_anywhere(name(syntax::without_quotes(unknown->name))))
        change.context.report(
            rule::unknown_column,
            {"create_trigger: trigger `", trigger, "` names column `", syntax::without_quotes(unknown->name),
             "`, which no table that it uses has at this revision. Add it first, or name one that is "
             "there"});
}

/// Checks the condition and the statements of a trigger.
constexpr void review_trigger(const subject& change) {
    const op::operation& create = change.operation;
    if (find_checked(change.context, &op::dialect_traits::texts_are_read) == nullptr) return;
    if (create.texts.count == 0)
        return static_cast<void>(change.context.report(rule::invalid_trigger,
                                                       {"create_trigger: trigger `", create.object.text(),
                                                        "` has no statement. Write what it does behind its table"}));
    if (!create.text.empty()) known_names_of_trigger(change, syntax::read_condition(create.text, create.table));
    for (const op::dialect_text& text : create.texts.of(change.arrays.texts)) {
        if (text.dialect != op::dialect_id::any && !traits_of(text.dialect).texts_are_read) continue;
        const syntax::lexicon& lexicon = change.context.schema.lexicon_of(text.dialect);
        std::string_view other;
        syntax::text_check statements(text.sql, syntax::text_form::statements, lexicon);
        while (statements.next())
            if (other.empty() && !begins_trigger_statement(statements.verb())) other = statements.verb();
        if (statements.flaw() != syntax::text_flaw::none) continue;  // AL220
        if (!other.empty())
            change.context.report(
                rule::invalid_trigger,
                {"create_trigger: trigger `", create.object.text(), "` has a statement that begins with `", other,
                 "`, and a trigger can only INSERT, UPDATE, DELETE and SELECT. Take it out"});
        else known_names_of_trigger(change, syntax::read_body(text.sql, create.table, lexicon));
    }
}

}  // namespace aludel::inline v0_1::review
