#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# The code on the pages compiles, and becomes the SQL beside it.
source "$(dirname "$0")/common.sh"

echo '#include <sqlite3.h>' | "$CXX" -x c++ -E - >/dev/null 2>&1 || exit 77
quietly python3 -B "$here/docs_snippets.py" "$ALUDEL_SOURCE" . -- "$CXX" -std=c++20 \
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Wno-unused-variable -Wno-unused-but-set-variable
