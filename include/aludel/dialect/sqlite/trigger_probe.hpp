// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using online::cell;

/// What fires a trigger, as its own statement says.
struct trigger_event {
    std::string_view verb{};         ///< DELETE, INSERT or UPDATE; empty where the statement is not understood
    syntax::token column{};  ///< the first that UPDATE OF names
};

inline trigger_event event_of(std::string_view create_trigger) {
    syntax::tokenizer reader(create_trigger);
    reader.take("CREATE"), reader.take("TRIGGER"), reader.take();  // its name
    for (; reader.peek().kind != syntax::token_kind::end && !reader.peek().is("ON"); reader.take())
        for (const std::string_view verb : {"DELETE", "INSERT", "UPDATE"})
            if (reader.peek().is(verb)) {
                reader.take();
                return {verb, reader.take("OF") ? reader.peek() : syntax::token{}};
            }
    return {};
}

/// A query that compiles a trigger by explaining a statement that would fire it. `columns` are those of its table; empty: there
/// is nothing to ask.
inline std::string firing(const trigger_event& event, std::string_view table, const query_result& columns) {
    sql_text explain;
    explain.put("EXPLAIN ").put(event.verb).put(event.verb == "DELETE" ? " FROM " : event.verb == "INSERT" ? " INTO " : " ");
    dialect::put_identifier(explain, "main", table);
    if (event.verb == "INSERT") explain.put(" DEFAULT VALUES");
    if (event.verb != "UPDATE") return event.verb.empty() ? std::string() : explain.str();
    if (columns.empty()) return {};
    std::string column = cell(columns[0], 0);
    for (const row_values& each : columns)
        if (event.column.names(cell(each, 0))) column = cell(each, 0);
    explain.put(" SET ");
    dialect::put_identifier(explain, column);
    explain.put(" = ");
    dialect::put_identifier(explain, column);
    return explain.str();
}

}  // namespace aludel::inline v0_1::sqlite_dialect
