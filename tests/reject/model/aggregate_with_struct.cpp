// SPDX-License-Identifier: BSL-1.0
// expect: [AL004] model: member `place` is a struct itself, and a column has one value. Put its members into the model, or specialize al::member_type for it
#include <aludel.hpp>

#include <string>

namespace al = aludel;

struct place {
    std::string street, town;
};
struct shop {
    int id;
#ifndef ACCEPT
    struct place place;
#else
    std::string street, town;
#endif
    std::string name;
};
inline constexpr auto shops = al::model<shop>("shops", al::primary_key("id"));  // the line
inline constexpr al::metadata<shops> models{};
