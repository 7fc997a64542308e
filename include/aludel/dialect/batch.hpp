// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/dialect.hpp>
#include <aludel/sql/batch.hpp>
#include <aludel/sql/lexicon.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/statement.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// Appends what the online engine executes instead of a statement in batches: see `statement_kind::batch`. `key` is the
/// column that divides the rows of its table.
constexpr void put_batches(statement_list& statements, std::uint32_t index, const op::dialect& target,
                           std::string_view raw, const name& key, std::uint32_t rows) {
    const syntax::batched found = syntax::read_batched(raw, syntax::lexicon_of(target.id));
    constexpr std::string_view placeholder("\0", 1);
    // The number of the rows is not quoted: where there is none, a name in quotes could be a text.
    const auto put_key = [&](sql_text& sql) {
        if (key.text() == target.traits->row_number) sql.put(key);
        else put_identifier(sql, key, target.traits->quote);
    };
    const auto put_condition = [&](sql_text& sql) {
        if (!found.condition.empty()) sql.put(" AND (").put(found.condition).put(")");
    };
    sql_text& last = add_statement(statements, index, statement_kind::batch).sql;
    put_key(last.put("SELECT max(number) FROM (SELECT "));
    put_key(last.put(" AS number FROM ").put(found.source).put(" WHERE "));
    put_condition(last.put(" >= ").put(placeholder));
    put_key(last.put(" ORDER BY "));
    last.put(" LIMIT ").put_number(rows).put(") AS batch");
    sql_text& batch = add_statement(statements, index, statement_kind::batch).sql;
    put_key(batch.put(found.head).put(" WHERE "));
    put_condition(batch.put(" BETWEEN ").put(placeholder).put(" AND ").put(placeholder));
}

}  // namespace aludel::inline v0_1::dialect
