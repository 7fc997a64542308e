// SPDX-License-Identifier: BSL-1.0
// complains: it has no line `// expect: <sentence>`
#ifndef ACCEPT
static_assert(false, "the moon is made of cheese");
#endif
