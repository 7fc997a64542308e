// SPDX-License-Identifier: BSL-1.0
// expect: [AL003] metadata: its elements are models (al::model<T>(...)) and tables (al::table(...)), each a constexpr variable
#include <aludel.hpp>

namespace al = aludel;

struct thing {
    int id;
};

#ifndef ACCEPT
inline constexpr thing things{7};
#else
inline constexpr auto things = al::model<thing>("things", al::primary_key("id"));
#endif
inline constexpr al::metadata<things> models{};  // the line

int main() {}
