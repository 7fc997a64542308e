// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/text_check.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// A row of `sqlite_schema`: an object, and the statement that made it. Whoever can write to a database file can put any text
/// there: SQLite reads its first statement and no further.
struct stored_object {
    std::string_view type{};  ///< `table`, `index`, `trigger` or `view`
    std::string_view name{};
    std::string_view table{};  ///< the table or view that it belongs to
    std::string_view sql{};
};

/// Past an identifier; true when it is this one.
constexpr bool take_name(syntax::tokenizer& reader, std::string_view wanted) { return reader.take().names(wanted); }

/// Behind the ON of an index or trigger: whether the table is this one.
constexpr bool is_on_table(syntax::tokenizer& reader, std::string_view table) {
    if (!reader.take("ON")) return false;
    syntax::token first = reader.take();
    if (reader.take('.')) first = reader.take();
    return first.names(table);
}

/// Whether a statement begins as that which made the object: `CREATE`, what it is, its name and its table.
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
    return (object.type == "view" ? reader.take("VIEW") : object.type == "table" && (reader.take("VIRTUAL"), reader.take("TABLE"))) && take_name(reader, object.name);
}

/// Why the text of an object is not to be executed, or read as what made it; empty: it is exactly one statement, which makes
/// this very object and nothing else. No text of a database is executed without this.
constexpr std::string_view refusal_of(const stored_object& object) {
    const syntax::text_flaw flaw = syntax::flaw_of_statements(object.sql);
    if (flaw != syntax::text_flaw::none && flaw != syntax::text_flaw::line_break && flaw != syntax::text_flaw::terminator) return syntax::wording(flaw);
    syntax::text_check check(object.sql);
    static_cast<void>(check.next());
    if (check.next()) return "goes on behind its first statement";
    // No stored statement has a parameter, and SQLite's token of one, `$a(...)`, could hold quotes and semicolons.
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
