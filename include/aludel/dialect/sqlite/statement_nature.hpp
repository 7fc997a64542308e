// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/tokenizer.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::online {

/// What is known of a statement without reading all of it.
enum class statement_nature : std::uint8_t {
    change,      ///< one statement that changes data or schema: all of it or nothing, and the transaction goes on
    evaluation,  ///< one statement, which may call a function of the program that does anything
    repeatable,  ///< one that refuses to be in a transaction, or begins one; to run it twice does no harm
    unknown,     ///< several statements, or anything else
};

inline statement_nature nature_of(std::string_view sql) {
    if (sql.find(';') != sql.npos) return statement_nature::unknown;
    const syntax::token first = syntax::tokenizer(sql).take();
    for (const char* const word : {"CREATE", "INSERT", "ALTER", "UPDATE", "DROP", "DELETE", "REPLACE"})
        if (first.is(std::string_view(word))) return statement_nature::change;
    for (const char* const word : {"SELECT", "WITH", "VALUES", "EXPLAIN"})
        if (first.is(std::string_view(word))) return statement_nature::evaluation;
    for (const char* const word : {"PRAGMA", "BEGIN", "VACUUM", "ANALYZE", "REINDEX"})
        if (first.is(std::string_view(word))) return statement_nature::repeatable;
    return statement_nature::unknown;
}

}  // namespace aludel::inline v0_1::online
