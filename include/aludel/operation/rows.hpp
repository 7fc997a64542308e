// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/operation/operations_view.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1::op {

/// The most rows that an `insert` can have.
inline constexpr std::uint32_t most_rows = 1U << 16;

/// The number of rows of an `insert`.
constexpr std::uint32_t row_count(const operations_view& arrays, const operation& inserted) {
    const list_view<cell> cells = inserted.cells.of(arrays.cells);
    return (cells.empty() ? 0 : cells[cells.count - 1].row + 1) + inserted.empty_rows;
}

/// Calls a function for each row of an `insert`, in order, with the row's cells, of which there may be none. An
/// `insert` of more than `most_rows` rows is refused before (AL216).
template <class Function>
constexpr void for_each_row(const operations_view& arrays, const operation& inserted, Function function) {
    const list_view<cell> cells = inserted.cells.of(arrays.cells);
    const std::uint32_t count = row_count(arrays, inserted), rows = count < most_rows ? count : most_rows;
    std::uint32_t first = 0;
    for (std::uint32_t row = 0; row < rows; ++row) {
        std::uint32_t end = first;
        while (end < cells.count && cells[end].row == row) ++end;
        function(list_view<cell>{cells.first + first, end - first});
        first = end;
    }
}

}  // namespace aludel::inline v0_1::op
