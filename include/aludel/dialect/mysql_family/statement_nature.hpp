// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::mysql_family {

using online::statement_nature;

/// Whether a statement creates something that has a body of statements, where a semicolon does not end it.
inline bool has_body(std::string_view sql) {
    syntax::tokenizer reader(sql, syntax::mariadb_lexicon);
    if (!reader.take("CREATE")) return false;
    for (int words = 0; words < 8 && reader.peek().kind != syntax::token_kind::end; ++words) {
        const syntax::token next = reader.take();
        for (const char* const word : {"TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE"})
            if (next.is(std::string_view(word))) return true;
    }
    return false;
}

/// What is known of a statement from its first words. A change of the schema is atomic, and commits by itself.
inline statement_nature nature_of(std::string_view sql) {
    syntax::tokenizer reader(sql, syntax::mariadb_lexicon);
    const syntax::token first = reader.take();
    if (!has_body(sql))
        for (syntax::tokenizer rest = reader; rest.peek().kind != syntax::token_kind::end;)
            if (rest.take().is(';') && rest.peek().kind != syntax::token_kind::end) return statement_nature::unknown;
    for (const char* const word : {"INSERT", "UPDATE", "DELETE", "REPLACE"})
        if (first.is(std::string_view(word))) return statement_nature::change;
    for (const char* const word : {"CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "GRANT", "REVOKE"})
        if (first.is(std::string_view(word))) return statement_nature::atomic;
    for (const char* const word : {"SELECT", "WITH", "VALUES", "EXPLAIN", "DO"})
        if (first.is(std::string_view(word))) return statement_nature::evaluation;
    for (const char* const word : {"ANALYZE", "OPTIMIZE", "FLUSH", "SET"})
        if (first.is(std::string_view(word))) return statement_nature::repeatable;
    return first.is("COMMIT") ? statement_nature::commit : statement_nature::unknown;
}

}  // namespace aludel::inline v0_1::mysql_family
