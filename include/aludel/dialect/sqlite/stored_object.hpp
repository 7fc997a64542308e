// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/text_check.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// A row of `sqlite_schema`: an object and the statement that created it. Anyone who can write to a database file can
/// store any text there; SQLite executes only its first statement.
struct stored_object {
    std::string_view type{};  ///< `table`, `index`, `trigger` or `view`
    std::string_view name{};
    std::string_view table{};  ///< the table or view of an index or trigger
    std::string_view sql{};
};

/// Takes the next token; true if it is this name.
constexpr bool take_name(syntax::tokenizer& reader, std::string_view wanted) { return reader.take().names(wanted); }

/// Reads after the ON of an index or trigger; true if it names this table.
constexpr bool is_on_table(syntax::tokenizer& reader, std::string_view table) {
    if (!reader.take("ON")) return false;
    syntax::token first = reader.take();
    if (reader.take('.')) first = reader.take();
    return first.names(table);
}

/// Whether the stored statement begins with `CREATE` and the object's own kind, name and table.
constexpr bool begins_as(const stored_object& object) {
    syntax::tokenizer reader(object.sql);
    if (!reader.take("CREATE")) return false;
    if (object.type == "index") {
        reader.take("UNIQUE");
        return reader.take("INDEX") && take_name(reader, object.name) && is_on_table(reader, object.table);
    }
    if (object.type == "trigger") {
        if (!reader.take("TRIGGER") || !take_name(reader, object.name)) return false;
        while (reader.peek().kind != syntax::token_kind::end && !reader.peek().is("ON")) reader.take();
        return is_on_table(reader, object.table);
    }
    return (object.type == "view" ? reader.take("VIEW")
                                  : object.type == "table" && (reader.take("VIRTUAL"), reader.take("TABLE"))) &&
        take_name(reader, object.name);
}

/// Why the stored text of an object must not be executed or read; empty if it is exactly one statement that creates
/// this object. No stored text is executed without this check.
constexpr std::string_view refusal_of(const stored_object& object) {
    const syntax::text_flaw flaw = syntax::flaw_of_statements(object.sql);
    if (flaw != syntax::text_flaw::none && flaw != syntax::text_flaw::line_break &&
        flaw != syntax::text_flaw::terminator)
        return syntax::wording(flaw);
    syntax::text_check check(object.sql);
    static_cast<void>(check.next());
    if (check.next()) return "goes on behind its first statement";
    // A stored statement has no parameters, and SQLite's parameter token `$a(...)` could contain quotes and semicolons.
    for (syntax::tokenizer reader(object.sql); reader.peek().kind != syntax::token_kind::end;) {
        const syntax::token each = reader.take();
        if (each.kind == syntax::token_kind::string || each.kind == syntax::token_kind::quoted) continue;
        for (const char mark : {'?', ':', '@', '#', '$'})
            if (each.text[0] == mark) return "has a parameter in it";
    }
    if (!begins_as(object)) return "does not make the object that it belongs to";
    return {};
}

}  // namespace aludel::inline v0_1::sqlite_dialect
