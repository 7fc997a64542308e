// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/lexicon.hpp>
#include <aludel/sql/uses.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// The parts of a statement that can be executed in batches, `UPDATE source SET ... [WHERE condition]` or `DELETE FROM
/// source [WHERE condition]`, or why it cannot be.
struct batched {
    std::string_view head{};       ///< the statement without its WHERE
    std::string_view source{};     ///< the table as it is written, with its schema and alias
    token table{};                 ///< its name
    std::string_view condition{};  ///< empty: none
    std::string_view flaw{};       ///< the end of a sentence whose subject is the text; empty: there is none
};

/// Whether a condition has a LIMIT, other than the LIMIT 1 of a value. It would select other rows for each batch.
constexpr bool has_limit(std::string_view condition, const lexicon& lexicon) {
    for (tokenizer tokens(condition, lexicon); tokens.peek().kind != token_kind::end;)
        if (tokens.take().is("limit") && tokens.peek().text != "1") return true;
    return false;
}

/// Reads a statement for batches.
constexpr batched read_batched(std::string_view text, const lexicon& lexicon = default_lexicon) {
    const std::string_view sql = trimmed_statements(text, lexicon);
    batched found{.flaw = "is neither an UPDATE nor a DELETE"};
    tokenizer tokens(sql, lexicon);
    const bool updates = tokens.take("update");
    if (!updates && !(tokens.take("delete") && tokens.take("from"))) return found;
    if (updates && tokens.take("or") && tokens.take().is("rollback")) return found.flaw = "has OR ROLLBACK", found;
    const std::size_t first = tokens.place();
    found.head = sql, found.flaw = {}, found.table = tokens.peek();
    std::size_t end = first, depth = 0;
    bool in_source = true, in_condition = false, follows_distinct = false;
    while (tokens.peek().kind != token_kind::end) {
        const std::size_t place = tokens.place();
        const token each = tokens.take();
        if (each.is('(')) ++depth;
        else if (each.is(')')) depth -= depth != 0;
        else if (depth == 0) {
            if (each.is(';')) return found.flaw = "has more than one statement", found;
            if (each.is("returning") || each.is("order") || each.is("limit"))
                return found.flaw = "has RETURNING, ORDER BY or LIMIT", found;
            if (updates && !in_condition && each.is("from") && !follows_distinct)
                return found.flaw = "takes values FROM other tables", found;
            if (in_source && each.is('.')) found.table = tokens.peek();
            if (in_source && (each.is("set") || each.is("where")))
                found.source = sql.substr(first, end - first), in_source = false;
            if (!in_condition && each.is("where"))
                found.head = sql.substr(0, end), found.condition = sql.substr(tokens.place()), in_condition = true;
        }
        follows_distinct = each.is("distinct");
        end = place + each.text.size();
    }
    if (in_source) found.source = sql.substr(first, end - first);
    if (has_limit(found.condition, lexicon)) found.flaw = "has a LIMIT in its condition";
    return found;
}

}  // namespace aludel::inline v0_1::syntax
