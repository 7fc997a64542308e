// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/list_view.hpp>
#include <aludel/base/name.hpp>

#include <cstdint>      // uint32_t
#include <string_view>  // string_view

namespace aludel::inline v0_1::op {

/// `hash_of_schema` for a name that tables or views of several schemas have; otherwise 0.
constexpr std::uint32_t schema_hash_among(const list_view<name>& namesakes, std::string_view schema,
                                          std::string_view called) {
    if (!schema.empty())
        for (const name& each : namesakes)
            if (each.text() == called) return hash_of_schema(schema);
    return 0;
}

}  // namespace aludel::inline v0_1::op
