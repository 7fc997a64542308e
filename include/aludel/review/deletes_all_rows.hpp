// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/sql/text_check.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// A DELETE without WHERE, or a TRUNCATE.
constexpr void deletes_all_rows(const subject& of, std::string_view sql) {
    if (!syntax::may_mention(sql, "delete") && !syntax::may_mention(sql, "truncate")) return;
    for (syntax::text_check statements(sql); statements.next();) {
        const bool truncates = dialect::same_without_case(statements.verb(), "truncate");
        if (!truncates && (!dialect::same_without_case(statements.verb(), "delete") || syntax::mentions(statements.statement(), "where"))) continue;
        syntax::tokenizer tokens(statements.statement());
        tokens.take();
        tokens.take(truncates ? "table" : "from");
        syntax::token table = tokens.take();
        if (tokens.take('.')) table = tokens.take();
        const std::string_view called = syntax::without_quotes(table);
        const std::uint32_t which = of.at.schema.tables.find(called);
        if (which != detail::name_map::none && of.at.is_new(of.at.schema.tables[which])) continue;
        return of.refuse(rule::deletes_all_rows, {"execute: every row of table `", called, "` is gone for good. Say which rows to delete, with WHERE"});
    }
}

}  // namespace aludel::inline v0_1::review
