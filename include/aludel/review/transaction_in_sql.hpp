// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/review/subject.hpp>
#include <aludel/sql/statements.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::review {

/// AL801: raw SQL that begins or ends a transaction, inside the transaction of the migration.
constexpr void transaction_in_sql(const subject& change, std::string_view sql) {
    if (!change.context.revision->transactional) return;
    if (const std::string_view word = syntax::transaction_word_in(sql); !word.empty())
        change.refuse(rule::transaction_in_sql,
                      {"execute: ", word,
                       " in raw SQL is inside the transaction of the migration, and breaks it. Leave it out, or make "
                       "the revision .without_transaction()"});
}

}  // namespace aludel::inline v0_1::review
