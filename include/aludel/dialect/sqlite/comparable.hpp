// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/identifier.hpp>
#include <aludel/sql/sql_text.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using syntax::token;
using syntax::token_kind;
using syntax::tokenizer;

/// Appends a token in normalized form: names without quotes, lower case where SQLite ignores case.
constexpr void put_comparable(sql_text& out, const syntax::token& each) {
    const bool quoted = each.kind == syntax::token_kind::quoted && each.text.size() > 1;
    const char quote = !quoted || each.text[0] == '[' ? '\0' : each.text[0];
    const std::string_view text = quoted ? each.text.substr(1, each.text.size() - 2) : each.text;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = each.kind == syntax::token_kind::string ? text[i] : dialect::lower(text[i]);
        out.put(&letter, 1);
        if (quote != '\0' && text[i] == quote) ++i;  // doubled
    }
}

/// Whether qualifiers before names are written by `put_comparable`.
enum class qualifiers : std::uint8_t { kept, dropped };

/// Appends SQL in a normalized form, equal for texts that SQLite reads alike: white space, comments, quotes of names,
/// letter case outside of strings, and parentheses around the whole do not count. If all names belong to one table,
/// `qualifiers` says that the table name before them is dropped.
constexpr void put_comparable(sql_text& out, std::string_view sql, qualifiers names) {
    for (tokenizer outer(sql); outer.peek().is('('); outer = tokenizer(sql)) {
        const std::string_view inner = outer.take_parentheses();
        if (outer.peek().kind != syntax::token_kind::end) break;
        sql = inner;
    }
    const std::size_t start = out.size();
    bool follows_symbol = false;
    for (tokenizer inside(sql); inside.peek().kind != token_kind::end;) {
        const token each = inside.take();
        if (names == qualifiers::dropped && each.is_name() && inside.take('.')) continue;
        const bool joins = follows_symbol && each.kind == syntax::token_kind::symbol;
        follows_symbol = each.kind == syntax::token_kind::symbol;
        if (!joins && out.size() != start) out.put(" ");
        put_comparable(out, each);
    }
}

}  // namespace aludel::inline v0_1::sqlite_dialect
