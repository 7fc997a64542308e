// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/operation/operations_view.hpp>

#include <cstddef>      // size_t
#include <cstdio>       // snprintf
#include <cstdlib>      // strtod
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::code {

/// A C++ string literal with exactly these bytes. Control characters and bytes that are not UTF-8 become octal escapes,
/// which unlike hexadecimal ones end after three digits. Two `?` are never adjacent, so that there are no trigraphs.
inline std::string literal_of(std::string_view what) {
    std::string result = "\"";
    const auto octal = [&](unsigned char byte) {
        for (unsigned shift = 9; shift != 0; shift -= 3) result += static_cast<char>('0' + (byte >> (shift - 3) & 7U));
    };
    while (!what.empty()) {
        const detail::code_point each = detail::first_code_point(what);
        if (each.value == '"' || each.value == '\\' || (each.value == '?' && result.back() == '?'))
            (result += '\\') += what[0];
        else if (each.value == '\n') result += "\\n";
        else if (each.value == '\t') result += "\\t";
        else if (each.valid && !detail::is_control(each.value)) result += what.substr(0, each.size);
        else
            for (const char byte : what.substr(0, each.size)) result += '\\', octal(static_cast<unsigned char>(byte));
        what.remove_prefix(each.size);
    }
    return result + '"';
}

/// SQL as a C++ string literal: a raw one where the text has several lines, and nothing that would not be seen.
inline std::string sql_literal_of(std::string_view sql) {
    bool is_raw = sql.find('\n') != sql.npos && sql.find(")sql\"") == sql.npos;
    for (std::string_view rest = sql; is_raw && !rest.empty();) {
        const detail::code_point each = detail::first_code_point(rest);
        is_raw = each.value == '\n' || each.value == '\t' || (each.valid && !detail::is_control(each.value));
        rest.remove_prefix(each.size);
    }
    return is_raw ? "R\"sql(" + std::string(sql) + ")sql\"" : literal_of(sql);
}

/// A C++ literal of a number: the shortest that is read as the same one.
inline std::string number_of(double value) {
    char text[32];
    for (int digits = 6; digits <= 17; ++digits) {
        std::snprintf(text, sizeof text, "%.*g", digits, value);
        if (std::strtod(text, nullptr) == value) break;
    }
    std::string result = text;
    return result.find_first_of(".en") == result.npos ? result + ".0" : result;
}

/// A text as one line for a `//` comment. It does not end with `\` or its trigraph, which would continue the comment on
/// the next line.
inline std::string comment_of(std::string_view what) {
    std::string result = detail::visible(what, detail::line_breaks::spaces);
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result.ends_with('\\') || result.ends_with("?\?/") ? result + " ." : result;
}

/// Writes a call, word by word: `call("word").add("a").add("b").end()` is `word(a, b)`.
class call {
public:
    explicit call(std::string_view word) : written_(word) { written_ += '('; }

    call& add(std::string_view argument) {
        if (!first_) written_ += between_;
        first_ = false;
        written_ += argument;
        return *this;
    }
    /// From now on each argument is on a line of its own.
    call& lines(std::string_view margin) {
        between_ = ",\n" + std::string(margin);
        return *this;
    }
    [[nodiscard]] std::string end() const { return written_ + ')'; }

private:
    std::string written_;
    std::string between_ = ", ";
    bool first_ = true;
};

/// Writes values, types, columns, constraints and indexes as C++ code, with or without a namespace in front of the
/// words.
class spelling {
public:
    explicit spelling(std::string_view prefix) : prefix_(prefix) {}

    [[nodiscard]] std::string word(std::string_view source) const { return prefix_ + std::string(source); }

    /// The text of a statement. For people it is one line.
    [[nodiscard]] std::string sql(std::string_view text) const {
        return prefix_.empty() ? literal_of(text) : sql_literal_of(text);
    }

    [[nodiscard]] std::string value(const op::value& subject) const {
        using kind = op::value_kind;
        switch (subject.kind) {
            case kind::none:
            case kind::out_of_range: return {};
            case kind::null: return word("null");
            case kind::boolean: return subject.integer != 0 ? "true" : "false";
            case kind::integer: return std::to_string(subject.integer);
            case kind::real: return number_of(subject.real);
            case kind::text: return literal_of(subject.text);
            case kind::current_timestamp: return word("current_timestamp");
            case kind::expression: return call(word("sql")).add(literal_of(subject.text)).end();
        }
        return {};
    }

    [[nodiscard]] std::string type(const op::operations_view& arrays, const op::data_type& data_type) const {
        constexpr std::string_view words[] = {
            "boolean",     "smallint",  "integer",     "bigint",   "real",   "double_precision",
            "numeric",     "varchar",   "char_",       "text",     "binary", "date",
            "time",        "timestamp", "timestamptz", "interval", "json",   "uuid",
            "enumeration", "native",    "array",       "jsonb",    "citext"};
        if (data_type.kind == op::type_kind::array)
            return call(word("array")).add(type(arrays, op::element_of(data_type))).end();
        call code(word(words[static_cast<std::size_t>(data_type.kind)]));
        if (data_type.kind == op::type_kind::native) return code.add(literal_of(data_type.name)).end();
        if (data_type.kind == op::type_kind::enumeration) {
            code.add(literal_of(data_type.name));
            for (const name& each : data_type.values.of(arrays.names)) code.add(literal_of(each));
            if (!data_type.schema.empty()) code.add(schema(data_type.schema));
            return code.end();
        }
        if (data_type.precision == 0) return word(words[static_cast<std::size_t>(data_type.kind)]);
        code.add(std::to_string(data_type.precision));
        if (data_type.kind == op::type_kind::numeric && data_type.scale != 0) code.add(std::to_string(data_type.scale));
        return code.end();
    }

    [[nodiscard]] std::string schema(std::string_view called) const {
        return call(word("in_schema")).add(literal_of(called)).end();
    }

    [[nodiscard]] std::string identity(const op::identity& subject) const {
        std::string result =
            call(word("identity")).add(word(subject.kind == op::identity_kind::always ? "always" : "by_default")).end();
        if (subject.start != 1) result += ".start(" + std::to_string(subject.start) + ")";
        if (subject.increment != 1) result += ".increment(" + std::to_string(subject.increment) + ")";
        return result;
    }

    [[nodiscard]] std::string column(const op::operations_view& arrays, const op::column& field,
                                     bool is_key = false) const {
        call code(word("column"));
        code.add(literal_of(field.name)).add(type(arrays, field.type));
        if (is_key) code.add(word("primary_key"));
        else if (!field.nullable && field.identity.kind == op::identity_kind::none) code.add(word("not_null"));
        if (field.autoincrement) code.add(word("autoincrement"));
        if (field.identity.kind != op::identity_kind::none) code.add(identity(field.identity));
        if (field.default_value.given()) code.add(call(word("default_to")).add(value(field.default_value)).end());
        if (field.generated != op::generated_kind::none)
            code.add(call(word("generated"))
                         .add(literal_of(field.expression))
                         .add(word(field.generated == op::generated_kind::stored ? "stored" : "virtual_"))
                         .end());
        if (!field.collation.empty()) code.add(call(word("collate")).add(literal_of(field.collation)).end());
        if (!field.comment.empty()) code.add(call(word("comment")).add(literal_of(field.comment)).end());
        return code.end();
    }

    /// `own_name` is the name for `.named(...)`; empty if the naming convention gives the same.
    [[nodiscard]] std::string constraint(const op::operations_view& arrays, const op::constraint& key,
                                         std::string_view own_name) const {
        using kind = op::constraint_kind;
        const char* const words[] = {"primary_key", "unique", "foreign_key", "check", "exclude"};
        call head(word(words[static_cast<int>(key.kind)]));
        if (key.kind == kind::check || key.kind == kind::exclusion) head.add(literal_of(key.expression));
        else
            for (const name& each : key.columns.of(arrays.names)) head.add(literal_of(each));
        std::string result = head.end();
        if (key.kind == kind::foreign_key) {
            call target("references");
            target.add(literal_of(key.target));
            for (const name& each : key.target_columns.of(arrays.names)) target.add(literal_of(each));
            if (!key.target_schema.empty()) target.add(schema(key.target_schema));
            result += "." + target.end();
            if (key.on_delete != op::referential_action::no_action)
                result += ".on_delete(" + action(key.on_delete) + ")";
            if (key.on_update != op::referential_action::no_action)
                result += ".on_update(" + action(key.on_update) + ")";
            if (!key.match.empty()) result += ".match(" + literal_of(key.match) + ")";
        } else if (key.kind == kind::exclusion) {
            if (key.match != "gist") result += ".using_method(" + literal_of(key.match) + ")";
            if (!key.where.empty()) result += ".where(" + literal_of(key.where) + ")";
        }
        if (key.nulls_not_distinct) result += ".nulls_not_distinct()";
        if (key.initially_deferred) result += ".initially_deferred()";
        else if (key.deferrable) result += ".deferrable()";
        if (key.not_valid) result += ".not_valid()";
        if (!own_name.empty()) result += ".named(" + literal_of(own_name) + ")";
        return result;
    }

    /// An `index` as an element of its table, or a `create_index` if `table` is given.
    [[nodiscard]] std::string index(const op::operations_view& arrays, const op::index& definition,
                                    std::string_view table) const {
        call head(word(table.empty() ? "index" : "create_index"));
        head.add(literal_of(definition.name));
        if (!table.empty()) head.add(literal_of(table));
        for (const op::index_part& part : definition.parts.of(arrays.parts)) {
            std::string options;
            if (part.length != 0) options += ".prefix(" + std::to_string(part.length) + ")";
            if (!part.collation.empty()) options += ".collate(" + literal_of(part.collation) + ")";
            if (!part.operators.empty()) options += ".operators(" + literal_of(part.operators) + ")";
            if (part.nulls != op::nulls_order::standard)
                options += part.nulls == op::nulls_order::first ? ".nulls_first()" : ".nulls_last()";
            if (part.column.empty())
                head.add(call(word("expression")).add(literal_of(part.expression)).end() +
                         (part.descending ? ".desc()" : "") + options);
            else if (part.descending || !options.empty())
                head.add(call(word(part.descending ? "desc" : "asc")).add(literal_of(part.column)).end() + options);
            else head.add(literal_of(part.column));
        }
        std::string result = head.end();
        if (definition.nulls_not_distinct) result += ".nulls_not_distinct()";
        else if (definition.unique) result += ".unique()";
        if (!definition.where.empty()) result += ".where(" + literal_of(definition.where) + ")";
        if (!definition.method.empty()) result += ".using_method(" + literal_of(definition.method) + ")";
        if (!definition.include.empty()) {
            call columns(".include");
            for (const name& each : definition.include.of(arrays.names)) columns.add(literal_of(each));
            result += columns.end();
        }
        if (!definition.storage.empty()) result += ".storage(" + literal_of(definition.storage) + ")";
        if (!definition.tablespace.empty()) result += ".tablespace(" + literal_of(definition.tablespace) + ")";
        if (definition.concurrently) result += ".concurrently()";
        if (definition.if_not_exists) result += ".if_not_exists()";
        return result;
    }

private:
    [[nodiscard]] std::string action(op::referential_action subject) const {
        const char* const words[] = {"no_action", "cascade", "set_null", "set_default", "restrict"};
        return word(words[static_cast<int>(subject)]);
    }

    std::string prefix_;
};

}  // namespace aludel::inline v0_1::code
