// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/dsl/dialect_text.hpp>

#include <cstdint>  // int64_t, uint32_t

namespace aludel::inline v0_1 {

/// An UPDATE or DELETE of one table, executed in batches of at most so many rows, in the order of their keys: as one
/// text, or as a sequence of `for_dialect(...)`. In a revision `.without_transaction()` each batch is a transaction of
/// its own. AL239 refuses SQL that cannot be executed in batches, AL240 warns of a revision with a transaction.
///
///     execute_in_batches("UPDATE books SET title = trim(title)", 1000)
template <class Sql>
constexpr auto execute_in_batches(const Sql& sql, std::int64_t rows) {
    op::operation operation{};
    operation.kind = op::operation_kind::execute;
    operation.batch_rows = rows < 1 || rows > 1'000'000'000 ? op::no_batch_rows : static_cast<std::uint32_t>(rows);
    return dsl::with_texts<"execute_in_batches">(operation, sql);
}

}  // namespace aludel::inline v0_1
