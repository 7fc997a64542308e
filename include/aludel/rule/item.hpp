// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>

#include <cstdint>  // uint32_t

namespace aludel::inline v0_1 {

/// What an error is about: a table or view, or a column, constraint or index, by the hashes of its names. Further
/// errors about the same item are consequences of the first and are not reported. That two items may have the same
/// hashes does not matter, since only errors after the first are compared.
struct item {
    static constexpr std::uint32_t everything = 0xFFFF'FFFF;
    static constexpr std::uint32_t keys = 0xFFFF'FFFE;

    std::uint32_t table = 0;  ///< 0: of any table, as an index, whose name need not be said with its table
    /// 0: the table itself; `keys`: what in it is unique; `everything`: whatever it has.
    std::uint32_t object = 0;

    [[nodiscard]] constexpr bool empty() const { return table == 0 && object == 0; }
    [[nodiscard]] constexpr bool covers(const item& other) const {
        return (table == other.table || table == 0) && (object == other.object || object == everything);
    }
};

}  // namespace aludel::inline v0_1
