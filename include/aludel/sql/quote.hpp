// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/sql/sql_text.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// Where a character first stands in a text; npos: nowhere. In a constant expression a builtin is one step, where a loop is
/// two per character. Clang has one; GCC has half of one, which says of a literal whether the character is there.
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
constexpr std::size_t find_character(std::string_view in, char wanted) { return find_character(in.data(), in.size(), wanted); }

/// Writes a text and every quote in it twice. It is cut at its quotes: each piece ends with one, and the next begins with
/// the same one again, so that nothing need be built.
constexpr void put_doubled(sql_text& to, std::string_view written, char quote) {
    for (;;) {
        const std::size_t at = find_character(written, quote);
        if (at == std::string_view::npos) break;
        to.put(written.substr(0, at + 1)).put(written.substr(at, 1));
        written.remove_prefix(at + 1);
    }
    to.put(written);
}

/// The same between quotes.
constexpr void put_quoted(sql_text& to, const char* written, std::size_t size, char quote) {
    if (find_character(written, size, quote) == std::string_view::npos) {
        to.put_between(written, size, quote);
        return;
    }
    to.put(&quote, 1);
    put_doubled(to, {written, size}, quote);
    to.put(&quote, 1);
}

/// An identifier as every database but MySQL's quotes it, `"like this"`: any name may be had, reserved words too. A NUL
/// cannot stand in one; statements end there, inside the quotes, so that one is a syntax error and never another name.
constexpr void put_identifier(sql_text& to, std::string_view written) { put_quoted(to, written.data(), written.size(), '"'); }
constexpr void put_identifier(sql_text& to, const name& written) { put_quoted(to, written.data, written.size, '"'); }
constexpr void put_identifier(sql_text& to, const op::text_view& written) { put_quoted(to, written.data, written.size, '"'); }

/// `"schema"."name"`, or the name alone.
constexpr void put_identifier(sql_text& to, std::string_view schema, std::string_view name) {
    if (!schema.empty()) put_identifier(to, schema), to.put(".");
    put_identifier(to, name);
}

/// `"a", "b"`
template <class Names>
constexpr void put_identifiers(sql_text& to, const Names& names) {
    bool first = true;
    for (const auto& each : names) {
        if (!first) to.put(", ");
        first = false;
        put_identifier(to, each);
    }
}

/// A string literal of standard SQL, `'it''s'`.
constexpr void put_string(sql_text& to, std::string_view written) { put_quoted(to, written.data(), written.size(), '\''); }

/// Any text inside a `--` comment: it cannot end the line, and nothing in it is hidden from the reader.
constexpr void put_comment(sql_text& to, std::string_view written) {
    detail::put_visible(written, detail::line_breaks::spaces, [&](std::string_view piece) { to.put(piece); });
}

}  // namespace aludel::inline v0_1::dialect
