// SPDX-License-Identifier: BSL-1.0
// expect: [AL004] model: `product` is neither a Boost.Hana Struct nor a plain aggregate: it has constructors, virtual functions or members that are not public. List its members by BOOST_HANA_ADAPT_STRUCT(product, ...)
#include <aludel.hpp>

#include <string>

namespace al = aludel;

namespace shop {
struct product {
    int id;
#ifndef ACCEPT
private:
#endif
    std::string name;
};
}  // namespace shop
inline constexpr auto products = al::model<shop::product>("products", al::primary_key("id"));  // the line
inline constexpr al::metadata<products> models{};
