// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// What revisions need besides their statements.
struct needs {
    /// A table is rebuilt: `PRAGMA foreign_keys = OFF` must precede the transaction. Inside one it has no effect, and
    /// DROP TABLE would delete the rows that refer to the table.
    bool foreign_keys_off = false;
    bool may_orphan = false;  ///< with foreign keys off, rows could lose their parent; scripts ignore this

    constexpr needs() = default;
    constexpr explicit needs(bool is_needy, bool orphans = false) : foreign_keys_off(is_needy), may_orphan(orphans) {}
    constexpr explicit operator bool() const { return foreign_keys_off; }
    constexpr void add(const needs& other) {
        foreign_keys_off = foreign_keys_off || other.foreign_keys_off;
        may_orphan = may_orphan || other.may_orphan;
    }
    template <class Call>
    constexpr void for_each(Call call) const {
        call(std::string_view("foreign_keys_off"), foreign_keys_off, std::string_view("foreign keys off meanwhile"));
    }
};

}  // namespace aludel::inline v0_1::sqlite_dialect
