// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operation.hpp>

#include <cstddef>      // size_t
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

namespace op {

/// A database and the oldest version of it that the generated statements must work on. The version is
/// `major * 1'000'000 + minor * 1'000 + patch`.
struct dialect {
    dialect_id id = dialect_id::any;
    int version = 0;

    /// The same database with another oldest version: `al::sqlite.since(3, 53)`.
    [[nodiscard]] constexpr dialect since(int major, int minor = 0, int patch = 0) const {
        return {id, major * 1'000'000 + minor * 1'000 + patch};
    }

    friend constexpr bool operator==(const dialect&, const dialect&) = default;
};

}  // namespace op

/// The longest identifier that a database accepts, in bytes, and the database's name for messages; 0 where there is no
/// limit. Rule AL214 refuses longer ones. (PostgreSQL has NAMEDATALEN - 1 and cuts off the rest without an error; MySQL
/// and MariaDB count characters.)
struct identifier_limit {
    std::size_t longest = 0;
    std::string_view database{};
};
/// The limit of a dialect.
constexpr identifier_limit identifier_limit_of(const op::dialect& of) {
    switch (of.id) {
        case op::dialect_id::postgresql: return {63, "PostgreSQL"};
        case op::dialect_id::mariadb: return {64, "MariaDB"};
        case op::dialect_id::mysql: return {64, "MySQL"};
        case op::dialect_id::mssql: return {128, "SQL Server"};
        case op::dialect_id::oracle: return {128, "Oracle"};
        case op::dialect_id::any:
        case op::dialect_id::sqlite: break;
    }
    return {};
}

// Each constant is a database with the oldest version that is supported; `.since(major, minor)` requires a newer one.

/// SQLite 3.35.5 or newer, the first with a correct DROP COLUMN.
inline constexpr op::dialect sqlite{op::dialect_id::sqlite, 3'035'005};
inline constexpr op::dialect postgresql{op::dialect_id::postgresql, 12'000'000};
inline constexpr op::dialect mariadb{op::dialect_id::mariadb, 10'006'000};
inline constexpr op::dialect mysql{op::dialect_id::mysql, 8'000'029};
inline constexpr op::dialect mssql{op::dialect_id::mssql, 15'000'000};
inline constexpr op::dialect oracle{op::dialect_id::oracle, 19'000'000};

}  // namespace aludel::inline v0_1
