// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/closest.hpp>
#include <aludel/base/list_view.hpp>
#include <aludel/base/vector.hpp>
#include <aludel/operation/operations.hpp>
#include <aludel/rule/finding.hpp>
#include <aludel/schema/apply.hpp>
#include <aludel/schema/compare.hpp>
#include <aludel/schema/enumerations.hpp>
#include <aludel/schema/invert.hpp>

#include <array>        // array
#include <cstddef>      // size_t
#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// States that a table, a column of one, or a value of an enumeration is renamed: from two states alone a rename cannot
/// be told from a drop and an addition.
struct rename_hint {
    name table{};   ///< or the enumeration
    name column{};  ///< or the value; empty: the table itself is renamed
    name to{};
};

/// A hint for a column, `rename("users.name", "full_name")`, for a table, `rename("users", "people")`, or for a value
/// of an enumeration, `rename("mood.sad", "blue")`.
constexpr rename_hint rename(std::string_view what, std::string_view target) {
    const std::size_t dot = what.find('.');
    if (dot == what.npos) return {what, {}, target};
    return {what.substr(0, dot), what.substr(dot + 1), target};
}

/// Hints for `diff`, as a constant: `inline constexpr auto names = al::renames(al::rename("users.name", "full_name"));`
template <class... Hints>
constexpr std::array<rename_hint, sizeof...(Hints)> renames(const Hints&... each) {
    return {each...};
}

namespace detail {

/// "; did you mean `x`?" with the most similar name, or a full stop.
template <class Entries>
constexpr sentence near_entry(const name& wanted, const Entries& among) {
    closest nearest(wanted);
    for (const auto& each : among) nearest.offer(replay_context::name_in(each));
    return nearest.found.empty() ? sentence({"."}) : sentence({"; did you mean `", nearest.found, "`?"});
}

/// Applies hints to `from` and writes the rename operations to `out`. Stops at the first hint that matches nothing.
struct renamer {
    schema& from;
    const schema& to;
    op::list_view<rename_hint> hints;
    op::operations& out;

    /// Applies all hints; returns what is wrong with the first that matches nothing (rule `unknown_rename`), or a
    /// finding of `rule::none`. Tables come first, so columns are searched in the table's new name.
    constexpr finding run() const {
        for (const rename_hint& each : hints)
            if (each.column.empty())
                if (const finding wrong = rename_table(each); wrong.rule != rule::none) return wrong;
        for (const rename_hint& each : hints)
            if (!each.column.empty())
                if (const finding wrong = is_of_value(each) ? rename_value(each) : rename_column(each);
                    wrong.rule != rule::none)
                    return wrong;
        return {};
    }

private:
    static constexpr finding wrong(parts what) { return finding(rule::unknown_rename, {}, what); }

    constexpr void perform(const op::operation& operation) const {
        out.list.push_back(operation);
        replay_context context{from};
        const op::operations nothing;
        detail::apply(context, nothing.view(), operation);
    }

    constexpr finding rename_table(const rename_hint& hint) const {
        if (!from.has_table(hint.table))
            return wrong({"rename: there is no table `", hint.table, "`", near_entry(hint.table, from.tables.entries()),
                          " Name one that is there before the change"});
        if (to.has_table(hint.table))
            return wrong({"rename: table `", hint.table,
                          "` is still in the models. Leave the rename out, or take the table out of the models"});
        if (!to.has_table(hint.to))
            return wrong({"rename: table `", hint.table, "` cannot become `", hint.to,
                          "`, which the models do not have", near_entry(hint.to, to.tables.entries()),
                          " Name one of theirs"});
        if (from.has_table(hint.to))
            return wrong({"rename: table `", hint.table, "` cannot become `", hint.to,
                          "`, which is there already. Leave the rename out"});
        perform(make_operation(op::operation_kind::rename_table, hint.table, {}, hint.to));
        return {};
    }

    /// Whether a hint is for a value of an enumeration: there is no table with its name.
    constexpr bool is_of_value(const rename_hint& hint) const {
        for (const rename_hint& each : hints)
            if (each.column.empty() && each.table == hint.table) return false;
        return !from.has_table(hint.table) && find_enumeration(from, hint.table) != from.objects.none;
    }

    constexpr finding rename_value(const rename_hint& hint) const {
        const std::uint32_t wanted = find_enumeration(to, hint.table);
        const op::list_view<name> values = values_of(from.objects[find_enumeration(from, hint.table)]);
        if (!has_value(values, hint.column))
            return wrong({"rename: enumeration `", hint.table, "` has no value `", hint.column, "`",
                          near_entry(hint.column, values), " Name one that is there before the change"});
        if (wanted == to.objects.none)
            return wrong({"rename: the models have no enumeration `", hint.table, "`, so its value `", hint.column,
                          "` needs no name. Leave the rename out"});
        const op::list_view<name> others = values_of(to.objects[wanted]);
        if (has_value(others, hint.column))
            return wrong({"rename: value `", hint.column, "` of enumeration `", hint.table,
                          "` is still in the models. Leave the rename out, or take the value out of the models"});
        if (!has_value(others, hint.to))
            return wrong({"rename: value `", hint.column, "` of enumeration `", hint.table, "` cannot become `",
                          hint.to, "`, which the models do not have", near_entry(hint.to, others),
                          " Name one of theirs"});
        if (has_value(values, hint.to))
            return wrong({"rename: value `", hint.column, "` of enumeration `", hint.table, "` cannot become `",
                          hint.to, "`, which is there already. Leave the rename out"});
        op::operation renamed = make_operation(op::operation_kind::rename_enum_value, {}, hint.table, hint.to);
        renamed.text = op::text_of(hint.column.text());
        perform(renamed);
        return {};
    }

    constexpr finding rename_column(const rename_hint& hint) const {
        name where = hint.table;
        for (const rename_hint& each : hints)
            if (each.column.empty() && each.table == hint.table) where = each.to;
        const op::table_view table = from.table(where), wanted = to.table(where);
        if (!table)
            return wrong({"rename: there is no table `", hint.table, "`", near_entry(hint.table, from.tables.entries()),
                          " Name one that is there before the change"});
        if (!table.find_column(hint.column))
            return wrong({"rename: table `", hint.table, "` has no column `", hint.column, "`",
                          near_entry(hint.column, table.columns()), " Name one that is there before the change"});
        if (!wanted)
            return wrong({"rename: the models have no table `", where, "`, so its column `", hint.column,
                          "` needs no name. Leave the rename out"});
        if (wanted.find_column(hint.column))
            return wrong({"rename: column `", hint.column, "` of table `", hint.table,
                          "` is still in the models. Leave the rename out, or take the column out of the models"});
        if (!wanted.find_column(hint.to))
            return wrong({"rename: column `", hint.column, "` of table `", hint.table, "` cannot become `", hint.to,
                          "`, which the models do not have", near_entry(hint.to, wanted.columns()),
                          " Name one of theirs"});
        if (table.find_column(hint.to))
            return wrong({"rename: column `", hint.column, "` of table `", hint.table, "` cannot become `", hint.to,
                          "`, which is there already. Leave the rename out"});
        perform(make_operation(op::operation_kind::rename_column, where, hint.column, hint.to));
        return {};
    }
};

/// Whether two tables have columns of the same names and type families.
constexpr bool same_columns(const op::table_view& a, const op::table_view& b) {
    if (a.columns().size() != b.columns().size()) return false;
    for (const op::column& each : a.columns()) {
        const op::column* const other = b.find_column(each.name);
        if (other == nullptr || !same_member_type(each.type, other->type)) return false;
    }
    return true;
}

/// Adds the values that stand where another one stood, in enumerations that are otherwise the same.
constexpr void add_renamed_values(const schema& before, const schema& after, vector<rename_hint>& result) {
    for (const object_entry& each : before.objects.entries()) {
        if (!each.alive || each.get().kind != op::operation_kind::create_enum) continue;
        const std::uint32_t found = find_enumeration(after, each.name);
        if (found == after.objects.none) continue;
        const op::list_view<name> old_values = values_of(each), new_values = values_of(after.objects[found]);
        if (old_values.count != new_values.count) continue;
        std::uint32_t differing = 0, last = 0;
        for (std::uint32_t i = 0; i < old_values.count; ++i)
            if (!(old_values[i] == new_values[i])) ++differing, last = i;
        if (differing == 1) result.push_back({each.name, old_values[last], new_values[last]});
    }
}

}  // namespace detail

/// What is wrong with the first hint that matches nothing in these two schemas (rule `unknown_rename`); a finding of
/// `rule::none` where all match.
constexpr finding check_renames(const schema& before, const schema& after, const op::list_view<rename_hint>& hints) {
    schema renamed = before;
    op::operations operations;
    return detail::renamer{renamed, after, hints, operations}.run();
}

/// Pairs that may be renames: a dropped and an added column of the same type in one table, a dropped and an added table
/// with the same columns, a value of an enumeration that stands where another one stood. A person has to confirm them;
/// nothing in the library assumes them.
constexpr detail::vector<rename_hint> possible_renames(const schema& before, const schema& after) {
    detail::vector<rename_hint> result;
    const difference_list found = compare(before, after);
    for (const difference& gone : found) {
        for (const difference& come : found) {
            if (gone.kind == difference_kind::extra_table && come.kind == difference_kind::missing_table &&
                detail::same_columns(before.table(gone.table), after.table(come.table)))
                result.push_back({gone.table, {}, come.table});
            if (gone.kind != difference_kind::extra_column || come.kind != difference_kind::missing_column ||
                gone.table != come.table)
                continue;
            const op::table_view is = before.table(gone.table), wanted = after.table(come.table);
            const op::data_type& type = is.find_column(gone.object)->type;
            if (come.wanted->inferred ? detail::same_member_type(type, come.wanted->type)
                                      : detail::same_type(is, type, wanted, come.wanted->type))
                result.push_back({gone.table, gone.object, come.object});
        }
    }
    detail::add_renamed_values(before, after, result);
    return result;
}

}  // namespace aludel::inline v0_1
