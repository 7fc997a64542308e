// SPDX-License-Identifier: BSL-1.0
// expect: [AL004] model: the type of member `price` has no column type. Specialize al::member_type for it
#include <aludel.hpp>

namespace al = aludel;

struct money {};
#ifndef ACCEPT

#else
template <>
struct aludel::member_type<money> {
    static constexpr auto value = al::numeric(10, 2);
};

#endif
struct item {
    BOOST_HANA_DEFINE_STRUCT(item, (int, id), (money, price));
};
inline constexpr auto items = al::model<item>("items", al::primary_key("id"));  // the line
