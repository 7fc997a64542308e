#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
source "$(dirname "$0")/common.sh"

export PKG_CONFIG_PATH=$ALUDEL_PREFIX/share/pkgconfig
pkg-config --exists --print-errors 'aludel >= 0.1 aludel < 1.0'
read -ra flags <<<"$(pkg-config --cflags aludel)"
quietly "$CXX" -std=c++20 "$here/consumer/main.cpp" "$here/consumer/other.cpp" "${flags[@]}" -o consumer
quietly ./consumer
