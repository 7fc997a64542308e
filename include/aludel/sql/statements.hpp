// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/text_check.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

// Questions about the effect of raw SQL that need only the first words of its statements.

namespace aludel::inline v0_1::syntax {

/// The words that begin or end a transaction or a savepoint.
inline constexpr std::string_view transaction_words[] = {"begin", "commit", "end", "rollback", "savepoint", "release"};

/// Calls a function with the first word and the text of each statement. A text without a semicolon is one statement and
/// is not tokenized further. False: the text is incomplete.
template <class Function>
constexpr bool each_statement(std::string_view sql, const lexicon& lexicon, Function function) {
    if (dialect::find_character(sql, ';') == std::string_view::npos) {
        function(tokenizer(sql, lexicon).peek().text, sql);
        return true;
    }
    text_check statements(sql, text_form::statements, lexicon);
    while (statements.next()) function(statements.verb(), statements.statement());
    return statements.flaw() == text_flaw::none;
}

/// The first word of the first statement that begins or ends a transaction; empty if there is none. The text is read as
/// the database reads it, not as its shell does: `$a(')` is a parameter.
constexpr std::string_view transaction_word_in(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    std::string_view first;
    each_statement(sql, lexicon, [&](std::string_view verb, std::string_view) {
        for (const std::string_view word : transaction_words)
            if (first.empty() && dialect::same_without_case(verb, word)) first = word;
    });
    return first;
}

/// The first word of the first statement that does not work inside a transaction, or its pragma; empty if there is
/// none.
constexpr std::string_view word_outside_transaction(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    std::string_view first;
    each_statement(sql, lexicon, [&](std::string_view verb, std::string_view statement) {
        if (!first.empty()) return;
        for (const std::string_view word : lexicon.outside_verbs)
            if (dialect::same_without_case(verb, word)) first = word;
        if (!dialect::same_without_case(verb, "pragma")) return;
        tokenizer tokens(statement, lexicon);
        tokens.skip();
        token setting = tokens.take();
        if (tokens.take('.')) setting = tokens.take();
        for (const std::string_view word : lexicon.outside_settings)
            if (setting.names(word) && (tokens.peek().is('=') || tokens.peek().is('('))) first = word;
        for (const std::string_view word : lexicon.outside_actions)
            if (setting.names(word)) first = word;
    });
    return first;
}

/// Whether a text has a comment that MariaDB or MySQL executes, or what looks like one. As dumps have them, there may
/// be whole statements in it.
constexpr bool has_executable_comment(std::string_view sql) {
    for (std::size_t i = dialect::find_character(sql, '!'); i != std::string_view::npos;) {
        const std::string_view before = sql.substr(0, i);
        if (before.ends_with("/*") || before.ends_with("/*M")) return true;
        const std::size_t next = dialect::find_character(sql.substr(i + 1), '!');
        i = next == std::string_view::npos ? next : i + 1 + next;
    }
    return false;
}

/// Whether a text may end its transaction other than by an error.
constexpr bool may_commit(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    bool commits = false;
    const bool ends = each_statement(sql, lexicon, [&](std::string_view verb, std::string_view) {
        commits = commits || dialect::same_without_case(verb, "commit") || dialect::same_without_case(verb, "end");
    });
    return commits || !ends;
}

/// Whether a text may change definitions: true for all statements but those that read and write rows.
constexpr bool may_define(std::string_view sql) {
    bool defines = false;
    const bool ends = each_statement(sql, shell_lexicon, [&](std::string_view verb, std::string_view) {
        bool known = false;
        for (const std::string_view one : {"insert", "update", "delete", "replace", "select", "values", "with"})
            known = known || dialect::same_without_case(verb, one);
        defines = defines || !known;
    });
    return defines || !ends;
}

/// Whether a text contains a statement that creates a trigger on the table or view.
constexpr bool makes_trigger_on(std::string_view sql, std::string_view table,
                                const lexicon& lexicon = default_lexicon) {
    if (!may_mention(sql, "trigger") || !may_mention(sql, table)) return false;
    bool makes = false;
    const bool ends = each_statement(sql, lexicon, [&](std::string_view verb, std::string_view statement) {
        if (!dialect::same_without_case(verb, "create")) return;
        const reading found = read_statement(statement, lexicon);
        makes = makes ||
            (found.opaque ? mentions(statement, "trigger") && mentions(statement, table)
                          : found.trigger_table.names(table));
    });
    return makes || !ends;
}

}  // namespace aludel::inline v0_1::syntax
