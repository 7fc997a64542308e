// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>  // uint16_t

namespace aludel::inline v0_1::dsl {

/// How many plain elements of each kind a word of the DSL has. The type of a word depends on nothing else, so words
/// with the same counts share their template instances.
struct counts {
    std::uint16_t operations = 0;
    std::uint16_t columns = 0;
    std::uint16_t constraints = 0;
    std::uint16_t indexes = 0;
    std::uint16_t parts = 0;
    std::uint16_t names = 0;
    std::uint16_t cells = 0;
    std::uint16_t texts = 0;
    std::uint16_t options = 0;

    friend constexpr counts operator+(counts a, const counts& b) {
        a.operations += b.operations, a.columns += b.columns, a.constraints += b.constraints, a.indexes += b.indexes,
            a.parts += b.parts;
        a.names += b.names, a.cells += b.cells, a.texts += b.texts, a.options += b.options;
        return a;
    }
    friend constexpr counts operator-(counts a, const counts& b) {
        a.operations -= b.operations, a.columns -= b.columns, a.constraints -= b.constraints, a.indexes -= b.indexes,
            a.parts -= b.parts;
        a.names -= b.names, a.cells -= b.cells, a.texts -= b.texts, a.options -= b.options;
        return a;
    }
};

}  // namespace aludel::inline v0_1::dsl
