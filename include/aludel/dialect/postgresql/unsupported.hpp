// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/dialect.hpp>
#include <aludel/operation/operations_view.hpp>

#include <string_view>  // string_view

namespace aludel::inline v0_1::postgresql_dialect {

inline constexpr int version_18 = 18'000'000;

/// Why PostgreSQL of a version cannot perform an operation, as the end of a sentence; empty if it can.
constexpr std::string_view unsupported(const op::operations_view& arrays, const op::operation& operation,
                                       const op::dialect& target) {
    for (const op::column& each : operation.columns.of(arrays.columns)) {
        if (each.generated == op::generated_kind::virtual_ && target.version < version_18)
            return "computes generated columns when they are read only from version 18 on (al::postgresql.since(18)); "
                   "use al::generated(..., al::stored)";
        if (each.default_value.kind == op::value_kind::text &&
            each.default_value.text.text().find('\0') != std::string_view::npos)
            return "has no NUL in a text";
    }
    for (const op::cell& each : operation.cells.of(arrays.cells))
        if (each.value.kind == op::value_kind::text && each.value.text.text().find('\0') != std::string_view::npos)
            return "has no NUL in a text";
    return {};
}

}  // namespace aludel::inline v0_1::postgresql_dialect
