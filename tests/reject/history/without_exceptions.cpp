// SPDX-License-Identifier: BSL-1.0
// expect: Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions
// compilers: gcc
// flags: -fno-exceptions
#ifndef ACCEPT
#include <aludel.hpp>
#endif

int main() {}
