// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/schema/compare.hpp>

#include <cstdint>  // uint8_t

namespace aludel::inline v0_1 {

/// What a difference can be about; `other` is a virtual table or a clause that no word describes.
enum class object_kind : std::uint8_t { table, column, constraint, index, view, trigger, other };

/// An object that takes part in a comparison, or not.
struct schema_object {
    object_kind kind = object_kind::table;
    name table{};   ///< the table or view, or the one that it belongs to
    name object{};  ///< the column, constraint, index or trigger; empty for tables and views
};

/// The object that a difference is about.
constexpr schema_object object_of(const difference& one) {
    using enum difference_kind;
    switch (one.kind) {
        case missing_table:
        case extra_table:
        case changed_options: return {object_kind::table, one.table, {}};
        case missing_view:
        case extra_view:
        case changed_view: return {object_kind::view, one.table, {}};
        case missing_column:
        case extra_column:
        case changed_column: return {object_kind::column, one.table, one.object};
        case missing_constraint:
        case extra_constraint:
        case changed_constraint: return {object_kind::constraint, one.table, one.object};
        case missing_index:
        case extra_index:
        case changed_index: return {object_kind::index, one.table, one.object};
        case missing_object:
        case extra_object:
        case changed_object: break;
    }
    return {one.object_kind == "trigger" ? object_kind::trigger : object_kind::other, one.table, one.object};
}

/// The differences between objects for which a predicate is true. It is called with a `schema_object`.
///
///     const auto is_ours = [](const al::schema_object& each) { return !each.table.text().starts_with("tmp_"); };
///     for (const al::difference& each : al::filtered(al::drift<history>(db), is_ours)) ...
template <class Predicate>
constexpr difference_list filtered(const difference_list& differences, const Predicate& is_wanted) {
    return differences.where([&](const difference& each) { return is_wanted(object_of(each)); });
}

/// The predicate that is true for all objects.
struct every_object {
    constexpr bool operator()(const schema_object&) const { return true; }
};

namespace detail {

/// The differences between objects for which a predicate is true. They point as those of `find_differences` do.
template <class Predicate>
constexpr vector<difference> differences_where(const schema& is, const schema& wanted, text_arena& arena,
                                               const Predicate& is_wanted) {
    vector<difference> result;
    for (const difference& each : find_differences(is, wanted, arena))
        if (is_wanted(object_of(each))) result.push_back(each);
    return result;
}

}  // namespace detail

}  // namespace aludel::inline v0_1
