// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/detail/sentence.hpp>
#include <aludel/schema/compare.hpp>

#include <cstddef>      // size_t
#include <cstdint>      // int64_t
#include <string_view>  // string_view

// How differences are worded: what is there, and what should be.

namespace aludel::inline v0_1 {

namespace detail {

constexpr void add_number(sentence& text, std::int64_t number) {
    if (number < 0) text.add("-");
    const auto bits = static_cast<std::uint64_t>(number);
    text.add(static_cast<std::size_t>(number < 0 ? 0 - bits : bits));
}

/// "type numeric(10, 2) COLLATE NOCASE": all that `change::type` is about.
constexpr void add_type_of(sentence& text, const op::column& column) {
    const op::data_type& type = column.type;
    text.add(type.kind == op::type_kind::native ? type.name.text() : op::word_of(type.kind));
    if (type.kind == op::type_kind::enumeration) text.add({" ", type.name.text()});
    if (type.precision != 0) text.add({"(", static_cast<std::size_t>(type.precision)});
    if (type.precision != 0 && type.scale != 0) text.add({", ", static_cast<std::size_t>(type.scale)});
    if (type.precision != 0) text.add(")");
    if (!column.collation.empty()) text.add({" COLLATE ", column.collation.text()});
    if (column.generated != op::generated_kind::none)
        text.add({" generated as (", column.expression.text(), column.generated == op::generated_kind::stored ? ") stored" : ")"});
    if (column.autoincrement) text.add(" autoincrement");
}

/// A default in SQL; of a real number six digits behind the point.
constexpr void add_value(sentence& text, const op::value& value) {
    switch (value.kind) {
        case op::value_kind::none: text.add("none"); return;
        case op::value_kind::null: text.add("NULL"); return;
        case op::value_kind::boolean: text.add(value.integer != 0 ? "TRUE" : "FALSE"); return;
        case op::value_kind::integer: add_number(text, value.integer); return;
        case op::value_kind::text: text.add({"'", value.text.text(), "'"}); return;
        case op::value_kind::current_timestamp: text.add("CURRENT_TIMESTAMP"); return;
        case op::value_kind::expression: text.add({"(", value.text.text(), ")"}); return;
        case op::value_kind::real: break;
    }
    if (!(value.real > -9e12 && value.real < 9e12)) {
        text.add("a real number");
        return;
    }
    const auto millionths = static_cast<std::int64_t>(value.real * 1e6);
    if (millionths < 0) text.add("-");
    const auto digits = static_cast<std::size_t>(millionths < 0 ? -millionths : millionths);
    text.add(digits / 1'000'000).add(".");
    std::size_t rest = digits % 1'000'000;
    for (std::size_t unit = 100'000; unit != 0 && (rest != 0 || unit == 100'000); rest %= unit, unit /= 10) text.add(rest / unit);
}

/// "unique (a, lower(b) DESC) WHERE c"
constexpr void add_index(sentence& text, const index_entry& index) {
    text.add(index.get().unique ? "unique (" : "(");
    bool first = true;
    for (const op::index_part& each : index.parts()) {
        text.add({first ? "" : ", ", each.column.empty() ? each.expression.text() : each.column.text(), each.descending ? " DESC" : ""});
        first = false;
    }
    text.add(")");
    if (!index.get().where.empty()) text.add({" WHERE ", index.get().where.text()});
}

/// In what a column differs: what is there, instead of what should be.
constexpr void add_changes(sentence& text, const difference& changed) {
    const op::column &found = *changed.found, &wanted = *changed.wanted;
    std::string_view separator;
    const auto begin = [&](std::string_view what) { text.add({separator, what}), separator = ", "; };
    if (op::has(changed.changes, op::change::type)) begin("type "), add_type_of(text, found), text.add(" instead of "), add_type_of(text, wanted);
    if (op::has(changed.changes, op::change::nullability))
        begin(changed.can_be_null ? "nullable instead of NOT NULL" : "NOT NULL instead of nullable");
    if (op::has(changed.changes, op::change::default_value))
        begin("default "), add_value(text, found.default_value), text.add(" instead of "), add_value(text, wanted.default_value);
    if (op::has(changed.changes, op::change::identity)) begin("another identity");
    if (op::has(changed.changes, op::change::comment))
        begin("comment '"), text.add({found.comment.text(), "' instead of '", wanted.comment.text(), "'"});
}

/// "table `t` lacks unique constraint (`a`, `b`)": by its name, or by what it says where it has none.
constexpr sentence constraint_text(const difference& about, std::string_view verb) {
    sentence text({"table `", about.table, "` ", verb, " ", kind_name(about.constraint->kind)});
    if (!about.object.empty()) return text.add({" `", about.object, "`"});
    if (about.constraint->kind == op::constraint_kind::check) return text.add({" (", about.constraint->expression.text(), ")"});
    return text.add({" (", list_names(about.columns), ")"});
}

}  // namespace detail

constexpr detail::sentence difference::text() const {
    using detail::sentence;
    const sentence of_table({"` of table `", table, "`"});
    switch (kind) {
        case difference_kind::missing_table: return sentence({"table `", table, "` is missing"});
        case difference_kind::extra_table: return sentence({"table `", table, "` is unexpected"});
        case difference_kind::missing_column: return sentence({"table `", table, "` lacks column `", object, "`"});
        case difference_kind::extra_column: return sentence({"table `", table, "` has the extra column `", object, "`"});
        case difference_kind::missing_constraint: return detail::constraint_text(*this, "lacks");
        case difference_kind::extra_constraint: return detail::constraint_text(*this, "has the extra");
        case difference_kind::missing_index: return sentence({"table `", table, "` lacks index `", object, "`"});
        case difference_kind::extra_index: return sentence({"table `", table, "` has the extra index `", object, "`"});
        case difference_kind::missing_view: return sentence({"view `", table, "` is missing"});
        case difference_kind::extra_view: return sentence({"view `", table, "` is unexpected"});
        case difference_kind::changed_view: return sentence({"view `", table, "` differs: `", found_text, "` instead of `", wanted_text, "`"});
        case difference_kind::missing_object: return sentence({object_kind, " `", object, of_table, " is missing"});
        case difference_kind::extra_object: return sentence({object_kind, " `", object, of_table, " is unexpected"});
        case difference_kind::changed_object:
            return sentence({object_kind, " `", object, of_table, " differs: `", found_text, "` instead of `", wanted_text, "`"});
        case difference_kind::changed_column: {
            sentence text({"column `", object, of_table, " differs: "});
            detail::add_changes(text, *this);
            return text;
        }
        case difference_kind::changed_index: break;
    }
    sentence text({"index `", object, of_table, " differs: "});
    detail::add_index(text, *found_index), text.add(" instead of "), detail::add_index(text, *wanted_index);
    return text;
}

}  // namespace aludel::inline v0_1
