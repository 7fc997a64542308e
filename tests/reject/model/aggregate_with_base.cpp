// SPDX-License-Identifier: BSL-1.0
// expect: [AL004] model: `product` has a base class, and only the members of plain aggregates are found. List them all by BOOST_HANA_ADAPT_STRUCT(product, ...)
#include <aludel.hpp>

#include <string>

namespace al = aludel;

struct stored {
    int id;
};
struct product : stored {
    std::string name;
};
#ifdef ACCEPT
BOOST_HANA_ADAPT_STRUCT(product, id, name);
#endif
inline constexpr auto products = al::model<product>("products", al::primary_key("id"));  // the line
inline constexpr al::metadata<products> models{};
