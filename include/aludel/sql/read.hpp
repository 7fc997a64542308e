// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/read_expression.hpp>
#include <aludel/sql/read_query.hpp>
#include <aludel/sql/read_server.hpp>
#include <aludel/sql/read_statement.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

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

constexpr reading reader::read_condition(std::string_view table) && {
    add_changed_row({.table = {token_kind::word, table}});
    return finish(expression());
}
constexpr reading reader::read_body(std::string_view table) && {
    add_changed_row({.table = {token_kind::word, table}});
    return finish(trigger_statements());
}

/// The references of an expression in a table's definition.
constexpr reading read_expression(std::string_view sql, std::string_view table,
                                  const lexicon& lexicon = default_lexicon) {
    reading found = reader(sql, lexicon).read_expression();
    found.sources.push_back({.table = {token_kind::word, table}});
    return found;
}
/// The references of a view's query.
constexpr reading read_query(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_query();
}
/// The references of the WHEN expression of a trigger on a table.
constexpr reading read_condition(std::string_view sql, std::string_view table,
                                 const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_condition(table);
}
/// The references of the statements of a trigger on a table.
constexpr reading read_body(std::string_view sql, std::string_view table, const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_body(table);
}
/// The references of one statement.
constexpr reading read_statement(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    return reader(sql, lexicon).read_statement();
}

}  // namespace aludel::inline v0_1::syntax
