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

/// A row with each value as text; NULL is an empty optional.
using row_values = std::vector<std::optional<std::string>>;
/// The rows of a query, in order.
using query_result = std::vector<row_values>;

/// The state of a connection: no transaction, an open one, or a failed one.
enum class transaction_state : std::uint8_t {
    none,
    open,
    failed,  ///< open, but only ROLLBACK is possible
};

namespace online {

/// The text of a value; empty where it is NULL or the row has no such column.
inline std::string cell(const row_values& row, std::size_t which) {
    if (which >= row.size() || !row[which]) return {};
    return *row[which];
}

}  // namespace online

/// What the engine requires of a database connection. Transactions are statements too, so a class that can send SQL and
/// read rows is enough. `execute` takes one statement or several and returns how many rows the last one changed;
/// `query` returns the rows of a statement. Both throw `connection_error` where the database reports an error.
///
/// A member type `dialect_type`, an `online_dialect_of`, names the kind of database; without it the default is used.
/// Where a failed statement fails the whole transaction, the connection also has a `transaction_state()` beside
/// `in_transaction()`.
template <class T>
concept connection =
    requires(std::remove_reference_t<T>& db, const std::remove_reference_t<T>& seen, std::string_view sql) {
        { seen.dialect() } -> std::convertible_to<op::dialect>;  // the database and its version
        { seen.in_transaction() } -> std::convertible_to<bool>;
        { db.execute(sql) } -> std::convertible_to<std::int64_t>;
        { db.query(sql) } -> std::convertible_to<query_result>;
    };

}  // namespace aludel::inline v0_1
