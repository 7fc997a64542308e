// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/sentence.hpp>
#include <aludel/schema/entries.hpp>

#include <cstdint>      // uint8_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// The kinds of differences. "missing": wanted, but not there; "extra": there, but not wanted; "changed": there, but
/// not as wanted. "object" is anything that is no table, column, constraint, index or view, such as a trigger.
enum class difference_kind : std::uint8_t {
    missing_table,
    extra_table,
    missing_column,
    extra_column,
    changed_column,
    missing_constraint,
    extra_constraint,
    changed_constraint,
    missing_index,
    extra_index,
    changed_index,
    missing_view,
    extra_view,
    changed_view,
    missing_object,
    extra_object,
    changed_object,
    changed_options,  ///< of a table; only downgrades are compared by them
};

/// One respect in which a schema is not what it should be. Pointers and texts refer to the two schemas compared, or to
/// the arena of the result.
struct difference {
    difference_kind kind = difference_kind::missing_table;
    name table{};                                       ///< the table or view
    op::text_view schema{};                             ///< its schema, where others have a table or view of its name
    name object{};                                      ///< the column, constraint, index or other object
    op::change changes{};                               ///< changed_column: what differs
    const op::column* found = nullptr;                  ///< changed columns: as it is
    const op::column* wanted = nullptr;                 ///< missing and changed columns: as it should be
    bool can_be_null = false;                           ///< changed_column: whether it can be NULL as it is
    const op::constraint* constraint = nullptr;         ///< as it should be, or the extra one as it is
    const op::operations_view* arrays = nullptr;        ///< the arrays that `constraint` belongs to
    const op::constraint* found_constraint = nullptr;   ///< changed_constraint: as it is
    const op::operations_view* found_arrays = nullptr;  ///< the arrays that it belongs to
    /// Constraints were compared by content only, not by name; the text shows the content.
    bool by_content = false;
    const detail::index_entry* found_index = nullptr;     ///< changed_index: as it is
    const detail::index_entry* wanted_index = nullptr;    ///< and as it should be
    const detail::object_entry* found_object = nullptr;   ///< a changed enumeration, sequence or function: as it is
    const detail::object_entry* wanted_object = nullptr;  ///< and as it should be
    std::string_view object_kind{};                       ///< of other objects: "trigger", ...
    std::string_view found_text{};   ///< changed views and objects: their SQL as it is; empty: not known
    std::string_view wanted_text{};  ///< and as they should be

    /// The difference as a clause, with what is there and what should be: "column `price` of table `products` differs:
    /// type bigint instead of integer".
    [[nodiscard]] constexpr detail::sentence text() const;  // in difference_text.hpp
};

}  // namespace aludel::inline v0_1
