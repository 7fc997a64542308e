#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
source "$(dirname "$0")/common.sh"

[[ -f $ALUDEL_SOURCE/examples/digital_market/main.cpp ]] || exit 77
databases=()
if [[ -e /usr/include/postgresql/libpq-fe.h ]] && command -v psql >/dev/null; then databases=(postgresql); fi
ALUDEL_BUILD_DIR=$PWD quietly bash "$ALUDEL_SOURCE/examples/run.sh" "${databases[@]}"
