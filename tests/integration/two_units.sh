#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Two translation units with one history: one definition of everything, also in the eyes of link time optimisation.
source "$(dirname "$0")/common.sh"

flags=(-std=c++20 -O1 -I "$ALUDEL_SOURCE/include")
if ! "$CXX" --version | grep -q clang && echo | "$CXX" -flto -x c++ -c - -o probe.o 2>/dev/null; then flags+=(-flto -Werror=odr); fi
quietly "$CXX" "${flags[@]}" -c "$here/consumer/main.cpp" -o main.o
quietly "$CXX" "${flags[@]}" -c "$here/consumer/other.cpp" -o other.o
quietly "$CXX" "${flags[@]}" main.o other.o -o consumer
quietly ./consumer
