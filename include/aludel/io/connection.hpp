// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/io/connection_error.hpp>
#include <aludel/operation/dialect.hpp>

#include <concepts>     // convertible_to
#include <cstdint>      // int64_t, uint8_t
#include <optional>     // optional
#include <string>       // string
#include <string_view>  // string_view
#include <type_traits>  // remove_reference_t
#include <vector>       // vector

namespace aludel::inline v0_1 {

/// A row as text, whatever its types; NULL is nothing.
using row_values = std::vector<std::optional<std::string>>;
using query_result = std::vector<row_values>;

enum class transaction_state : std::uint8_t {
    none,
    open,
    failed,  ///< open, and nothing but ROLLBACK is possible in it
};

namespace online {

/// A value as text; empty where it is NULL or the row has no such column.
inline std::string cell(const row_values& row, std::size_t which) {
    if (which >= row.size() || !row[which]) return {};
    return *row[which];
}

}  // namespace online

/// What the engine needs of a database connection. It speaks of transactions in SQL, and of nothing else: whoever can
/// send a text and read rows can be migrated. `execute` takes one statement or several and returns how many rows the last
/// one changed; both throw a `connection_error` when the database refuses.
///
/// Which database it is, it says by a member type `dialect_type`, an `online_dialect_of`; without one it is the default. Where
/// a failed statement spoils the whole transaction, it has a `transaction_state()` beside `in_transaction()`.
template <class T>
concept connection = requires(std::remove_reference_t<T>& db, const std::remove_reference_t<T>& seen, std::string_view sql) {
    { seen.dialect() } -> std::convertible_to<op::dialect>;  // which database, and its version
    { seen.in_transaction() } -> std::convertible_to<bool>;
    { db.execute(sql) } -> std::convertible_to<std::int64_t>;
    { db.query(sql) } -> std::convertible_to<query_result>;
};

}  // namespace aludel::inline v0_1
