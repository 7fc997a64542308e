// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/vector.hpp>

#include <cstdint>           // uint8_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1 {

/// What the version table holds: the ids of the revisions that a database is at. Made from any range of texts, which
/// are not copied.
struct version_rows {
    detail::vector<name> ids;

    constexpr version_rows() = default;

    constexpr version_rows(std::initializer_list<std::string_view> rows) {
        for (const std::string_view row : rows) ids.emplace_back(row);
    }

    template <class Rows>
    requires requires(const Rows& rows) { std::string_view(*rows.begin()); }
    constexpr version_rows(const Rows& rows) {
        for (const auto& row : rows) ids.emplace_back(std::string_view(row));
    }
};

enum class version_write_kind : std::uint8_t { insert, update, delete_, delete_all };

/// One statement for the version table, to be guarded by its row count: exactly one row, except for `delete_all`.
struct version_write {
    version_write_kind kind = version_write_kind::insert;
    name from;  ///< of update and delete_
    name to;    ///< of insert and update

    friend constexpr bool operator==(const version_write&, const version_write&) = default;
};

}  // namespace aludel::inline v0_1
