// SPDX-License-Identifier: BSL-1.0
// complains: the compiler does not say: the moon is made of
// expect: the moon is made of
#ifndef ACCEPT
static_assert(false, "the moon is made of rock");
#endif
