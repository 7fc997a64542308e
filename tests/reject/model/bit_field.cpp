// SPDX-License-Identifier: BSL-1.0
// expect: [AL004] model: `thing` has a bit-field, which has no address to find its name by. Make it an integer, with a check on its column
#include <aludel.hpp>

namespace al = aludel;

// The sentence has 128 letters, of which Clang once printed the numbers.
struct thing {
    int id;
#ifndef ACCEPT
    unsigned flags : 3;
#else
    unsigned flags;
#endif
};

inline constexpr auto things = al::model<thing>("things", al::primary_key("id"));  // the line
inline constexpr al::metadata<things> models{};

int main() {}
