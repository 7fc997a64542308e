// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/known_names.hpp>
#include <aludel/review/subject.hpp>
#include <aludel/sql/text_check.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// SQL that stands in a history as text goes into statements and scripts as it is: what does not end in it would go on
/// in what follows, and shells say nothing of a comment that never ends.
constexpr void complete_sql(const subject& change, const char* verb, const char* what, syntax::text_flaw flaw) {
    if (flaw != syntax::text_flaw::none && find_checked(change.context, &op::dialect_traits::texts_are_read) != nullptr)
        change.context.report(rule::incomplete_sql,
                              {verb, ": ", what, " ", syntax::wording(flaw), ". Write SQL that is complete by itself"});
}
/// AL220 for an expression; an empty one is complete.
constexpr void complete_expression(const subject& change, const char* verb, const char* what, std::string_view sql) {
    if (!sql.empty()) complete_sql(change, verb, what, syntax::flaw_of_expression(sql));
}

/// The same for the one query of a view.
constexpr syntax::text_flaw flaw_of_query(std::string_view sql) {
    const syntax::text_flaw flaw = syntax::flaw_of_statements(sql);
    if (flaw != syntax::text_flaw::none) return flaw;
    syntax::text_check check(sql);
    return check.next() && check.next() ? syntax::text_flaw::semicolon : flaw;
}

/// AL220 for the generated expression, fill and default of a column. Complete defaults are remembered in the replay,
/// since many columns have the same.
constexpr void complete_column(const subject& change, const char* verb, const op::column& column) {
    if (column.generated != op::generated_kind::none)
        complete_sql(change, verb, "the expression of a generated column",
                     syntax::flaw_of_expression(column.expression));
    complete_expression(change, verb, "fill(...)", column.fill);
    if (column.default_value.kind != op::value_kind::expression) return;
    const op::text_view& text = column.default_value.text;
    for (const op::text_view& known : change.context.complete_defaults)
        if (known.size == text.size && known.size != 0 && known == text) return;
    const syntax::text_flaw flaw = syntax::flaw_of_expression(text);
    complete_sql(change, verb, "default_to(...)", flaw);
    if (flaw != syntax::text_flaw::none) return;
    constant_default(change, verb, column);
    change.context.complete_defaults[change.context.complete_count++ % 4] = text;
}

/// AL225: a dialect of the history for which there is no text would be skipped. A view needs a query for each dialect,
/// a trigger a body, and raw SQL a text for at least one.
constexpr void text_for_dialects(const subject& change, const op::operation& operation) {
    const op::list_view<op::dialect_text> texts = operation.texts.of(change.arrays.texts);
    std::size_t served = 0;
    for (const op::dialect& each : change.context.settings->checked_dialects()) {
        bool found = false;
        for (const op::dialect_text& text : texts)
            found = found || text.dialect == op::dialect_id::any || text.dialect == each.id;
        served += found ? 1 : 0;
    }
    const bool whole = served == change.context.settings->checked_dialects().size();
    if (operation.kind == op::operation_kind::create_trigger && !whole)
        change.context.report(rule::text_for_no_dialect,
                              {"create_trigger: trigger `", operation.object.text(),
                               "` has no body for a database that the history is for, and would not be there. Write "
                               "one without al::for_dialect, or one for each"});
    else if (operation.kind == op::operation_kind::create_view && !whole)
        change.context.report(rule::text_for_no_dialect,
                              {"create_view: view `", operation.table,
                               "` has no query for a database that the history is for, and would not be there. Write "
                               "one without al::for_dialect, or one for each"});
    else if (served == 0 && operation.kind == op::operation_kind::create_function)
        change.context.report(rule::text_for_no_dialect,
                              {"create_function: function `", operation.object.text(),
                               "` has no text for a database that the history is for. Write one that is"});
    else if (served == 0)
        change.context.report(rule::text_for_no_dialect,
                              {"execute: none of its texts is for a database that the history is for, so that it does "
                               "nothing. Write one that is, or name its database in al::settings().dialects(...)"});
}

/// AL220 for all texts of an operation of an upgrade or of a written downgrade. Columns without texts cost nothing.
constexpr void complete_texts(detail::replay_context& context, const op::operations_view& arrays,
                              const op::operation& operation) {
    using kind = op::operation_kind;
    if (!context.checking()) return;
    const subject change{context, arrays, operation};
    const char* const verb = operation.kind == kind::create_table ? "create_table"
        : operation.kind == kind::add_column                      ? "add_column"
        : operation.kind == kind::alter_column                    ? "alter_column"
        : operation.kind == kind::create_index                    ? "create_index"
        : operation.kind == kind::create_view                     ? "create_view"
        : operation.kind == kind::create_trigger                  ? "create_trigger"
                                                                  : "add_constraint";
    // Plain loops over counts: most operations have no texts at all, and this is evaluated for each.
    if (operation.texts.count != 0) text_for_dialects(change, operation);
    for (std::uint32_t i = 0; i < operation.texts.count; ++i) {
        const op::dialect_text& each = arrays.texts[operation.texts.first + i];
        if (operation.kind == kind::create_function) break;  // what stands behind a name, which is no statement
        if (each.dialect != op::dialect_id::any && !traits_of(each.dialect).texts_are_read) continue;
        if (operation.kind == kind::execute)
            complete_sql(change, "execute", "the text", syntax::flaw_of_statements(each.sql));
        else if (operation.kind == kind::create_trigger)
            complete_sql(change, verb, "the body", syntax::flaw_of_statements(each.sql));
        else complete_sql(change, verb, "the query", flaw_of_query(each.sql));
    }
    for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
        if (const op::constraint& each = arrays.constraints[operation.constraints.first + i];
            each.kind == op::constraint_kind::check)
            complete_sql(change, verb, "a check", syntax::flaw_of_expression(each.expression));
    for (std::uint32_t i = 0; i < operation.indexes.count; ++i) {
        const op::index& each = arrays.indexes[operation.indexes.first + i];
        if (each.where.size != 0) complete_expression(change, verb, "where(...)", each.where);
        for (std::uint32_t k = 0; k < each.parts.count; ++k)
            if (const op::index_part& part = arrays.parts[each.parts.first + k]; part.expression.size != 0)
                complete_expression(change, verb, "an indexed expression", part.expression);
    }
    for (std::uint32_t i = 0; i < operation.columns.count; ++i)
        if (const op::column& each = arrays.columns[operation.columns.first + i];
            each.generated != op::generated_kind::none || each.fill.size != 0 ||
            each.default_value.kind == op::value_kind::expression)
            complete_column(change, verb, each);
    if (operation.kind == kind::create_trigger) complete_expression(change, verb, "when(...)", operation.text);
    if (operation.kind == kind::alter_column) complete_expression(change, verb, "using_(...)", operation.text);
}

}  // namespace aludel::inline v0_1::review
