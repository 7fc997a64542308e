// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>  // string_view

namespace aludel::inline v0_1::dialect {

/// What revisions need besides their statements where a database alters its tables in place: nothing.
struct no_needs {
    constexpr no_needs() = default;
    constexpr explicit no_needs(bool) {}
    constexpr explicit operator bool() const { return false; }
    constexpr void add(const no_needs&) {}
    template <class Call>
    constexpr void for_each(Call) const {}
};

}  // namespace aludel::inline v0_1::dialect
