// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/postgresql/create_index.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

using online::statement_nature;

/// Whether a statement has a word that only stands in one that PostgreSQL refuses inside a transaction.
inline bool is_concurrent(std::string_view sql) {
    syntax::tokenizer reader(sql, syntax::postgresql_lexicon);
    for (int words = 0; words < 8 && reader.peek().kind != syntax::token_kind::end; ++words)
        if (reader.take().is("CONCURRENTLY")) return true;
    return false;
}

/// The removal of the invalid index that an interrupted CREATE INDEX CONCURRENTLY has left; empty for other statements.
inline std::string repair(std::string_view sql) {
    syntax::tokenizer reader(sql, syntax::postgresql_lexicon);
    if (!reader.take("CREATE")) return {};
    reader.take("UNIQUE");
    if (!reader.take("INDEX") || !reader.take("CONCURRENTLY")) return {};
    if (reader.take("IF")) reader.take("NOT"), reader.take("EXISTS");
    const syntax::token index = reader.take();
    if (!index.is_name() || !reader.take("ON")) return {};
    reader.take("ONLY");
    const syntax::token first = reader.take();
    std::string qualified(index.text);
    if (first.is_name() && reader.take('.')) qualified = std::string(first.text) + "." + qualified;
    sql_text result;
    put_drop_invalid(result, qualified);
    return result.str();
}

/// What is known of a statement of PostgreSQL from its first words.
inline statement_nature nature_of(std::string_view sql) {
    syntax::tokenizer reader(sql, syntax::postgresql_lexicon);
    const syntax::token first = reader.take();
    for (syntax::tokenizer rest = reader; rest.peek().kind != syntax::token_kind::end;)
        if (rest.take().is(';')) return statement_nature::unknown;
    if (is_concurrent(sql)) return statement_nature::atomic;
    for (const char* const word :
         {"CREATE", "INSERT", "ALTER", "UPDATE", "DROP", "DELETE", "COMMENT", "GRANT", "REVOKE", "TRUNCATE", "REFRESH"})
        if (first.is(std::string_view(word))) return statement_nature::change;
    for (const char* const word : {"SELECT", "WITH", "VALUES", "EXPLAIN", "DO", "CALL"})
        if (first.is(std::string_view(word))) return statement_nature::evaluation;
    for (const char* const word : {"VACUUM", "ANALYZE", "REINDEX", "BEGIN", "SET", "RESET"})
        if (first.is(std::string_view(word))) return statement_nature::repeatable;
    return first.is("COMMIT") || first.is("END") ? statement_nature::commit : statement_nature::unknown;
}

}  // namespace aludel::inline v0_1::postgresql_dialect
