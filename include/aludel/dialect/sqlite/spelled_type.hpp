// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/sqlite/types.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// The type that a type name of SQLite denotes; names that this library does not write are native types.
constexpr op::data_type type_spelled(std::string_view spelled) {
    std::int32_t numbers[2]{};
    int count = 0;
    std::string_view word = spelled;
    if (const std::size_t open = spelled.find('('); open != std::string_view::npos) {
        word = spelled.substr(0, open);
        while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
        syntax::tokenizer inside(spelled.substr(open));
        syntax::tokenizer reader(inside.take_parentheses());
        while (reader.peek().kind == syntax::token_kind::number && count < 2) {
            const std::string_view digits = reader.take().text;
            if (digits.size() > 9) return op::named_type(op::type_kind::native, spelled);
            for (const char digit : digits) {
                if (digit < '0' || digit > '9') return op::named_type(op::type_kind::native, spelled);
                numbers[count] = numbers[count] * 10 + (digit - '0');
            }
            ++count;
            reader.take(',');
        }
        if (reader.peek().kind != syntax::token_kind::end) return op::named_type(op::type_kind::native, spelled);
    }
    for (int i = 0; i <= static_cast<int>(op::type_kind::uuid); ++i) {
        const auto kind = static_cast<op::type_kind>(i);
        const int most = kind == op::type_kind::numeric                          ? 2
            : kind == op::type_kind::varchar || kind == op::type_kind::character ? 1
                                                                                 : 0;
        const op::data_type type = op::type_of(kind, numbers[0], numbers[1]);
        if (count <= most && kind != op::type_kind::interval && is_type_word(type, word)) return type;
    }
    return op::named_type(op::type_kind::native, spelled);
}

}  // namespace aludel::inline v0_1::sqlite_dialect
