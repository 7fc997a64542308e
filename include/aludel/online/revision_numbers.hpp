// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel/base/vector.hpp>

#include <concepts>          // convertible_to
#include <cstdint>           // int64_t
#include <initializer_list>  // initializer_list
#include <string_view>       // string_view

namespace aludel::inline v0_1 {

/// A number by which a program without a history knows the schema of its database, and the revision with that schema.
struct numbered_revision {
    std::int64_t number;
    std::string_view revision;
};

/// Revisions by such numbers: a list `{{1, "2fda6446e69f"}, {2, "1b95d36c8908"}}`, or a std::map or the like from
/// numbers to texts. It refers to the texts.
class revision_numbers {
public:
    revision_numbers(std::initializer_list<numbered_revision> list) {
        for (const numbered_revision& each : list) add(each.number, each.revision);
    }
    template <class Map>
        requires requires(const Map& map) {
            { map.begin()->first } -> std::convertible_to<std::int64_t>;
            { map.begin()->second } -> std::convertible_to<std::string_view>;
        }
    revision_numbers(const Map& map) {
        for (const auto& each : map) add(each.first, each.second);
    }

    detail::vector<std::int64_t> numbers;
    detail::vector<std::string_view> revisions;  ///< as many

private:
    void add(std::int64_t number, std::string_view revision) {
        numbers.push_back(number), revisions.push_back(revision);
    }
};

}  // namespace aludel::inline v0_1
