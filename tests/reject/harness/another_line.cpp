// SPDX-License-Identifier: BSL-1.0
// complains: no message names line 7
// expect: the moon is made of cheese
#ifndef ACCEPT
static_assert(false, "the moon is made of cheese");
#endif
int moon();  // the line
