// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/sql/tokenizer.hpp>

#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1::syntax {

/// A token as it is compared: without the quotes of a name, in small letters.
inline std::string plain(const token& each) {
    const bool quoted = each.kind == token_kind::quoted && each.text.size() > 1;
    std::string text(quoted ? each.text.substr(1, each.text.size() - 2) : each.text);
    if (each.kind != token_kind::string)
        for (char& c : text) c = dialect::lower(c);
    return text;
}

/// An expression as it is compared: its tokens, without parentheses around the whole of it and without the name of the table
/// in front of columns.
inline std::string plain_expression(std::string_view sql) {
    for (tokenizer outer(sql); outer.peek().is('('); outer = tokenizer(sql)) {
        const std::string_view inner = outer.take_parentheses();
        if (outer.peek().kind != token_kind::end) break;
        sql = inner;
    }
    std::string text;
    for (tokenizer inside(sql); inside.peek().kind != token_kind::end;) {
        const token each = inside.take();
        if (each.is_name() && inside.take('.')) continue;
        text += (text.empty() ? "" : " ") + plain(each);
    }
    return text;
}

}  // namespace aludel::inline v0_1::syntax
