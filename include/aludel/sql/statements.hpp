// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/text_check.hpp>
#include <aludel/sql/uses.hpp>

#include <string_view>  // string_view

// What raw SQL does, as questions of all its statements.

namespace aludel::inline v0_1::syntax {

/// The words that begin or end a transaction, or a part of one.
inline constexpr std::string_view transaction_words[] = {"begin", "commit", "end", "rollback", "savepoint", "release"};

/// The first statement of a text that begins or ends a transaction, by its word; empty: none does. A database reads the
/// statements, not its shell: `$a(')` is a parameter.
constexpr std::string_view transaction_word_in(std::string_view sql, const lexicon& lexicon = sqlite_lexicon) {
    for (text_check statements(sql, text_form::statements, lexicon); statements.next();)
        for (const std::string_view word : transaction_words)
            if (dialect::same_without_case(statements.verb(), word)) return word;
    return {};
}

/// Whether a text may end the transaction that it runs in other than by an error.
constexpr bool may_commit(std::string_view sql, const lexicon& lexicon = sqlite_lexicon) {
    text_check statements(sql, text_form::statements, lexicon);
    while (statements.next())
        if (dialect::same_without_case(statements.verb(), "commit") || dialect::same_without_case(statements.verb(), "end")) return true;
    return statements.flaw() != text_flaw::none;
}

/// Whether statements could change what a table is or has: all but those that read and write rows.
constexpr bool may_define(std::string_view sql) {
    text_check check(sql);
    while (check.next()) {
        bool known = false;
        for (const std::string_view verb : {"insert", "update", "delete", "replace", "select", "values", "with"}) known = known || dialect::same_without_case(check.verb(), verb);
        if (!known) return true;
    }
    return check.flaw() != text_flaw::none || mentions(sql, "sqlite_schema") || mentions(sql, "sqlite_master");
}

/// Whether a statement makes a trigger on a table or view.
constexpr bool makes_trigger_on(std::string_view sql, std::string_view table, const lexicon& lexicon = sqlite_lexicon) {
    if (!may_mention(sql, "trigger") || !may_mention(sql, table)) return false;
    text_check statements(sql, text_form::statements, lexicon);
    while (statements.next()) {
        if (!dialect::same_without_case(statements.verb(), "create")) continue;
        const reading found = read_statement(statements.statement(), lexicon);
        if (found.opaque ? mentions(statements.statement(), "trigger") && mentions(statements.statement(), table) : found.trigger_table.names(table)) return true;
    }
    return statements.flaw() != text_flaw::none;
}

}  // namespace aludel::inline v0_1::syntax
