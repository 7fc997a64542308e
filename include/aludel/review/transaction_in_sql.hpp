// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/sql/statements.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL801: raw SQL that begins or ends a transaction, or does not work in one, inside the transaction of the migration.
constexpr void transaction_in_sql(const subject& change, const op::dialect_text& text) {
    if (!change.context.revision->transactional) return;
    const syntax::lexicon& lexicon = change.context.schema.lexicon_of(text.dialect);
    if (const std::string_view word = syntax::word_outside_transaction(text.sql, lexicon); !word.empty())
        change.refuse(rule::transaction_in_sql,
                      {"execute: ", word,
                       " does not work inside the transaction of the migration. Make the revision "
                       ".without_transaction(), or leave it out"});
    if (const std::string_view word = syntax::transaction_word_in(text.sql, lexicon); !word.empty())
        change.refuse(rule::transaction_in_sql,
                      {"execute: ", word,
                       " in raw SQL is inside the transaction of the migration, and breaks it. Leave it out, or make "
                       "the revision .without_transaction()"});
}

}  // namespace aludel::inline v0_1::review
