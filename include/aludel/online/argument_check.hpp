// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/closest.hpp>
#include <aludel/operation/run_context.hpp>
#include <aludel/operation/settings.hpp>

#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view
#include <vector>       // vector

namespace aludel::inline v0_1::online {

/// Throws std::invalid_argument for an argument that is not `key=value`, or whose key the history does not have.
inline void require_arguments(const std::vector<std::string>& arguments, const op::settings& settings) {
    for (const std::string& each : arguments) {
        const std::string_view key = argument_key(each);
        if (key.empty())
            throw std::invalid_argument("`" + each + "` is no argument of a migration. Write it as key=value");
        bool known = settings.argument_count == 0;
        detail::closest nearest(key);
        std::string names;
        for (std::size_t i = 0; i < settings.argument_count; ++i) {
            const std::string_view name = settings.arguments[i];
            known = known || name == key;
            nearest.offer(name);
            names += (i == 0 ? "`" : ", `") + std::string(name) + "`";
        }
        if (!known)
            throw std::invalid_argument(
                "the history has no argument `" + std::string(key) + "`; " +
                (nearest.found.empty() ? "it has " + names : "did you mean `" + std::string(nearest.found) + "`?"));
    }
}

}  // namespace aludel::inline v0_1::online
