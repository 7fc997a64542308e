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

/// A token in the form in which it is compared: without the quotes of a name, in small letters where SQLite ignores case.
constexpr void put_comparable(sql_text& out, const syntax::token& each) {
    const bool quoted = each.kind == syntax::token_kind::quoted && each.text.size() > 1;
    for (const char c : quoted ? each.text.substr(1, each.text.size() - 2) : each.text) {
        const char letter = each.kind == syntax::token_kind::string ? c : dialect::lower(c);
        out.put(&letter, 1);
    }
}

enum class qualifiers : std::uint8_t { kept, dropped };

/// Writes SQL in a form in which texts are equal that SQLite reads alike: spaces, comments, quotes of names, the case of
/// letters outside of strings and parentheses around the whole make no difference. Where all names are of one table, the
/// table's name in front of them says nothing: those `qualifiers` are dropped.
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
