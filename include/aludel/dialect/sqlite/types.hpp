// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dialect/standard_sql.hpp>
#include <aludel/operation/table_view.hpp>
#include <aludel/sql/identifier.hpp>
#include <aludel/sql/keyword.hpp>
#include <aludel/sql/quote.hpp>
#include <aludel/sql/tokenizer.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // uint8_t, uint64_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

using namespace std::string_view_literals;

/// How SQLite converts values stored in a column (datatype3.html, section 3).
enum class affinity : std::uint8_t { text, numeric, integer, real, blob };

/// The affinity of a declared type: the rules of datatype3.html, section 3.1, in order.
constexpr affinity affinity_of(std::string_view spelled) {
    const auto has = [&](std::string_view part) {
        for (std::size_t i = 0; i + part.size() <= spelled.size(); ++i)
            if (dialect::same_without_case(spelled.substr(i, part.size()), part)) return true;
        return false;
    };
    if (has("int")) return affinity::integer;
    if (has("char") || has("clob") || has("text")) return affinity::text;
    if (has("blob") || spelled.empty()) return affinity::blob;
    if (has("real") || has("floa") || has("doub")) return affinity::real;
    return affinity::numeric;
}

/// Whether a type is one of the integer types.
constexpr bool is_integer(op::type_kind kind) {
    return kind == op::type_kind::smallint || kind == op::type_kind::integer || kind == op::type_kind::bigint;
}

/// The name of a type without its length. Dates, times, documents and UUIDs are texts. Their names alone would have
/// NUMERIC affinity, which stores a text of digits as a number and rounds long ones, so TEXT follows them; INTERVAL,
/// which contains INT, is left out.
constexpr std::string_view type_word(const op::data_type& type) {
    switch (type.kind) {
        case op::type_kind::boolean: return "BOOLEAN"sv;
        case op::type_kind::smallint: return "SMALLINT"sv;
        case op::type_kind::integer: return "INTEGER"sv;
        case op::type_kind::bigint: return "BIGINT"sv;
        case op::type_kind::real: return "REAL"sv;
        case op::type_kind::double_precision: return "DOUBLE PRECISION"sv;
        case op::type_kind::numeric: return "NUMERIC"sv;
        case op::type_kind::varchar: return "VARCHAR"sv;
        case op::type_kind::character: return "CHAR"sv;
        case op::type_kind::binary: return "BLOB"sv;
        case op::type_kind::date: return "DATE TEXT"sv;
        case op::type_kind::time: return "TIME TEXT"sv;
        case op::type_kind::timestamp: return "TIMESTAMP TEXT"sv;
        case op::type_kind::timestamptz: return "TIMESTAMPTZ TEXT"sv;
        case op::type_kind::array:
        case op::type_kind::jsonb:
        case op::type_kind::json: return "JSON TEXT"sv;
        case op::type_kind::citext: return "CITEXT"sv;
        case op::type_kind::uuid: return "UUID TEXT"sv;
        case op::type_kind::enumeration: return "VARCHAR"sv;
        case op::type_kind::native: return type.name;
        case op::type_kind::text:
        case op::type_kind::interval: break;
    }
    return "TEXT"sv;
}

/// What `type_word` adds to a name to give it TEXT affinity. Tables of version 0.1 lack it: both spellings are one
/// type.
inline constexpr std::string_view text_affinity = " TEXT"sv;

/// Whether a name is that of a type, with or without `text_affinity`.
constexpr bool is_type_word(const op::data_type& type, std::string_view word) {
    const std::string_view written = type_word(type);
    if (dialect::same_without_case(written, word)) return true;
    return written.ends_with(text_affinity) &&
        dialect::same_without_case(written.substr(0, written.size() - text_affinity.size()), word);
}

/// The type in a STRICT table, which allows INT, INTEGER, REAL, TEXT, BLOB and ANY (stricttables.html). NUMERIC becomes
/// ANY, which keeps every digit; REAL would not.
constexpr std::string_view strict_type_word(const op::data_type& type) {
    switch (type.kind) {
        case op::type_kind::boolean:
        case op::type_kind::smallint:
        case op::type_kind::integer:
        case op::type_kind::bigint: return "INTEGER"sv;
        case op::type_kind::real:
        case op::type_kind::double_precision: return "REAL"sv;
        case op::type_kind::numeric: return "ANY"sv;
        case op::type_kind::binary: return "BLOB"sv;
        case op::type_kind::native: return type.name;
        default: return "TEXT"sv;
    }
}

/// Whether a native type can be written without quotes: words that are names wherever they stand and cannot begin a
/// column constraint, then numbers in parentheses (lang_createtable.html, type-name).
constexpr bool is_plain_type(std::string_view spelled) {
    syntax::tokenizer reader(spelled);
    if (reader.place() != 0) return false;
    for (; reader.peek().kind == syntax::token_kind::word; reader.take())
        if (reader.peek().is("GENERATED") || syntax::is_reserved(syntax::keyword_of(reader.peek()))) return false;
    if (reader.place() == 0) return spelled.empty();
    if (!reader.take('('))
        return reader.peek().kind == syntax::token_kind::end && spelled.find_first_of("-/") == std::string_view::npos;
    while (reader.peek().kind == syntax::token_kind::number || reader.peek().is(',') || reader.peek().is('-') ||
           reader.peek().is('+'))
        reader.take();
    return reader.take(')') && reader.peek().kind == syntax::token_kind::end && spelled.back() == ')' &&
        spelled.find("--") == std::string_view::npos && spelled.find('/') == std::string_view::npos;
}

/// Appends a native type, in quotes if needed: SQLite accepts any quoted text as a type.
constexpr void put_native_type(sql_text& sql, std::string_view spelled) {
    if (is_plain_type(spelled)) sql.put(spelled);
    else dialect::put_identifier(sql, spelled);
}

/// Appends a type such as `NUMERIC(10, 2)`. An enumeration is a VARCHAR of its longest value, without a check, as in
/// Alembic.
constexpr void put_type(sql_text& sql, const op::operations_view& arrays, const op::data_type& type, bool in_strict) {
    if (type.kind == op::type_kind::native) {
        put_native_type(sql, type.name);
        return;
    }
    if (in_strict) {
        sql.put(strict_type_word(type));
        return;
    }
    sql.put(type_word(type));
    const std::uint64_t length = type.kind == op::type_kind::enumeration
        ? dialect::longest(type.values.of(arrays.names))
        : static_cast<std::uint64_t>(type.precision);
    if (length == 0 || type.kind == op::type_kind::array) return;
    sql.put("(").put_number(length);
    if (type.kind == op::type_kind::numeric && type.scale != 0)
        sql.put(", ").put_number(static_cast<std::uint64_t>(type.scale));
    sql.put(")");
}

/// The affinity of a type of the library: the result of the rules for its name, without reading the name.
constexpr affinity affinity_of(const op::data_type& type, bool in_strict) {
    switch (type.kind) {
        case op::type_kind::smallint:
        case op::type_kind::integer:
        case op::type_kind::bigint: return affinity::integer;
        case op::type_kind::real:
        case op::type_kind::double_precision: return affinity::real;
        case op::type_kind::binary: return affinity::blob;
        case op::type_kind::boolean: return in_strict ? affinity::integer : affinity::numeric;
        // ANY in a STRICT table stores values unchanged, as BLOB affinity does elsewhere.
        case op::type_kind::numeric: return in_strict ? affinity::blob : affinity::numeric;
        case op::type_kind::native:
            return in_strict && dialect::same_without_case(type.name, "ANY") ? affinity::blob : affinity_of(type.name);
        default: return affinity::text;
    }
}

/// The column that is an alias of the rowid: the single primary key declared INTEGER (lang_createtable.html, section
/// 5); null if none. SQLite numbers its new rows, so an autoincremented SMALLINT or BIGINT is declared INTEGER too.
constexpr const op::column* rowid_key(const op::table_view& table) {
    if (table.options().without_rowid) return nullptr;
    const op::constraint* const key = table.primary_key();
    if (key == nullptr || key->columns.count != 1) return nullptr;
    const op::column* const column = table.find_column(table.names(key->columns)[0]);
    if (column == nullptr) return nullptr;
    const op::data_type& type = column->type;
    if (type.kind == op::type_kind::native) return dialect::same_without_case(type.name, "INTEGER") ? column : nullptr;
    if (!is_integer(type.kind)) return nullptr;
    const bool numbered = column->autoincrement || column->identity.kind != op::identity_kind::none;
    return type.kind == op::type_kind::integer || numbered || table.options().strict ? column : nullptr;
}

/// Whether the table has AUTOINCREMENT. It is valid only after PRIMARY KEY in the rowid column, anywhere else a syntax
/// error.
constexpr bool is_autoincrement(const op::table_view& table) {
    const op::column* const key = rowid_key(table);
    return key != nullptr && key->autoincrement;
}

}  // namespace aludel::inline v0_1::sqlite_dialect
