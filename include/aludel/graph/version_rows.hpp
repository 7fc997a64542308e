// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/vector.hpp>

#include <cstdint>           // uint8_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1 {

/// The rows of a version table: the ids of the revisions that a database is at. Constructed from any range of texts,
/// which are not copied and must outlive it.
struct version_rows {
    detail::vector<name> ids;

    constexpr version_rows() = default;

    constexpr version_rows(std::initializer_list<std::string_view> applied) {
        for (const std::string_view row : applied) ids.emplace_back(row);
    }

    template <class Rows>
        requires requires(const Rows& applied) { std::string_view(*applied.begin()); }
    constexpr version_rows(const Rows& applied) {
        for (const auto& row : applied) ids.emplace_back(std::string_view(row));
    }
};

/// The kinds of statements that change the version table: insert a row, update its id, delete it, delete all rows.
enum class version_write_kind : std::uint8_t { insert, update, delete_, delete_all };

/// One statement for the version table. Except for `delete_all` it must affect exactly one row, which whoever runs it
/// checks.
struct version_write {
    version_write_kind kind = version_write_kind::insert;
    name from;  ///< update, delete_: the id that the row has
    name to;    ///< insert, update: the id that the row gets

    friend constexpr bool operator==(const version_write&, const version_write&) = default;
};

}  // namespace aludel::inline v0_1
