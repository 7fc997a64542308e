#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# From an archive, which is what a release is.
source "$(dirname "$0")/common.sh"

tar -czf aludel.tar.gz -C "$ALUDEL_SOURCE" --exclude=__pycache__ CMakeLists.txt LICENSE cmake include
configure_consumer -DHOW=fetch_content -DALUDEL_ARCHIVE="$PWD/aludel.tar.gz"
build_and_run_consumer
