// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/postgresql/create_index.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
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

/// A statement that PostgreSQL refuses inside a transaction and that may leave an invalid index when it is interrupted.
struct concurrent_statement {
    enum class kind { other, create_index, drop_index, reindex_index, reindex_table };
    kind what = kind::other;
    std::string object;  ///< qualified, as written
};

/// Reads a name, which may be qualified; of another object in the same schema, if that is given.
inline std::string take_qualified(syntax::tokenizer& reader, std::string_view object = {}) {
    const syntax::token first = reader.take();
    if (!first.is_name()) return {};
    if (!reader.take('.')) return std::string(object.empty() ? first.text : object);
    return std::string(first.text).append(".").append(object.empty() ? reader.take().text : object);
}

/// Reads such a statement; `other` if it is none.
inline concurrent_statement read_concurrent(std::string_view sql) {
    using kind = concurrent_statement::kind;
    syntax::tokenizer reader(sql, syntax::postgresql_lexicon);
    if (reader.take("CREATE")) {
        reader.take("UNIQUE");
        if (!reader.take("INDEX") || !reader.take("CONCURRENTLY")) return {};
        if (reader.take("IF")) reader.take("NOT"), reader.take("EXISTS");
        const syntax::token index = reader.take();
        if (!index.is_name() || !reader.take("ON")) return {};
        reader.take("ONLY");
        return {kind::create_index, take_qualified(reader, index.text)};
    }
    if (reader.take("DROP")) {
        if (!reader.take("INDEX") || !reader.take("CONCURRENTLY")) return {};
        if (reader.take("IF")) reader.take("EXISTS");
        return {kind::drop_index, take_qualified(reader)};
    }
    if (!reader.take("REINDEX")) return {};
    if (reader.take('('))
        while (!reader.take(')') && reader.peek().kind != syntax::token_kind::end) reader.take();
    const bool is_index = reader.take("INDEX");
    if (!is_index && !reader.take("TABLE")) return {};
    reader.take("CONCURRENTLY");
    return {is_index ? kind::reindex_index : kind::reindex_table, take_qualified(reader)};
}

/// What to execute before such a statement: the removal of the invalid indexes that an interrupted execution of it has
/// left. Empty for other statements.
inline std::string repair(std::string_view sql) {
    using kind = concurrent_statement::kind;
    const concurrent_statement read = read_concurrent(sql);
    if (read.what == kind::other || read.what == kind::drop_index || read.object.empty()) return {};
    sql_text result;
    if (read.what == kind::create_index) put_drop_invalid(result, read.object);
    else put_drop_copies(result, read.object, read.what == kind::reindex_table);
    return result.str();
}

/// A query that returns a row if an interrupted execution of such a statement was complete. REINDEX can be repeated, so
/// it never is.
inline std::string was_completed(std::string_view sql) {
    using kind = concurrent_statement::kind;
    const concurrent_statement read = read_concurrent(sql);
    if (read.what == kind::other || read.object.empty()) return {};
    sql_text result;
    if (read.what == kind::create_index)
        result.put("SELECT 1 FROM pg_index WHERE indisvalid AND indexrelid = to_regclass(");
    else if (read.what == kind::drop_index) result.put("SELECT 1 WHERE to_regclass(");
    else return "SELECT 1 WHERE false";
    dialect::put_string(result, read.object);
    return result.put(read.what == kind::create_index ? ")" : ") IS NULL").str();
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

/// How many objects a statement locks until the end of its transaction, about: those that it creates, with the index of
/// a key, the sequence of a number, and the two that hold long values. Statements on tables that exist count as none,
/// since many can be on one.
inline std::size_t locks_of(std::string_view sql) {
    syntax::tokenizer reader(sql, syntax::postgresql_lexicon);
    const bool drops = reader.peek().is("DROP");
    if (!drops && !reader.peek().is("CREATE")) return 0;
    reader.take();
    reader.take("UNIQUE");
    if (reader.peek().is("INDEX") || reader.peek().is("VIEW") || reader.peek().is("SEQUENCE")) return 1;
    if (!reader.take("TABLE")) return 0;
    if (drops) return 4;
    std::size_t count = 1;
    bool has_long_values = false;
    while (reader.peek().kind != syntax::token_kind::end) {
        const syntax::token word = reader.take();
        for (const char* const each :
             {"PRIMARY", "UNIQUE", "SERIAL", "BIGSERIAL", "SMALLSERIAL", "IDENTITY", "EXCLUDE"})
            count += word.is(std::string_view(each)) ? 1 : 0;
        for (const char* const each : {"TEXT", "VARCHAR", "BYTEA", "JSON", "JSONB", "NUMERIC", "XML"})
            has_long_values = has_long_values || word.is(std::string_view(each));
    }
    return has_long_values ? count + 2 : count;
}

}  // namespace aludel::inline v0_1::postgresql_dialect
