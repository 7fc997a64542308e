#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
source "$(dirname "$0")/common.sh"

configure_consumer -DHOW=find_package -DWANTED_VERSION=0.1 -DCMAKE_PREFIX_PATH="$ALUDEL_PREFIX"
build_and_run_consumer

not_found() {
    if "$CMAKE" -S "$here/consumer" -B refused -DHOW=find_package -DCMAKE_PREFIX_PATH="$ALUDEL_PREFIX" "$@" >"$log" 2>&1; then
        fail "find_package should not accept $*"
    fi
    rm -rf refused
}
not_found -DWANTED_VERSION=0.0
not_found -DWANTED_VERSION=0.2
not_found -DWANTED_VERSION=1.0
not_found -DWANTED_COMPONENTS=philosophers_stone
