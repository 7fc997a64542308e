// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstdint>      // int32_t, uint32_t
#include <string_view>  // string_view

// What makes PostgreSQL write every row of a table anew (sql-altertable.html, "Notes"), as measured by
// tests/online/postgresql/effect_test.cpp.

namespace aludel::inline v0_1::postgresql_dialect {

/// Whether values of the type are stored as texts without padding.
constexpr bool is_text(op::type_kind kind) {
    return kind == op::type_kind::text || kind == op::type_kind::varchar || kind == op::type_kind::citext;
}

/// Whether a limit admits whatever another one does; 0: there is none.
constexpr bool is_within(std::int32_t old_limit, std::int32_t new_limit) {
    return new_limit == 0 || (old_limit != 0 && old_limit <= new_limit);
}

/// Whether two types are the same; of enumerations that is, with the same values.
constexpr bool same_type(const op::operations_view& a_arrays, const op::data_type& a,
                         const op::operations_view& b_arrays, const op::data_type& b) {
    bool same = a.kind == b.kind && a.element == b.element && a.precision == b.precision && a.scale == b.scale &&
        a.name == b.name && a.values.count == b.values.count;
    for (std::uint32_t i = 0; same && i < a.values.count; ++i)
        same = a.values.of(a_arrays.names)[i] == b.values.of(b_arrays.names)[i];
    return same;
}

/// Whether ALTER COLUMN ... TYPE writes every row anew. Types with the same values in the same form are left alone;
/// of native types that is known of equal ones only.
constexpr bool rewrites(const op::operations_view& old_arrays, const op::data_type& old_type,
                        const op::operations_view& arrays, const op::data_type& new_type) {
    if (same_type(old_arrays, old_type, arrays, new_type)) return false;
    if (is_text(old_type.kind) && is_text(new_type.kind)) return !is_within(old_type.precision, new_type.precision);
    return old_type.kind != op::type_kind::numeric || new_type.kind != op::type_kind::numeric ||
        (new_type.precision != 0 &&
         !(is_within(old_type.precision, new_type.precision) && old_type.scale == new_type.scale));
}

/// Whether a word before a parenthesis is no function, or one that gives every row the same value in one statement.
constexpr bool is_stable_word(const syntax::token& word) {
    for (const std::string_view known : {"now",
                                         "statement_timestamp",
                                         "transaction_timestamp",
                                         "current_setting",
                                         "date_trunc",
                                         "timezone",
                                         "make_interval",
                                         "make_date",
                                         "to_char",
                                         "to_date",
                                         "to_timestamp",
                                         "extract",
                                         "lower",
                                         "upper",
                                         "concat",
                                         "md5",
                                         "format",
                                         "cast",
                                         "coalesce",
                                         "nullif",
                                         "greatest",
                                         "least",
                                         "array",
                                         "row",
                                         "and",
                                         "or",
                                         "not",
                                         "in",
                                         "as",
                                         "when",
                                         "then",
                                         "else",
                                         "jsonb_build_object",
                                         "jsonb_build_array",
                                         "json_build_object",
                                         "json_build_array",
                                         "to_json",
                                         "to_jsonb"})
        if (word.is(known)) return true;
    return false;
}

/// Whether a default may differ from row to row, so that ADD COLUMN computes and stores it for each: it calls a
/// function that is not known to be stable, as those of users are not unless they say so.
constexpr bool is_volatile(std::string_view expression) {
    syntax::tokenizer tokens(expression, syntax::postgresql_lexicon);
    bool is_type = false;  // behind ::
    while (tokens.peek().kind != syntax::token_kind::end) {
        const syntax::token word = tokens.take();
        if (word.is_name() && tokens.peek().is('(') && !is_type && !is_stable_word(word)) return true;
        is_type = word.text == "::" || word.is("AS") || (is_type && (word.is_name() || word.is('.')));
    }
    return false;
}

}  // namespace aludel::inline v0_1::postgresql_dialect
