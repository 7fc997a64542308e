// SPDX-License-Identifier: BSL-1.0
// complains: it causes 2 errors instead of 1
// expect: the moon is made of cheese
#ifndef ACCEPT
static_assert(false, "the moon is made of cheese");
static_assert(false, "the moon is made of cheese");
#endif
