// SPDX-License-Identifier: BSL-1.0
// complains: the compiler does not say: the moon is made of cheese
// expect: the moon is made of cheese
#ifndef ACCEPT
static_assert(false, "the moon is made of rock");
#endif
