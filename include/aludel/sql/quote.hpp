// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/text_view.hpp>
#include <aludel/base/visible.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// Position of the first occurrence of a character; npos if there is none. In a constant expression a builtin is one
/// step where a loop takes two per character. Clang has one; GCC only has one that tells for a literal whether the
/// character occurs.
constexpr std::size_t find_character(const char* in, std::size_t size, char wanted) {
#if defined(__clang__)
    const char* const found = __builtin_char_memchr(in, wanted, size);
    return found == nullptr ? std::string_view::npos : static_cast<std::size_t>(found - in);
#else
    if (!__builtin_is_constant_evaluated() || __builtin_constant_p(__builtin_memchr(in, wanted, size) == nullptr))
        if (__builtin_memchr(in, wanted, size) == nullptr) return std::string_view::npos;
    for (std::size_t i = 0; i < size; ++i)
        if (in[i] == wanted) return i;
    return std::string_view::npos;
#endif
}
constexpr std::size_t find_character(std::string_view in, char wanted) {
    return find_character(in.data(), in.size(), wanted);
}

/// Appends a text with every `quote` in it doubled. The text is split at its quotes: each piece ends with the quote and
/// the next begins with the same one, so no temporary text is needed.
constexpr void put_doubled(sql_text& sql, std::string_view written, char quote) {
    for (;;) {
        const std::size_t position = find_character(written, quote);
        if (position == std::string_view::npos) break;
        sql.put(written.substr(0, position + 1)).put(written.substr(position, 1));
        written.remove_prefix(position + 1);
    }
    sql.put(written);
}

/// Appends a text between quotes, with every quote in it doubled.
constexpr void put_quoted(sql_text& sql, const char* written, std::size_t size, char quote) {
    if (find_character(written, size, quote) == std::string_view::npos) {
        sql.put_between(written, size, quote);
        return;
    }
    sql.put(&quote, 1);
    put_doubled(sql, {written, size}, quote);
    sql.put(&quote, 1);
}

/// How a database writes identifiers: between which quotes, and which names need them; null: all.
struct identifier_style {
    char quote;
    bool (*needs_quotes)(std::string_view);

    constexpr identifier_style(char around = '"', bool (*needs)(std::string_view) = nullptr)
        : quote(around),
          needs_quotes(needs) {}
};

/// Appends an identifier in quotes, `"like this"` where the database has no others (`dialect_traits::quote`); this
/// allows any name, reserved words too. A NUL ends a statement inside the quotes, which is a syntax error and never
/// another name.
constexpr void put_identifier(sql_text& sql, std::string_view written, identifier_style style = {}) {
    if (style.needs_quotes != nullptr && !style.needs_quotes(written)) sql.put(written);
    else put_quoted(sql, written.data(), written.size(), style.quote);
}
constexpr void put_identifier(sql_text& sql, const name& written, identifier_style style = {}) {
    put_identifier(sql, written.text(), style);
}
constexpr void put_identifier(sql_text& sql, const op::text_view& written, identifier_style style = {}) {
    put_identifier(sql, written.text(), style);
}

/// Appends `"schema"."name"`, or only the name if the schema is empty.
constexpr void put_identifier(sql_text& sql, std::string_view schema, std::string_view name,
                              identifier_style style = {}) {
    if (!schema.empty()) put_identifier(sql, schema, style), sql.put(".");
    put_identifier(sql, name, style);
}

/// Appends `"a", "b"`.
template <class Names>
constexpr void put_identifiers(sql_text& sql, const Names& names, identifier_style style = {}) {
    bool first = true;
    for (const auto& each : names) {
        if (!first) sql.put(", ");
        first = false;
        put_identifier(sql, each, style);
    }
}

/// Appends a string literal of standard SQL, `'it''s'`.
constexpr void put_string(sql_text& sql, std::string_view written) {
    put_quoted(sql, written.data(), written.size(), '\'');
}
constexpr void put_string(sql_text& sql, const name& written) { put_quoted(sql, written.data, written.size, '\''); }
constexpr void put_string(sql_text& sql, const op::text_view& written) {
    put_quoted(sql, written.data, written.size, '\'');
}

/// Appends a string literal where a backslash stands before what it escapes: it is doubled as well.
constexpr void put_escaped_string(sql_text& sql, std::string_view written) {
    if (find_character(written, '\\') == std::string_view::npos) return put_string(sql, written);
    sql.put("'");
    for (const char& each : written) sql.put(&each, 1).put(&each, each == '\\' || each == '\'' ? 1 : 0);
    sql.put("'");
}

/// Appends a text for a `--` comment: line breaks become spaces and other invisible characters are made visible, so
/// that the text cannot end the comment.
constexpr void put_comment(sql_text& sql, std::string_view written) {
    detail::put_visible(written, detail::line_breaks::spaces, [&](std::string_view piece) { sql.put(piece); });
}

}  // namespace aludel::inline v0_1::dialect
