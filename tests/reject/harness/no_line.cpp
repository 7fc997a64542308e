// SPDX-License-Identifier: BSL-1.0
// complains: no message names a line of the file
// expect: the moon is made of cheese
#ifndef ACCEPT
#line 4 "somewhere/else.cpp"
static_assert(false, "the moon is made of cheese");
#endif
