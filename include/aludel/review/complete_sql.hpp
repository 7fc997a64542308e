// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/text_check.hpp>
#include <aludel/review/subject.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// SQL that stands in a history as text goes into statements and scripts as it is: what does not end in it would go on in what
/// follows, and shells say nothing of a comment that never ends.
constexpr void complete_sql(const subject& of, const char* verb, const char* what, sqlite_dialect::text_flaw flaw) {
    if (flaw != sqlite_dialect::text_flaw::none && find_checked(of.at, &op::dialect_traits::texts_are_read) != nullptr)
        of.at.report(rule::incomplete_sql, {verb, ": ", what, " ", sqlite_dialect::wording(flaw), ". Write SQL that is complete by itself"});
}
constexpr void complete_expression(const subject& of, const char* verb, const char* what, std::string_view sql) {
    if (!sql.empty()) complete_sql(of, verb, what, sqlite_dialect::flaw_of_expression(sql));
}

/// The same for the one query of a view.
constexpr sqlite_dialect::text_flaw flaw_of_query(std::string_view sql) {
    const sqlite_dialect::text_flaw flaw = sqlite_dialect::flaw_of_statements(sql);
    if (flaw != sqlite_dialect::text_flaw::none) return flaw;
    sqlite_dialect::text_check check(sql);
    return check.next() && check.next() ? sqlite_dialect::text_flaw::semicolon : flaw;
}

constexpr void complete_column(const subject& of, const char* verb, const op::column& column) {
    complete_expression(of, verb, "the expression of a generated column", column.expression);
    complete_expression(of, verb, "fill(...)", column.fill);
    if (column.default_value.kind != op::value_kind::expression) return;
    const op::text_view& text = column.default_value.text;
    for (const op::text_view& known : of.at.complete_defaults)
        if (known.size == text.size && known.size != 0 && known == text) return;
    const sqlite_dialect::text_flaw flaw = sqlite_dialect::flaw_of_expression(text);
    complete_sql(of, verb, "default_to(...)", flaw);
    if (flaw == sqlite_dialect::text_flaw::none) of.at.complete_defaults[of.at.complete_count++ % 4] = text;
}

/// All texts of an operation, of an upgrade or a written downgrade. Nothing is asked of columns that have none.
constexpr void complete_texts(detail::replay& at, const op::operations& pools, const op::operation& operation) {
    using kind = op::operation_kind;
    const subject of{at, pools, operation};
    if (!at.checking()) return;
    const char* const verb = operation.kind == kind::create_table ? "create_table" : operation.kind == kind::add_column ? "add_column" : operation.kind == kind::alter_column ? "alter_column"
                           : operation.kind == kind::create_index ? "create_index" : operation.kind == kind::create_view ? "create_view" : "add_constraint";
    for (const op::dialect_text& each : operation.texts.of(pools.texts)) {
        if (each.dialect != op::dialect_id::any && !traits_of(each.dialect).texts_are_read) continue;
        if (operation.kind == kind::execute) complete_sql(of, "execute", "the text", sqlite_dialect::flaw_of_statements(each.sql));
        else complete_sql(of, verb, "the query", flaw_of_query(each.sql));
    }
    for (const op::constraint& each : operation.constraints.of(pools.constraints))
        if (each.kind == op::constraint_kind::check) complete_sql(of, verb, "a check", sqlite_dialect::flaw_of_expression(each.expression));
    for (const op::index& each : operation.indexes.of(pools.indexes)) {
        complete_expression(of, verb, "where(...)", each.where);
        for (const op::index_part& part : each.parts.of(pools.parts)) complete_expression(of, verb, "an indexed expression", part.expression);
    }
    for (const op::column& each : operation.columns.of(pools.columns))
        if (!each.expression.empty() || !each.fill.empty() || each.default_value.kind == op::value_kind::expression) complete_column(of, verb, each);
    if (operation.kind == kind::alter_column) complete_expression(of, verb, "using_(...)", operation.text);
}

}  // namespace aludel::inline v0_1::review
