// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/name.hpp>
#include <aludel/base/sentence.hpp>
#include <aludel/base/span.hpp>

#include <cstddef>  // size_t

namespace aludel::inline v0_1::detail {

/// A list of names for a message, at most eight of them: "`a`, `b`, `c` and 2 more".
constexpr sentence list_of(detail::span<const name> names) {
    constexpr std::size_t most = 8;
    sentence list;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        list.add(i == 0 ? "`" : ", `").add(names[i].text()).add("`");
    if (names.size() > most) list.add(" and ").add(names.size() - most).add(" more");
    return list;
}

}  // namespace aludel::inline v0_1::detail
