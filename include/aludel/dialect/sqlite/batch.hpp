// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/dialect.hpp>
#include <aludel/sql/batch.hpp>
#include <aludel/sql/lexicon.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// Appends the key of a table. The number of its rows is not quoted: where there is none it would be a text then.
constexpr void put_key(sql_text& sql, const name& key) {
    if (key.text() == op::sqlite_traits.row_number) sql.put(key);
    else dialect::put_identifier(sql, key);
}

/// Appends the condition of a statement, behind another one.
constexpr void put_condition(sql_text& sql, std::string_view condition) {
    if (!condition.empty()) sql.put(" AND (").put(condition).put(")");
}

/// Appends what the online engine executes instead of a statement in batches. See `statement_kind::batch`.
constexpr void put_batches(statement_list& statements, std::uint32_t index, std::string_view text, const name& key,
                           std::uint32_t rows) {
    if (statements.is_script()) return;
    const syntax::batched found = syntax::read_batched(text, syntax::lexicon_of(op::dialect_id::sqlite));
    constexpr std::string_view placeholder("\0", 1);
    sql_text& last = add_statement(statements, index, statement_kind::batch).sql;
    put_key(last.put("SELECT max(number) FROM (SELECT "), key);
    put_key(last.put(" AS number FROM ").put(found.source).put(" WHERE "), key);
    put_condition(last.put(" >= ").put(placeholder), found.condition);
    put_key(last.put(" ORDER BY "), key);
    last.put(" LIMIT ").put_number(rows).put(")");
    sql_text& batch = add_statement(statements, index, statement_kind::batch).sql;
    put_key(batch.put(found.head).put(" WHERE "), key);
    batch.put(" BETWEEN ").put(placeholder).put(" AND ").put(placeholder);
    put_condition(batch, found.condition);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
