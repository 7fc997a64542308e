// SPDX-License-Identifier: BSL-1.0
// A real history, with all names and texts replaced, is verified within the default limits of every compiler.
#include "../../data/long_a.hpp"

using namespace long_a;

inline constexpr al::history<LONG_A_ENTRIES> history{};

static_assert(history.view().size() == 112);

int main() {}
