// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operation.hpp>

namespace aludel::inline v0_1 {

namespace op {

/// A database and the oldest version of it that statements are written for, `major * 1'000'000 + minor * 1'000 + patch`.
struct dialect {
    dialect_id id = dialect_id::any;
    int version = 0;

    /// The same database, at this version or newer: `al::sqlite.since(3, 53)`.
    [[nodiscard]] constexpr dialect since(int major, int minor = 0, int patch = 0) const {
        return {id, major * 1'000'000 + minor * 1'000 + patch};
    }

    friend constexpr bool operator==(const dialect&, const dialect&) = default;
};

}  // namespace op

/// SQLite 3.35.5 or newer: the first with a sound DROP COLUMN.
inline constexpr op::dialect sqlite{op::dialect_id::sqlite, 3'035'005};
inline constexpr op::dialect postgresql{op::dialect_id::postgresql, 12'000'000};
inline constexpr op::dialect mariadb{op::dialect_id::mariadb, 10'006'000};
inline constexpr op::dialect mysql{op::dialect_id::mysql, 8'000'029};
inline constexpr op::dialect mssql{op::dialect_id::mssql, 15'000'000};
inline constexpr op::dialect oracle{op::dialect_id::oracle, 19'000'000};

}  // namespace aludel::inline v0_1
