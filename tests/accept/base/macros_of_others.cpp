// SPDX-License-Identifier: BSL-1.0
// The headers compile with the lower-case macros that widespread frameworks define, in any order of inclusion.
#define slots
#define signals public
#define emit
#define foreach for
#define forever for (;;)
#define interface struct
#define small char
#define near
#define far
#define unix 1
#define linux 1
#include <aludel.hpp>

namespace al = aludel;

inline constexpr auto start =
    al::revision("0001", "first").upgrade(al::create_table("books", al::column("id", al::integer, al::primary_key)));
inline constexpr al::history<start> history{};

int main() {}
