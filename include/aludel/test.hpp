// SPDX-License-Identifier: BSL-1.0
#pragma once

// Checks of histories for the tests of a program: al::test::round_trip and al::test::every_revision. With the single
// header, define ALUDEL_TEST before it is included.

#include <aludel/test/round_trip.hpp>
