// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/sql/text_check.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// SQL that stands in a history as text goes into statements and scripts as it is: what does not end in it would go on in what
/// follows, and `sqlite3` says nothing of a comment that never ends.
constexpr void complete_sql(const subject& of, const char* verb, const char* what, syntax::text_flaw flaw) {
    if (flaw != syntax::text_flaw::none && is_for_sqlite(of.at))
        of.at.report(rule::incomplete_sql, {verb, ": ", what, " ", syntax::wording(flaw), ". Write SQL that is complete by itself"});
}
constexpr void complete_expression(const subject& of, const char* verb, const char* what, std::string_view sql) {
    if (!sql.empty()) complete_sql(of, verb, what, syntax::flaw_of_expression(sql));
}

/// The same for the one query of a view.
constexpr syntax::text_flaw flaw_of_query(std::string_view sql) {
    const syntax::text_flaw flaw = syntax::flaw_of_statements(sql);
    if (flaw != syntax::text_flaw::none) return flaw;
    syntax::text_check check(sql);
    return check.next() && check.next() ? syntax::text_flaw::semicolon : flaw;
}

constexpr void complete_column(const subject& of, const char* verb, const op::column& column) {
    complete_expression(of, verb, "the expression of a generated column", column.expression);
    complete_expression(of, verb, "fill(...)", column.fill);
    if (column.default_value.kind != op::value_kind::expression) return;
    const op::text_view& text = column.default_value.text;
    for (const op::text_view& known : of.at.complete_defaults)
        if (known.size == text.size && known.size != 0 && known == text) return;
    const syntax::text_flaw flaw = syntax::flaw_of_expression(text);
    complete_sql(of, verb, "default_to(...)", flaw);
    if (flaw == syntax::text_flaw::none) of.at.complete_defaults[of.at.complete_count++ % 4] = text;
}

/// All texts of an operation, of an upgrade or a written downgrade. Nothing is asked of columns that have none.
constexpr void complete_texts(detail::replay& at, const op::operations& pools, const op::operation& operation) {
    using kind = op::operation_kind;
    if (!at.checking()) return;
    const subject of{at, pools, operation};
    const char* const verb = operation.kind == kind::create_table ? "create_table" : operation.kind == kind::add_column ? "add_column" : operation.kind == kind::alter_column ? "alter_column"
                           : operation.kind == kind::create_index ? "create_index" : operation.kind == kind::create_view ? "create_view" : "add_constraint";
    // Most operations have no text of any kind: lists that are empty are not looked at.
    for (std::uint32_t i = 0; i < operation.texts.count; ++i) {
        const op::dialect_text& each = pools.texts[operation.texts.first + i];
        if (each.dialect != op::dialect_id::any && each.dialect != op::dialect_id::sqlite) continue;
        if (operation.kind == kind::execute) complete_sql(of, "execute", "the text", syntax::flaw_of_statements(each.sql));
        else complete_sql(of, verb, "the query", flaw_of_query(each.sql));
    }
    for (std::uint32_t i = 0; i < operation.constraints.count; ++i)
        if (const op::constraint& each = pools.constraints[operation.constraints.first + i]; each.kind == op::constraint_kind::check)
            complete_sql(of, verb, "a check", syntax::flaw_of_expression(each.expression));
    for (std::uint32_t i = 0; i < operation.indexes.count; ++i) {
        const op::index& each = pools.indexes[operation.indexes.first + i];
        if (each.where.size != 0) complete_expression(of, verb, "where(...)", each.where);
        for (std::uint32_t k = 0; k < each.parts.count; ++k)
            if (const op::index_part& part = pools.parts[each.parts.first + k]; part.expression.size != 0) complete_expression(of, verb, "an indexed expression", part.expression);
    }
    for (std::uint32_t i = 0; i < operation.columns.count; ++i)
        if (const op::column& each = pools.columns[operation.columns.first + i]; each.expression.size != 0 || each.fill.size != 0 || each.default_value.kind == op::value_kind::expression)
            complete_column(of, verb, each);
    if (operation.kind == kind::alter_column) complete_expression(of, verb, "using_(...)", operation.text);
}

}  // namespace aludel::inline v0_1::review
