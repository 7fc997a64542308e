// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/online.hpp>
#include <aludel/dialect/sqlite/comparable.hpp>
#include <aludel/schema/schema.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>           // size_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using syntax::token;
using syntax::token_kind;
using syntax::tokenizer;

using online::reading;

/// Reads the words of stored statements: names without their quotes, and texts as written or normalized. Everything
/// kept is in the arena of the schema.
class word_reader {
protected:
    constexpr word_reader(schema& after, reading how) : schema_(after), compares_(how == reading::to_compare) {}

    constexpr std::string_view comparable(std::string_view sql, qualifiers names) {
        if (!compares_ || sql.empty()) return sql;
        sql_text text;
        put_comparable(text, sql, names);
        return schema_.arena.keep({text.view()});
    }
    constexpr std::string_view expression(std::string_view sql) { return comparable(sql, qualifiers::dropped); }
    constexpr std::string_view statement(std::string_view sql) { return comparable(sql, qualifiers::kept); }

    constexpr void keep_other(std::string_view kind, const name& called, const name& table, std::string_view sql) {
        schema_.others.push_back({kind, called, table, sql});
    }
    /// Keeps a clause that no word of the language stands for, and what it belongs to.
    constexpr void keep_clause(std::string_view clause, std::string_view owner) {
        for (detail::other_object& each : schema_.others)
            if (each.kind == "clause" && each.table == table_ && each.name.text() == clause) {
                each.sql = schema_.arena.keep({each.sql, ", ", owner});
                return;
            }
        keep_other("clause", name(clause), table_, owner);
    }

    /// Remembers the first token that the grammar has no place for.
    constexpr void expect(bool expected, const token& each) {
        if (expected || is_lost_) return;
        is_lost_ = true, lost_at_ = each.text;
    }
    /// Takes a keyword or symbol that must follow.
    constexpr void must_take(tokenizer& source, std::string_view keyword) {
        expect(source.peek().is(keyword), source.peek()), source.take();
    }
    constexpr void must_take(tokenizer& source, char symbol) {
        expect(source.peek().is(symbol), source.peek()), source.take();
    }
    /// Takes the text between parentheses, which must follow.
    constexpr std::string_view must_take_parentheses(tokenizer& source) {
        expect(source.peek().is('('), source.peek());
        return source.peek().is('(') ? source.take_parentheses() : std::string_view();
    }

    constexpr std::string_view upper(std::string_view word) {
        std::string_view result;
        for (const char c : word) {
            const char letter = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            result = schema_.arena.keep({result, {&letter, 1}});
        }
        return result;
    }

    /// The content of a quoted text.
    constexpr std::string_view unquoted(std::string_view quoted) {
        if (quoted.size() < 2) return quoted;
        const char quote = quoted.front() == '[' ? ']' : quoted.front();
        quoted = quoted.substr(1, quoted.size() - 2);
        std::string_view result = quoted;
        if (quote == ']') return result;
        for (std::size_t position = result.find(quote); position != std::string_view::npos;
             position = result.find(quote, position + 1))
            // drops the first of two quotes
            result = schema_.arena.keep({result.substr(0, position), result.substr(position + 1)});
        return result;
    }
    constexpr name name_in(const token& each) {
        return each.kind == token_kind::word ? name(each.text) : name(unquoted(each.text));
    }
    constexpr name take_name(tokenizer& source) {
        const bool is_string = source.peek().kind == token_kind::string && source.peek().text.front() == '\'';
        expect(source.peek().is_name() || is_string, source.peek());
        return name_in(source.take());
    }
    constexpr name qualified_name(tokenizer& source) {
        name found = take_name(source);
        if (source.take('.')) found = take_name(source);
        return found;
    }
    static constexpr void skip_if_not_exists(tokenizer& source) {
        if (source.take("IF")) source.take("NOT"), source.take("EXISTS");
    }

    schema& schema_;
    bool compares_;  ///< texts are normalized
    bool is_lost_ = false;
    std::string_view lost_at_{};
    name table_{};  ///< the table being read
};

}  // namespace aludel::inline v0_1::sqlite_dialect
