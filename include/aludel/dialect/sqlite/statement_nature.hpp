// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using online::statement_nature;

inline statement_nature nature_of(std::string_view sql) {
    if (sql.find(';') != sql.npos) return statement_nature::unknown;
    const syntax::token first = syntax::tokenizer(sql).take();
    for (const char* const word : {"CREATE", "INSERT", "ALTER", "UPDATE", "DROP", "DELETE", "REPLACE"})
        if (first.is(std::string_view(word))) return statement_nature::change;
    for (const char* const word : {"SELECT", "WITH", "VALUES", "EXPLAIN"})
        if (first.is(std::string_view(word))) return statement_nature::evaluation;
    for (const char* const word : {"PRAGMA", "BEGIN", "VACUUM", "ANALYZE", "REINDEX"})
        if (first.is(std::string_view(word))) return statement_nature::repeatable;
    return first.is("COMMIT") || first.is("END") ? statement_nature::commit : statement_nature::unknown;
}

}  // namespace aludel::inline v0_1::sqlite_dialect
