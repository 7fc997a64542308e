// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/locking.hpp>
#include <aludel/sql/statements.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL509: raw SQL drops a schema or a database with all that is in it, or with CASCADE whatever depends on what it
/// drops.
constexpr void drops_dependents(const subject& change, const op::dialect_text& text) {
    if (!has_locking(change)) return;
    const syntax::lexicon& lexicon = change.context.schema.lexicon_of(text.dialect);
    syntax::each_statement(text.sql, lexicon, [&](std::string_view verb, std::string_view sql) {
        const bool drops = dialect::same_without_case(verb, "drop");
        if (!drops && !dialect::same_without_case(verb, "alter") && !dialect::same_without_case(verb, "truncate"))
            return;
        syntax::tokenizer tokens(sql, lexicon);
        syntax::token before = tokens.take();
        const syntax::token kind = tokens.peek();
        bool cascades = false;
        for (; tokens.peek().kind != syntax::token_kind::end; before = tokens.take())
            cascades = cascades || (tokens.peek().is("cascade") && !before.is("delete") && !before.is("update"));
        if (kind.is("function") || kind.is("trigger") || (!cascades && !(drops && kind.is("database")))) return;
        change.refuse(rule::drops_dependents,
                      {"execute: ", verb, " ", kind.text,
                       cascades ? " with CASCADE takes along whatever depends on it" : " takes along whatever is in it",
                       ", known or not, and its rows. Drop each by itself"});
    });
}

}  // namespace aludel::inline v0_1::review
