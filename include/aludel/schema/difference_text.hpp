// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>
#include <aludel/schema/compare.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string_view>  // string_view

// The text of differences: what is there, and what should be.

namespace aludel::inline v0_1 {

namespace detail {

/// Where the parts of a text go. An interface, so that the text is written once for sinks of several types.
struct difference_text {
    virtual constexpr void add(parts added) = 0;

protected:
    constexpr ~difference_text() = default;
};

/// A number with its sign.
constexpr void add_number(difference_text& text, std::int64_t number) {
    if (number < 0) text.add({"-"});
    const auto bits = static_cast<std::uint64_t>(number);
    text.add({static_cast<std::size_t>(number < 0 ? 0 - bits : bits)});
}

/// "type numeric(10, 2) COLLATE NOCASE": all that `change::type` and `change::collation` are about.
constexpr void add_type_of(difference_text& text, const op::column& column) {
    const bool is_array = column.type.kind == op::type_kind::array;
    const op::data_type type = is_array ? op::element_of(column.type) : column.type;
    text.add({type.kind == op::type_kind::native ? type.name.text() : op::word_of(type.kind)});
    if (type.kind == op::type_kind::enumeration) text.add({" ", type.name.text()});
    if (type.precision != 0) text.add({"(", static_cast<std::size_t>(type.precision)});
    if (type.precision != 0 && type.scale != 0) text.add({", ", static_cast<std::size_t>(type.scale)});
    if (type.precision != 0) text.add({")"});
    if (is_array) text.add({"[]"});
    if (!column.collation.empty()) text.add({" COLLATE ", column.collation.text()});
    if (column.generated != op::generated_kind::none)
        text.add({" generated as (", column.expression.text(),
                  column.generated == op::generated_kind::stored ? ") stored" : ")"});
    if (column.autoincrement) text.add({" autoincrement"});
}

/// A default value as SQL; a real number with at most six digits after the decimal point.
constexpr void add_value(difference_text& text, const op::value& value) {
    switch (value.kind) {
        case op::value_kind::none: text.add({"none"}); return;
        case op::value_kind::out_of_range: text.add({"a number beyond 64 bits"}); return;
        case op::value_kind::null: text.add({"NULL"}); return;
        case op::value_kind::boolean: text.add({value.integer != 0 ? "TRUE" : "FALSE"}); return;
        case op::value_kind::integer: add_number(text, value.integer); return;
        case op::value_kind::text: text.add({"'", value.text.text(), "'"}); return;
        case op::value_kind::current_timestamp: text.add({"CURRENT_TIMESTAMP"}); return;
        case op::value_kind::expression: text.add({"(", value.text.text(), ")"}); return;
        case op::value_kind::real: break;
    }
    if (!(value.real > -9e12 && value.real < 9e12)) {
        text.add({"a real number"});
        return;
    }
    const auto millionths = static_cast<std::int64_t>(value.real * 1e6);
    if (millionths < 0) text.add({"-"});
    const auto digits = static_cast<std::size_t>(millionths < 0 ? -millionths : millionths);
    text.add({digits / 1'000'000, "."});
    std::size_t rest = digits % 1'000'000;
    for (std::size_t unit = 100'000; unit != 0 && (rest != 0 || unit == 100'000); rest %= unit, unit /= 10)
        text.add({rest / unit});
}

/// What an index says: "unique (a, lower(b) DESC) WHERE c".
constexpr void add_index(difference_text& text, const index_entry& index) {
    text.add({index.get().unique ? "unique " : ""});
    if (index.get().method.size != 0) text.add({"USING ", index.get().method.text(), " "});
    text.add({"("});
    bool first = true;
    for (const op::index_part& each : index.parts()) {
        text.add({first ? "" : ", ", each.column.empty() ? each.expression.text() : each.column.text()});
        if (each.length != 0) text.add({"(", each.length, ")"});
        if (each.collation.size != 0) text.add({" COLLATE ", each.collation.text()});
        if (each.operators.size != 0) text.add({" ", each.operators.text()});
        if (each.descending) text.add({" DESC"});
        if (each.nulls != op::nulls_order::standard)
            text.add({each.nulls == op::nulls_order::first ? " NULLS FIRST" : " NULLS LAST"});
        first = false;
    }
    text.add({")"});
    std::string_view before = " INCLUDE (";
    for (const name& each : index.get().include.of(index.arrays->names)) text.add({before, each}), before = ", ";
    if (index.get().include.count != 0) text.add({")"});
    if (index.get().nulls_not_distinct) text.add({" NULLS NOT DISTINCT"});
    if (!index.get().storage.empty()) text.add({" WITH (", index.get().storage.text(), ")"});
    if (!index.get().tablespace.empty()) text.add({" TABLESPACE ", index.get().tablespace.text()});
    if (!index.get().where.empty()) text.add({" WHERE ", index.get().where.text()});
}

/// What differs in a column, each as "what is there instead of what should be".
constexpr void add_changes(difference_text& text, const difference& changed) {
    const op::column &found = *changed.found, &wanted = *changed.wanted;
    std::string_view separator;
    const auto begin = [&](std::string_view what) { text.add({separator, what}), separator = ", "; };
    const bool is_of_values = !op::has(changed.changes, op::change::collation) &&
        found.type.kind == op::type_kind::enumeration && wanted.type.kind == op::type_kind::enumeration &&
        found.type.name == wanted.type.name && found.type.schema == wanted.type.schema;
    if (is_of_values && op::has(changed.changes, op::change::type))
        begin("other values of enumeration "), text.add({found.type.name.text()});
    else if (op::has(changed.changes, op::change::type | op::change::collation))
        begin("type "), add_type_of(text, found), text.add({" instead of "}), add_type_of(text, wanted);
    if (op::has(changed.changes, op::change::nullability))
        begin(changed.can_be_null ? "nullable instead of NOT NULL" : "NOT NULL instead of nullable");
    if (op::has(changed.changes, op::change::default_value))
        begin("default "), add_value(text, found.default_value), text.add({" instead of "}),
            add_value(text, wanted.default_value);
    if (op::has(changed.changes, op::change::identity)) begin("another identity");
    if (op::has(changed.changes, op::change::comment))
        begin("comment '"), text.add({found.comment.text(), "' instead of '", wanted.comment.text(), "'"});
}

/// What a foreign key refers to, and what happens to its rows.
constexpr void add_target(difference_text& text, const op::constraint& shown, const op::operations_view& arrays) {
    text.add({" to `", shown.schema_hash == 0 ? "" : shown.target_schema.text(), shown.schema_hash == 0 ? "" : ".",
              shown.target.text(), "`"});
    if (shown.target_columns.count != 0) text.add({" (", list_names(shown.target_columns.of(arrays.names)), ")"});
    if (shown.match.size != 0) text.add({" MATCH ", shown.match.text()});
    constexpr std::string_view actions[] = {"", "CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT"};
    if (const std::string_view action = actions[static_cast<int>(shown.on_delete)]; !action.empty())
        text.add({" ON DELETE ", action});
    if (const std::string_view action = actions[static_cast<int>(shown.on_update)]; !action.empty())
        text.add({" ON UPDATE ", action});
}

/// What a constraint says: "(`a`) to `t` (`b`) ON DELETE CASCADE".
constexpr void add_content(difference_text& text, const op::constraint& shown, const op::operations_view& arrays) {
    if (shown.kind == op::constraint_kind::exclusion && shown.match.size != 0)
        text.add({" USING ", shown.match.text()});
    if (shown.expression.size != 0) {
        text.add({" (", shown.expression.text(), ")"});
        if (shown.where.size != 0) text.add({" WHERE (", shown.where.text(), ")"});
    } else {
        text.add({shown.nulls_not_distinct ? " NULLS NOT DISTINCT (" : " (", list_names(shown.columns.of(arrays.names)),
                  ")"});
    }
    if (shown.kind == op::constraint_kind::foreign_key) add_target(text, shown, arrays);
    if (shown.not_valid) text.add({" NOT VALID"});
    if (shown.initially_deferred) text.add({" INITIALLY DEFERRED"});
    else if (shown.deferrable) text.add({" DEFERRABLE"});
}

/// What an enumeration, a sequence or a function is: "('sad', 'happy')".
constexpr void add_object(difference_text& text, const object_entry& shown) {
    if (shown.get().kind == op::operation_kind::create_enum) {
        std::string_view separator = "('";
        for (const name& each : values_of(shown)) text.add({separator, each}), separator = "', '";
        text.add({"')"});
    } else if (shown.get().kind == op::operation_kind::create_sequence) {
        const op::identity& numbers = shown.arrays->columns[shown.get().columns.first].identity;
        text.add({"from "}), add_number(text, numbers.start), text.add({" by "}), add_number(text, numbers.increment);
    } else {
        text.add({"`", shown.queries().empty() ? "" : shown.queries()[0].sql.text(), "`"});
    }
}

/// What stands between a schema that is named and its table.
constexpr std::string_view dot_behind(const op::text_view& schema) { return schema.size == 0 ? "" : "."; }

/// A constraint that says something else: "check `c` of table `t` differs: (a > 1) instead of (a > 0)".
constexpr void add_changed_constraint(difference_text& text, const difference& about) {
    text.add({kind_name(about.constraint->kind)});
    if (!about.object.empty()) text.add({" `", about.object, "`"});
    text.add({" of table `", about.schema.text(), dot_behind(about.schema), about.table, "` differs:"});
    add_content(text, *about.found_constraint, *about.found_arrays), text.add({" instead of"});
    add_content(text, *about.constraint, *about.arrays);
}

/// A missing or extra constraint: "table `t` lacks unique constraint (`a`, `b`)". Its name is given where it has one,
/// its content where it has none or names were not compared.
constexpr void add_constraint(difference_text& text, const difference& about, std::string_view verb) {
    text.add({"table `", about.schema.text(), dot_behind(about.schema), about.table, "` ", verb, " ",
              kind_name(about.constraint->kind)});
    if (!about.object.empty()) text.add({" `", about.object, "`"});
    if (about.object.empty() || about.by_content) add_content(text, *about.constraint, *about.arrays);
}

/// The whole text of `difference::text`.
constexpr void add_difference(difference_text& text, const difference& about) {
    using kind = difference_kind;
    const std::string_view dot = dot_behind(about.schema);
    const auto table = [&](std::string_view what) {
        text.add({"table `", about.schema.text(), dot, about.table, "` ", what});
    };
    const auto view = [&](std::string_view what) {
        text.add({"view `", about.schema.text(), dot, about.table, "` ", what});
    };
    const auto part = [&](std::string_view verb, std::string_view what) {
        text.add({"table `", about.schema.text(), dot, about.table, "` ", verb, " ", what, " `", about.object, "`"});
    };
    const auto object = [&](std::string_view what, std::string_view verb) {
        text.add({what, " `", about.object, "`"});
        if (!about.table.empty()) text.add({" of table `", about.schema.text(), dot, about.table, "`"});
        text.add({" ", verb});
    };
    const auto texts = [&] {
        if (about.found_object == nullptr)
            return text.add({"`", about.found_text, "` instead of `", about.wanted_text, "`"});
        add_object(text, *about.found_object), text.add({" instead of "}), add_object(text, *about.wanted_object);
    };
    switch (about.kind) {
        case kind::missing_table: return table("is missing");
        case kind::extra_table: return table("is unexpected");
        case kind::changed_options: return table("has other options");
        case kind::missing_column: return part("lacks", "column");
        case kind::extra_column: return part("has the extra", "column");
        case kind::changed_column: return object("column", "differs: "), add_changes(text, about);
        case kind::missing_constraint: return add_constraint(text, about, "lacks");
        case kind::extra_constraint: return add_constraint(text, about, "has the extra");
        case kind::changed_constraint: return add_changed_constraint(text, about);
        case kind::missing_index: return part("lacks", "index");
        case kind::extra_index: return part("has the extra", "index");
        case kind::missing_view: return view("is missing");
        case kind::extra_view: return view("is unexpected");
        case kind::changed_view: return view("differs: "), texts();
        case kind::missing_object: return object(about.object_kind, "is missing");
        case kind::extra_object: return object(about.object_kind, "is unexpected");
        case kind::changed_object: return object(about.object_kind, "differs: "), texts();
        case kind::changed_index: break;
    }
    object("index", "differs: ");
    add_index(text, *about.found_index), text.add({" instead of "}), add_index(text, *about.wanted_index);
}

}  // namespace detail

constexpr detail::sentence difference::text() const {
    struct final_text final : detail::difference_text {
        detail::sentence text;
        constexpr void add(detail::parts added) override { text.add(added); }
    } sentence;
    detail::add_difference(sentence, *this);
    return sentence.text;
}

}  // namespace aludel::inline v0_1
