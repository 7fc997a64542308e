// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/table_view.hpp>
#include <aludel/sql/mention.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/read.hpp>
#include <aludel/sql/resolve.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

// Whether and how texts use a name. Most texts do not contain the name at all and are not parsed.

namespace aludel::inline v0_1::syntax {

/// Whether a name occurs in a text outside of strings and comments, in any meaning. Used where the text is not
/// understood.
constexpr bool mentions(std::string_view sql, std::string_view wanted, const lexicon& lexicon = default_lexicon) {
    if (!may_mention(sql, wanted)) return false;
    for (tokenizer tokens(sql, lexicon); tokens.peek().kind != token_kind::end; tokens.take())
        if (tokens.peek().is_name() && tokens.peek().names(wanted)) return true;
    return false;
}

/// Whether a reference is a column that is read, written or joined by USING.
constexpr bool is_column(const reference& each) {
    return each.kind == reference_kind::column || each.kind == reference_kind::target ||
        each.kind == reference_kind::joined;
}

/// Whether a name is that of the row's number, which has no column.
constexpr bool is_rowid(const token& each) { return each.names("rowid") || each.names("oid") || each.names("_rowid_"); }
/// Whether a reference is a value where no column has this name: TRUE, FALSE, and text in double quotes.
constexpr bool is_value(const reading& found, const reference& each) {
    return each.kind == reference_kind::column &&
        ((!found.is_for_server && each.name.text[0] == '"' && each.qualifier.text.empty()) || each.name.is("true") ||
         each.name.is("false"));
}

/// The first column in a text that no table of it has; null: there is none, or the text is not understood.
template <class Columns>
constexpr const reference* unknown_column(const reading& found, Columns lookup, bool has_rowid = true) {
    if (found.opaque) return nullptr;
    const resolver<Columns> resolve(found, lookup);
    for (const reference& each : found.references)
        if (is_column(each) && !is_value(found, each) && !(has_rowid && !found.is_for_server && is_rowid(each.name)) &&
            resolve.mean(each).kind == meaning::kind_type::nothing)
            return &each;
    return nullptr;
}

/// Whether an expression of a table, already read, uses a column of it. If the expression is not understood: whether
/// the name occurs.
constexpr bool uses_column(const reading& found, std::string_view expression, std::string_view column,
                           const lexicon& lexicon = default_lexicon) {
    if (found.opaque) return mentions(expression, column, lexicon);
    for (const reference& each : found.references)
        if (is_column(each) && each.name.names(column)) return true;
    return false;
}
/// The same for an expression that was not read yet.
constexpr bool uses_column(std::string_view expression, std::string_view column,
                           const lexicon& lexicon = default_lexicon) {
    return may_mention(expression, column) &&
        uses_column(read_expression(expression, {}, lexicon), expression, column, lexicon);
}

/// Whether an expression calls a function.
constexpr bool calls(const reading& found, std::string_view function) {
    for (const reference& each : found.references)
        if (each.kind == reference_kind::function && each.name.names(function)) return true;
    return false;
}

/// Whether a query reads a table or view. `lookup` as for `resolver`.
template <class Columns>
constexpr bool query_uses_table(std::string_view query, const name& table, Columns lookup,
                                const lexicon& lexicon = default_lexicon) {
    if (!may_mention(query, table)) return false;
    const reading found = read_query(query, lexicon);
    if (found.opaque) return mentions(query, table, lexicon);
    const resolver<Columns> resolve(found, lookup);
    for (const source& each : found.sources)
        if (resolve.is_table(each, table)) return true;
    return false;
}

/// Whether a query reads a column of a table. `lookup` as for `resolver`.
template <class Columns>
constexpr bool query_uses_column(std::string_view query, const name& table, std::string_view column, Columns lookup,
                                 const lexicon& lexicon = default_lexicon) {
    if (!may_mention(query, column) || !may_mention(query, table)) return false;
    const reading found = read_query(query, lexicon);
    if (found.opaque) return mentions(query, table, lexicon) && mentions(query, column, lexicon);
    const resolver<Columns> resolve(found, lookup);
    for (const reference& each : found.references) {
        if (!is_column(each) || !each.name.names(column)) continue;
        const meaning means = resolve.mean(each);
        if (means.kind == meaning::kind_type::column && resolve.is_table(*means.from, table)) return true;
    }
    return false;
}

/// Whether a query selects all columns of a table with a star.
template <class Columns>
constexpr bool selects_all_of(std::string_view query, const name& table, Columns lookup,
                              const lexicon& lexicon = default_lexicon) {
    if (dialect::find_character(query, '*') == std::string_view::npos || !may_mention(query, table)) return false;
    const reading found = read_query(query, lexicon);
    if (found.opaque) return mentions(query, table, lexicon);
    const resolver<Columns> resolve(found, lookup);
    for (const result_column& star : found.results)
        for (const source& each : found.sources)
            if (star.is_star && each.scope == star.scope && resolve.takes(star.qualifier, each) &&
                resolve.is_table(each, table))
                return true;
    return false;
}

/// The statements of a text from the first token to the last one that is no semicolon, without comments around them.
constexpr std::string_view trimmed_statements(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    tokenizer tokens(sql, lexicon);
    const std::size_t first = tokens.place();
    std::size_t end = first;
    while (tokens.peek().kind != token_kind::end) {
        const std::size_t place = tokens.place();
        const token each = tokens.take();
        if (!each.is(';')) end = place + each.text.size();
    }
    return sql.substr(first, end - first);
}

/// An expression without the parentheses around the whole of it.
constexpr std::string_view without_parentheses(std::string_view sql, const lexicon& lexicon = default_lexicon) {
    tokenizer tokens(sql, lexicon);
    if (!tokens.peek().is('(')) return sql;
    const std::string_view inner = tokens.take_parentheses();
    return tokens.peek().kind == token_kind::end ? inner : sql;
}

/// Whether a table has a column with the name of a token.
constexpr bool has_column(const op::table_view* table, const token& named) {
    if (table != nullptr)
        for (const op::column& each : table->columns())
            if (named.names(each.name)) return true;
    return false;
}

/// Whether two tokens mean the same: names may be quoted in other ways and written in other case. Where both are in
/// double quotes, case matters unless the table has the column, because otherwise they may be text.
constexpr bool same_token(const token& x, const token& y, const op::table_view* table = nullptr) {
    const std::string_view a = x.text, b = y.text;
    if (!x.is_name() || !y.is_name()) return x.is_name() == y.is_name() && a == b;
    if (a[0] != '"' || b[0] != '"') return x.names(y);
    return a == b || (x.names(y) && has_column(table, x));
}

/// Whether two texts have the same tokens, see `same_token`.
constexpr bool same_tokens(std::string_view a, std::string_view b) {
    if (a.size() == b.size() && (a.empty() || same_letters(a.data(), b.data(), static_cast<std::uint32_t>(a.size()))))
        return true;
    for (tokenizer left(a), right(b);;) {
        const token x = left.take(), y = right.take();
        if (!same_token(x, y)) return false;
        if (x.kind == token_kind::end) return y.kind == token_kind::end;
    }
}

/// Whether two texts have the same tokens and the same between them, apart from what a rename changes, see `same_sql`.
constexpr bool same_sql_by(const lexicon& lexicon, std::string_view a, std::string_view b,
                           const op::table_view* table) {
    tokenizer left(a, lexicon), right(b, lexicon);
    for (std::size_t i = 0, k = 0;;) {
        const std::size_t left_place = left.place(), right_place = right.place();
        const token x = left.take(), y = right.take();
        if (!same_token(x, y, table)) return false;
        const std::string_view gap = a.substr(i, left_place - i), other = b.substr(k, right_place - k);
        const bool may_be_split = i != 0 && k != 0 && x.text.substr(0, 1) == "\"" && y.text.substr(0, 1) == "\"";
        if (gap != other && !(may_be_split && (gap.empty() ? other == " " : gap == " " && other.empty())))
            return false;  // white space and comments
        if (x.kind == token_kind::end) return y.kind == token_kind::end;
        i = left_place + x.text.size(), k = right_place + y.text.size();
    }
}

/// Whether two texts are equal apart from what a rename and its way back change in them: quotes and case of names, see
/// `same_token`, and a space before a name in double quotes. `table`: that which both texts are about, if known. Which
/// database they are for is not known: where brackets are no quotes, there may be names in them.
constexpr bool same_sql(std::string_view a, std::string_view b, const op::table_view* table = nullptr) {
    if (a.size() == b.size() && (a.empty() || same_letters(a.data(), b.data(), static_cast<std::uint32_t>(a.size()))))
        return true;
    if (a.empty() || b.empty()) return false;
    return same_sql_by(default_lexicon, a, b, table) || same_sql_by(array_lexicon, a, b, table);
}

}  // namespace aludel::inline v0_1::syntax
