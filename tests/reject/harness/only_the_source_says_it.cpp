// SPDX-License-Identifier: BSL-1.0
// complains: the compiler does not say: the moon is made of cheese
// expect: the moon is made of cheese
#ifndef ACCEPT
int moon = undiscovered("the moon is made of cheese");
#endif
