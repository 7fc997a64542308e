// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/visible.hpp>
#include <aludel/operation/operations_view.hpp>

#include <cstddef>      // size_t
#include <string>       // string, to_string
#include <string_view>  // string_view

namespace aludel::inline v0_1::code {

/// A C++ string literal with exactly these bytes. Control characters and bytes that are not UTF-8 become octal escapes,
/// which unlike hexadecimal ones end after three digits. Two `?` are never adjacent, so that there are no trigraphs.
inline std::string literal_of(std::string_view what) {
    std::string made = "\"";
    const auto octal = [&](unsigned char byte) {
        for (unsigned shift = 9; shift != 0; shift -= 3) made += static_cast<char>('0' + (byte >> (shift - 3) & 7U));
    };
    while (!what.empty()) {
        const detail::code_point each = detail::first_code_point(what);
        if (each.value == '"' || each.value == '\\' || (each.value == '?' && made.back() == '?')) (made += '\\') += what[0];
        else if (each.value == '\n') made += "\\n";
        else if (each.value == '\t') made += "\\t";
        else if (each.valid && !detail::is_control(each.value)) made += what.substr(0, each.size);
        else
            for (const char byte : what.substr(0, each.size)) made += '\\', octal(static_cast<unsigned char>(byte));
        what.remove_prefix(each.size);
    }
    return made + '"';
}

/// A text as one line for a `//` comment. It does not end with `\` or its trigraph, which would continue the comment on
/// the next line.
inline std::string comment_of(std::string_view what) {
    std::string made = detail::visible(what, detail::line_breaks::spaces);
    while (!made.empty() && made.back() == ' ') made.pop_back();
    return made.ends_with('\\') || made.ends_with("?\?/") ? made + " ." : made;
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

    [[nodiscard]] std::string word(std::string_view of) const { return prefix_ + std::string(of); }

    [[nodiscard]] std::string value(const op::value& of) const {
        using kind = op::value_kind;
        switch (of.kind) {
            case kind::none:
            case kind::out_of_range: return {};
            case kind::null: return word("null");
            case kind::boolean: return of.integer != 0 ? "true" : "false";
            case kind::integer: return std::to_string(of.integer);
            case kind::real: return std::to_string(of.real);
            case kind::text: return literal_of(of.text);
            case kind::current_timestamp: return word("current_timestamp");
            case kind::expression: return call(word("sql")).add(literal_of(of.text)).end();
        }
        return {};
    }

    [[nodiscard]] std::string type(const op::operations_view& arrays, const op::data_type& of) const {
        constexpr std::string_view words[] = {"boolean", "smallint", "integer", "bigint", "real", "double_precision", "numeric", "varchar", "char_", "text",
                                              "binary", "date", "time", "timestamp", "timestamptz", "interval", "json", "uuid", "enumeration", "native"};
        call made(word(words[static_cast<std::size_t>(of.kind)]));
        if (of.kind == op::type_kind::native) return made.add(literal_of(of.name)).end();
        if (of.kind == op::type_kind::enumeration) {
            made.add(literal_of(of.name));
            for (const name& each : of.values.of(arrays.names)) made.add(literal_of(each));
            return made.end();
        }
        if (of.precision == 0) return word(words[static_cast<std::size_t>(of.kind)]);
        made.add(std::to_string(of.precision));
        if (of.kind == op::type_kind::numeric && of.scale != 0) made.add(std::to_string(of.scale));
        return made.end();
    }

    [[nodiscard]] std::string identity(const op::identity& of) const {
        std::string made = call(word("identity")).add(word(of.kind == op::identity_kind::always ? "always" : "by_default")).end();
        if (of.start != 1) made += ".start(" + std::to_string(of.start) + ")";
        if (of.increment != 1) made += ".increment(" + std::to_string(of.increment) + ")";
        return made;
    }

    [[nodiscard]] std::string column(const op::operations_view& arrays, const op::column& of, bool is_key = false) const {
        call made(word("column"));
        made.add(literal_of(of.name)).add(type(arrays, of.type));
        if (is_key) made.add(word("primary_key"));
        else if (!of.nullable && of.identity.kind == op::identity_kind::none) made.add(word("not_null"));
        if (of.autoincrement) made.add(word("autoincrement"));
        if (of.identity.kind != op::identity_kind::none) made.add(identity(of.identity));
        if (of.default_value.given()) made.add(call(word("default_to")).add(value(of.default_value)).end());
        if (of.generated != op::generated_kind::none)
            made.add(call(word("generated")).add(literal_of(of.expression)).add(word(of.generated == op::generated_kind::stored ? "stored" : "virtual_")).end());
        if (!of.collation.empty()) made.add(call(word("collate")).add(literal_of(of.collation)).end());
        if (!of.comment.empty()) made.add(call(word("comment")).add(literal_of(of.comment)).end());
        return made.end();
    }

    /// `own_name` is the name for `.named(...)`; empty if the naming convention gives the same.
    [[nodiscard]] std::string constraint(const op::operations_view& arrays, const op::constraint& of, std::string_view own_name) const {
        using kind = op::constraint_kind;
        const char* const words[] = {"primary_key", "unique", "foreign_key", "check"};
        call head(word(words[static_cast<int>(of.kind)]));
        if (of.kind == kind::check) head.add(literal_of(of.expression));
        else
            for (const name& each : of.columns.of(arrays.names)) head.add(literal_of(each));
        std::string made = head.end();
        if (of.kind == kind::foreign_key) {
            call target("references");
            target.add(literal_of(of.target));
            for (const name& each : of.target_columns.of(arrays.names)) target.add(literal_of(each));
            made += "." + target.end();
            if (of.on_delete != op::referential_action::no_action) made += ".on_delete(" + action(of.on_delete) + ")";
            if (of.on_update != op::referential_action::no_action) made += ".on_update(" + action(of.on_update) + ")";
            if (of.deferrable) made += ".deferrable()";
            if (of.initially_deferred) made += ".initially_deferred()";
            if (!of.match.empty()) made += ".match(" + literal_of(of.match) + ")";
        }
        if (!own_name.empty()) made += ".named(" + literal_of(own_name) + ")";
        return made;
    }

    /// An `index` as an element of its table, or a `create_index` if `table` is given.
    [[nodiscard]] std::string index(const op::operations_view& arrays, const op::index& of, std::string_view table) const {
        call head(word(table.empty() ? "index" : "create_index"));
        head.add(literal_of(of.name));
        if (!table.empty()) head.add(literal_of(table));
        for (const op::index_part& part : of.parts.of(arrays.parts)) {
            if (part.column.empty()) head.add(call(word("expression")).add(literal_of(part.expression)).end() + (part.descending ? ".desc()" : ""));
            else if (part.descending) head.add(call(word("desc")).add(literal_of(part.column)).end());
            else head.add(literal_of(part.column));
        }
        std::string made = head.end();
        if (of.unique) made += ".unique()";
        if (!of.where.empty()) made += ".where(" + literal_of(of.where) + ")";
        if (!of.method.empty()) made += ".using_method(" + literal_of(of.method) + ")";
        if (!of.include.empty()) {
            call columns(".include");
            for (const name& each : of.include.of(arrays.names)) columns.add(literal_of(each));
            made += columns.end();
        }
        if (of.concurrently) made += ".concurrently()";
        if (of.if_not_exists) made += ".if_not_exists()";
        return made;
    }

private:
    [[nodiscard]] std::string action(op::referential_action of) const {
        const char* const words[] = {"no_action", "cascade", "set_null", "set_default", "restrict"};
        return word(words[static_cast<int>(of)]);
    }

    std::string prefix_;
};

}  // namespace aludel::inline v0_1::code
