// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/algorithm.hpp>
#include <aludel/base/text_arena.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/resolve.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// The tokens that name a column of a table, in a text that the reader understood.
template <class Columns>
constexpr detail::vector<token> tokens_of_column(const reading& found, std::string_view table, std::string_view column,
                                                 Columns lookup) {
    detail::vector<token> tokens;
    const resolver<Columns> resolve(found, lookup);
    for (const reference& each : found.references) {
        const bool is_column = each.kind == reference_kind::column || each.kind == reference_kind::target ||
            each.kind == reference_kind::joined;
        if (!is_column || !each.name.names(column)) continue;
        const meaning means = resolve.mean(each);
        if (means.kind == meaning::kind_type::column && resolve.is_table(*means.from, table))
            tokens.push_back(each.name);
    }
    return tokens;
}

/// The tokens that name a table: as a source, and as a qualifier where it has no alias.
template <class Columns>
constexpr detail::vector<token> tokens_of_table(const reading& found, std::string_view table, Columns lookup) {
    detail::vector<token> tokens;
    const resolver<Columns> resolve(found, lookup);
    for (const source& each : found.sources) {
        const bool is_written_there = each.scope != 0 && !(each.is_alias && each.alias.names("old"));
        if (is_written_there && !(each.is_alias && each.alias.names("excluded")) && resolve.is_table(each, table))
            tokens.push_back(each.table);
    }
    for (const reference& each : found.references) {
        if (each.qualifier.text.empty() && each.kind == reference_kind::column && each.name.names(table))
            if (const meaning means = resolve.mean(each); means.kind == meaning::kind_type::row &&
                means.from->alias.text.empty() && resolve.is_table(*means.from, table))
                tokens.push_back(each.name);
        if (each.qualifier.text.empty() || !each.qualifier.names(table)) continue;
        if (each.kind == reference_kind::star) {
            for (const source& original : found.sources) {
                if (original.scope != each.scope || !resolve.takes(each.qualifier, original)) continue;
                if (original.alias.text.empty() && resolve.is_table(original, table)) tokens.push_back(each.qualifier);
                break;
            }
            continue;
        }
        const meaning means = resolve.mean(each);
        if (means.kind == meaning::kind_type::column && means.from->alias.text.empty() &&
            resolve.is_table(*means.from, table))
            tokens.push_back(each.qualifier);
    }
    return tokens;
}

/// The double-quoted tokens that do not resolve to a name; the database reads them as strings.
template <class Columns>
constexpr detail::vector<token> tokens_of_quoted_texts(const reading& found, Columns lookup) {
    detail::vector<token> tokens;
    const resolver<Columns> resolve(found, lookup);
    for (const reference& each : found.references)
        if (each.kind == reference_kind::column && each.qualifier.text.empty() && each.name.text[0] == '"' &&
            resolve.mean(each).kind == meaning::kind_type::nothing)
            tokens.push_back(each.name);
    return tokens;
}

/// Appends double-quoted text as a single-quoted string.
constexpr void put_as_string(sql_text& sql, std::string_view quoted) {
    sql.put("'");
    for (std::size_t i = 1; i + 1 < quoted.size(); i += quoted[i] == '"' ? 2 : 1) {
        sql.put(quoted.substr(i, 1));
        if (quoted[i] == '\'') sql.put("'");
    }
    sql.put("'");
}

/// A text with the tokens of `names` replaced by another name as RENAME does it: in double quotes, and followed by a
/// space before a quote. The double-quoted strings of `texts` become single-quoted, so that no column can capture them.
constexpr std::string_view with_name(std::string_view sql, const detail::vector<token>& names,
                                     const detail::vector<token>& texts, std::string_view name,
                                     detail::text_arena& arena) {
    if (names.empty() && texts.empty()) return sql;
    struct edit {
        const char* place = nullptr;
        std::size_t size = 0;
        bool is_text = false;
    };
    detail::vector<edit> edits;
    for (const token& each : names) edits.push_back({each.text.data(), each.text.size(), false});
    for (const token& each : texts) edits.push_back({each.text.data(), each.text.size(), true});
    detail::sort(edits, [](const edit& one, const edit& other) { return one.place < other.place; });
    sql_text text;
    const char* place = sql.data();
    const char* const end = sql.data() + sql.size();
    for (const edit& each : edits) {
        if (each.place < place) continue;  // the token was listed twice
        text.put(place, static_cast<std::size_t>(each.place - place));
        if (each.is_text) put_as_string(text, {each.place, each.size});
        else dialect::put_identifier(text, name);
        place = each.place + each.size;
        if (place != end && *place == (each.is_text ? '\'' : '"')) text.put(" ");
    }
    text.put(place, static_cast<std::size_t>(end - place));
    return arena.keep({text.view()});
}

/// A text after RENAME COLUMN; unchanged if it was not understood.
template <class Columns>
constexpr std::string_view with_column_renamed(std::string_view sql, const reading& found, std::string_view table,
                                               std::string_view source, std::string_view target, Columns lookup,
                                               detail::text_arena& arena) {
    if (found.opaque) return sql;
    return with_name(sql, tokens_of_column(found, table, source, lookup), tokens_of_quoted_texts(found, lookup), target,
                     arena);
}
/// A text after RENAME TABLE; unchanged if it was not understood.
template <class Columns>
constexpr std::string_view with_table_renamed(std::string_view sql, const reading& found, std::string_view source,
                                              std::string_view target, Columns lookup, detail::text_arena& arena) {
    if (found.opaque) return sql;
    return with_name(sql, tokens_of_table(found, source, lookup), {}, target, arena);
}

}  // namespace aludel::inline v0_1::syntax
