// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/sql/statements.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL508: raw SQL that is a DELETE without WHERE, or a TRUNCATE, on a table that the revision did not create itself.
constexpr void deletes_all_rows(const subject& change, const op::dialect_text& text) {
    const syntax::lexicon& lexicon = change.context.schema.lexicon_of(text.dialect);
    syntax::each_statement(text.sql, lexicon, [&](std::string_view verb, std::string_view statement) {
        const bool truncates = dialect::same_without_case(verb, "truncate");
        if (!truncates &&
            (!dialect::same_without_case(verb, "delete") || syntax::mentions(statement, "where", lexicon)))
            return;
        syntax::tokenizer tokens(statement, lexicon);
        tokens.take();
        tokens.take(truncates ? "table" : "from");
        syntax::token table = tokens.take();
        if (tokens.take('.')) table = tokens.take();
        const std::string_view called = syntax::without_quotes(table);
        const std::uint32_t which = change.context.schema.tables.find(called);
        if (which != detail::name_map::none && change.context.is_new(change.context.schema.tables[which])) return;
        change.refuse(
            rule::deletes_all_rows,
            {"execute: every row of table `", called, "` is gone for good. Say which rows to delete, with WHERE"});
    });
}

}  // namespace aludel::inline v0_1::review
