// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>
#include <aludel/sql/keyword.hpp>
#include <aludel/sql/tokenizer.hpp>
#include <aludel/sql/uses.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// What a statement does to the schema of a database.
enum class definition_kind : std::uint8_t {
    none,     ///< nothing: it reads or writes rows, or sets something up
    unknown,  ///< the library does not read it
    create_table,
    create_virtual_table,
    create_view,
    create_index,
    create_trigger,
    drop_table,
    drop_view,
    drop_index,
    drop_trigger,
    rename_table,
    add_column,
    drop_column,
    rename_column,
};

/// A CREATE, DROP or ALTER statement, as far as its names tell.
struct definition {
    definition_kind kind = definition_kind::unknown;
    token schema{};
    token name{};                     ///< the table, view, index or trigger
    token object{};                   ///< the column of an ALTER TABLE, the table of an index
    token to{};                       ///< the new name of a rename
    bool temporary = false;           ///< in the temporary schema
    bool conditional = false;         ///< IF EXISTS or IF NOT EXISTS
    bool has_columns = false;         ///< create_table: `columns` are all columns of the table
    detail::vector<token> columns{};  ///< create_table

    /// Whether the object belongs to the database of the history, not to an attached or the temporary one.
    [[nodiscard]] constexpr bool is_main() const { return !temporary && (schema.text.empty() || schema.names("main")); }
};

/// Reads `[schema.]name`.
constexpr void take_object(tokenizer& tokens, definition& found) {
    found.name = tokens.take();
    if (!tokens.take('.')) return;
    found.schema = found.name, found.name = tokens.take();
    found.temporary = found.temporary || found.schema.names("temp");
}

/// Reads the names of the columns of a CREATE TABLE: the first word of each element that is no constraint.
constexpr void take_columns(tokenizer& tokens, definition& found) {
    if (!tokens.take('(')) return;
    std::uint32_t depth = 1;
    bool begins = true;
    for (; depth != 0 && tokens.peek().kind != token_kind::end; begins = false) {
        const token each = tokens.take();
        if (each.is('(')) ++depth;
        else if (each.is(')')) --depth;
        else if (each.is(',') && depth == 1) {
            const token& next = tokens.peek();
            const bool constraint = next.is("constraint") || next.is("primary") || next.is("unique") ||
                next.is("check") || next.is("foreign");
            if (!constraint) found.columns.push_back(tokens.take());
        } else if (begins) {
            found.columns.push_back(each);
        }
    }
    found.has_columns = depth == 0;
}

/// Reads the rest of a CREATE statement.
constexpr void take_create(tokenizer& tokens, definition& found) {
    if (tokens.take("temp") || tokens.take("temporary")) found.temporary = true;
    tokens.take("unique");
    const bool is_virtual = tokens.take("virtual");
    const token what = tokens.take();
    if (tokens.take("if")) tokens.take("not"), tokens.take("exists"), found.conditional = true;
    take_object(tokens, found);
    if (what.is("view")) {
        found.kind = definition_kind::create_view;
    } else if (what.is("trigger")) {
        found.kind = definition_kind::create_trigger;
    } else if (what.is("index")) {
        found.kind = tokens.take("on") ? definition_kind::create_index : definition_kind::unknown;
        found.object = tokens.take();
    } else if (what.is("table")) {
        found.kind = is_virtual ? definition_kind::create_virtual_table : definition_kind::create_table;
        if (!is_virtual) take_columns(tokens, found);
    }
}

/// Reads the rest of a DROP statement.
constexpr void take_drop(tokenizer& tokens, definition& found) {
    const token what = tokens.take();
    if (tokens.take("if")) tokens.take("exists"), found.conditional = true;
    take_object(tokens, found);
    found.kind = what.is("table") ? definition_kind::drop_table
        : what.is("view")         ? definition_kind::drop_view
        : what.is("index")        ? definition_kind::drop_index
        : what.is("trigger")      ? definition_kind::drop_trigger
                                  : definition_kind::unknown;
}

/// Whether an ALTER TABLE of a server is more than one action about a column, or another one than it looks.
constexpr bool is_more_than_column(tokenizer tokens, const definition& found) {
    if (found.object.kind == token_kind::symbol || found.name.is("only") || found.name.is("if")) return true;
    for (const std::string_view word : {"if", "index", "key", "primary", "unique", "foreign", "fulltext", "spatial",
                                        "partition", "period", "system", "constraint", "check"})
        if (found.object.is(word)) return true;
    return tokens.skip_to(',');
}

/// Reads the rest of an ALTER TABLE statement.
constexpr void take_alter(tokenizer& tokens, definition& found) {
    if (!tokens.take("table")) return;
    take_object(tokens, found);
    if (tokens.take("rename")) {
        found.kind = definition_kind::rename_column;
        if (tokens.take("to")) {
            found.kind = definition_kind::rename_table, found.to = tokens.take();
            return;
        }
        tokens.take("column");
        found.object = tokens.take();
        if (!tokens.take("to")) found.kind = definition_kind::unknown;
        found.to = tokens.take();
        if (!tokens.words().text_names && is_more_than_column(tokens, found)) found.kind = definition_kind::unknown;
        return;
    }
    const bool adds = tokens.take("add");
    if ((!adds && !tokens.take("drop")) || tokens.peek().is("constraint") || tokens.peek().is("check")) return;
    tokens.take("column");
    found.object = tokens.take();
    if (tokens.words().text_names || !is_more_than_column(tokens, found))
        found.kind = adds ? definition_kind::add_column : definition_kind::drop_column;
}

/// The first words of statements that define nothing.
inline constexpr std::string_view harmless_verbs[] = {
    "insert",  "update",  "delete",   "replace", "select", "values",   "with",      "explain", "pragma",
    "analyze", "reindex", "vacuum",   "begin",   "commit", "rollback", "savepoint", "release", "end",
    "merge",   "set",     "truncate", "lock",    "unlock", "comment",  "grant",     "revoke",  "copy"};

/// What one statement does to the schema. `unknown` for statements that the library does not read, such as ATTACH.
constexpr definition read_definition(std::string_view statement, const lexicon& lexicon = default_lexicon) {
    definition found;
    tokenizer tokens(statement, lexicon);
    const token verb = tokens.take();
    for (const std::string_view one : harmless_verbs)
        if (verb.is(one)) found.kind = definition_kind::none;
    if (verb.is("set") && tokens.peek().is("schema")) found.kind = definition_kind::unknown;  // the search path
    // Definitions can be written as rows, too.
    for (const std::string_view word : lexicon.definition_words)
        if (found.kind == definition_kind::none && may_mention(statement, word)) found.kind = definition_kind::unknown;
    if (lexicon.arrays_and_casts && (verb.is("select") || verb.is("with")) && may_mention(statement, "into") &&
        !may_mention(statement, "insert") && !may_mention(statement, "merge"))
        found.kind = definition_kind::unknown;  // SELECT ... INTO makes a table
    if (verb.is("create")) take_create(tokens, found);
    else if (verb.is("drop")) take_drop(tokens, found);
    else if (verb.is("alter")) take_alter(tokens, found);
    return found;
}

}  // namespace aludel::inline v0_1::syntax
