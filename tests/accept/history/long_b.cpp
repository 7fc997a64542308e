// SPDX-License-Identifier: BSL-1.0
// A real history, with all names and texts replaced, is verified within the default limits of every compiler.
#include "../../data/long_b.hpp"

using namespace long_b;

inline constexpr al::history<LONG_B_ENTRIES> history{};

static_assert(history.view().size() == 137);

int main() {}
