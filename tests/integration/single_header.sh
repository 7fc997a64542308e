#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# One file, copied into a project, and a compiler.
source "$(dirname "$0")/common.sh"

mkdir third_party
cp "$ALUDEL_SOURCE/single_include/aludel.hpp" third_party/
quietly "$CXX" -std=c++20 -Wall -Wextra -Wpedantic -Werror -Ithird_party \
    "$here/consumer/main.cpp" "$here/consumer/other.cpp" -o consumer
quietly ./consumer
[[ ! -s $log ]] || { cat "$log"; fail "the compiler had something to say"; }
