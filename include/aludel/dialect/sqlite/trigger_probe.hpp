// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using online::cell;

/// The event of a trigger, read from its statement.
struct trigger_event {
    std::string_view verb{};  ///< DELETE, INSERT or UPDATE; empty if the statement was not understood
    syntax::token column{};   ///< the first column of UPDATE OF
};

/// Reads the event of a CREATE TRIGGER statement.
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

/// A query that compiles a trigger through EXPLAIN of a statement that fires it. `columns` are those of its table.
/// Empty if there is nothing to compile.
inline std::string firing(const trigger_event& event, std::string_view table, const query_result& columns) {
    sql_text explain;
    explain.put("EXPLAIN ")
        .put(event.verb)
        .put(event.verb == "DELETE"       ? " FROM "
                 : event.verb == "INSERT" ? " INTO "
                                          : " ");
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
