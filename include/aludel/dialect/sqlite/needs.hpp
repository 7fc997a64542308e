// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1::sqlite_dialect {

/// What revisions need beside their statements.
struct needs {
    /// A table is rebuilt: `PRAGMA foreign_keys = OFF` must come before the transaction. Inside one it does nothing,
    /// and DROP TABLE would delete what refers to the table.
    bool foreign_keys_off = false;
    bool may_orphan = false;  ///< with foreign keys off, rows could lose the row that they point at; scripts do not ask

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
