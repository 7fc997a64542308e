# SPDX-License-Identifier: BSL-1.0
# Read by the scripts beside it. ctest hands them:
#   ALUDEL_SOURCE    the source directory
#   ALUDEL_PREFIX    where install.sh installs to, for those that come after it
#   ALUDEL_WORK      a directory of their own
#   CXX, CMAKE, CMAKE_GENERATOR
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rm -rf "$ALUDEL_WORK"
mkdir -p "$ALUDEL_WORK"
cd "$ALUDEL_WORK"

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# Runs a command and shows what it printed if it fails.
quietly() {
    "$@" >log.txt 2>&1 || { cat log.txt >&2; fail "$*"; }
}

configure_consumer() {
    quietly "$CMAKE" -S "$here/consumer" -B build -DCMAKE_BUILD_TYPE=Debug "$@"
}

build_and_run_consumer() {
    quietly "$CMAKE" --build build
    quietly build/consumer
}
