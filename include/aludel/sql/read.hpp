// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/read_expression.hpp>
#include <aludel/sql/read_query.hpp>
#include <aludel/sql/read_server.hpp>
#include <aludel/sql/read_server_rows.hpp>
#include <aludel/sql/read_statement.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// The table that a text belongs to.
constexpr source source_of(const name& table) {
    return {.table = {token_kind::word, table}, .schema_hash = schema_hash_of(table)};
}

constexpr reading reader::read_expression() && { return finish(expression()); }
constexpr reading reader::read_query() && {
    const bool read = query(0, false);
    while (is(';')) take();
    return finish(read);
}
constexpr reading reader::read_statement() && {
    const bool read = statement();
    while (is(';')) take();
    return finish(read);
}

constexpr reading reader::read_condition(const name& table) && {
    add_changed_row(source_of(table));
    return finish(expression());
}
constexpr reading reader::read_body(const name& table) && {
    add_changed_row(source_of(table));
    return finish(trigger_statements());
}

/// The references of an expression in a table's definition.
constexpr reading read_expression(std::string_view sql, const name& table, const lexicon& lexicon = default_lexicon) {
    reading found = reader(sql, lexicon).read_expression();
    found.sources.push_back(source_of(table));
    return found;
}
/// The references of a view's query.
constexpr reading read_query(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_query();
}
/// The references of the WHEN expression of a trigger on a table.
constexpr reading read_condition(std::string_view sql, const name& table, const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_condition(table);
}
/// The references of the statements of a trigger on a table.
constexpr reading read_body(std::string_view sql, const name& table, const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_body(table);
}
/// The references of one statement.
constexpr reading read_statement(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_statement();
}

}  // namespace aludel::inline v0_1::syntax
