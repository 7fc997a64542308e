// SPDX-License-Identifier: BSL-1.0
// complains: its twin, with -DACCEPT, does not compile
// expect: the moon is made of cheese
static_assert(false, "the moon is made of cheese");
