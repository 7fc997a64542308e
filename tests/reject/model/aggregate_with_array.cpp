// SPDX-License-Identifier: BSL-1.0
// expect: [AL004] model: member `tags` is an array, and a column has one value. Make it a std::string or a std::vector<std::byte>, or its elements a table of their own, or specialize al::member_type for it
#include <aludel.hpp>

#include <optional>
#include <string>

namespace al = aludel;

struct product {
    int id;
    std::optional<double> price;
#ifndef ACCEPT
    int tags[3];
#else
    int tags;
#endif
    std::string name;
};
inline constexpr auto products = al::model<product>("products", al::primary_key("id"));  // the line
inline constexpr al::metadata<products> models{};
