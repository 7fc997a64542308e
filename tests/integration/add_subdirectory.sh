#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
source "$(dirname "$0")/common.sh"

configure_consumer -DHOW=add_subdirectory -DALUDEL_SOURCE="$ALUDEL_SOURCE"
build_and_run_consumer
