// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/closest.hpp>
#include <aludel/base/list_view.hpp>
#include <aludel/operation/direction.hpp>

#include <stdexcept>    // invalid_argument
#include <string>       // string
#include <string_view>  // string_view

namespace aludel::inline v0_1 {

/// The key of an argument `key=value`; empty if it has none.
inline std::string_view argument_key(std::string_view argument) {
    const std::string_view::size_type end = argument.find('=');
    return end == argument.npos ? std::string_view() : argument.substr(0, end);
}

/// The arguments of a migration, each a text `key=value`: `.arguments` of the options, `-x` of the tool. Of several
/// with the same key the last counts.
struct run_arguments {
    op::list_view<std::string> arguments{};

    [[nodiscard]] bool has_argument(std::string_view key) const { return find(key) != nullptr; }

    /// The value of an argument. Throws std::invalid_argument if it was not given.
    [[nodiscard]] std::string_view argument(std::string_view key) const {
        if (const std::string* const found = find(key)) return std::string_view(*found).substr(key.size() + 1);
        const std::string wanted(key);
        detail::closest nearest(key);
        for (const std::string& each : arguments) nearest.offer(argument_key(each));
        throw std::invalid_argument(
            "the argument `" + wanted + "` is missing. Give it as -x " + wanted +
            "=..., or in .arguments of the options" +
            (nearest.found.empty() ? std::string() : "; given is `" + std::string(nearest.found) + "`"));
    }
    /// The value of an argument, or another text if it was not given.
    [[nodiscard]] std::string_view argument(std::string_view key, std::string_view otherwise) const {
        return has_argument(key) ? argument(key) : otherwise;
    }

private:
    [[nodiscard]] const std::string* find(std::string_view key) const {
        const std::string* found = nullptr;
        for (const std::string& each : arguments)
            if (!key.empty() && argument_key(each) == key) found = &each;
        return found;
    }
};

/// What a function of `al::run` can be given besides the connection: `run([](auto& db, const al::run_context& run) {
/// ... })`. Valid during the call.
struct run_context : run_arguments {
    std::string_view revision{};  ///< the id of the revision that is applied or reverted
    aludel::direction direction = aludel::direction::upgrade;
};

}  // namespace aludel::inline v0_1
