// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <aludel.hpp>

#include "a1_start.hpp"
// aludel: the next include

inline constexpr aludel::history<migrations::r_a1
                                 // aludel: the next revision
                                 >
    history{};
