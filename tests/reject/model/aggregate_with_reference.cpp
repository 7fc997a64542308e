// SPDX-License-Identifier: BSL-1.0
// expect: [AL004] model: the members of `product` cannot be counted: there are more than 64 (an array is as many as it has elements), or one is a reference. List them by BOOST_HANA_ADAPT_STRUCT(product, ...)
#include <aludel.hpp>

#include <string>

namespace al = aludel;

struct product {
    int id;
#ifndef ACCEPT
    std::string& name;
#else
    std::string name;
#endif
};
inline constexpr auto products = al::model<product>("products", al::primary_key("id"));  // the line
inline constexpr al::metadata<products> models{};
