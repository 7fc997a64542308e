#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Applies .clang-format, or with --check says which files it would change, and which lines of headers are longer than 120 columns.
#
# Migrations are laid out by hand, one column a line (examples/, tests/data/); in tests/reject the layout is part of
# what the compilers quote; generated files are as their generators write them.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
formatter=$(command -v clang-format-19 || true)
if [[ -z $formatter ]]; then
    echo "SKIP_ clang-format-19 is not installed"
    exit 77
fi
mapfile -t files < <(find include tests benchmarks cmake test_package -name '*.hpp' -o -name '*.cpp' | sort |
    grep -vE '^tests/(reject|data)/|/replays_[0-9]+\.cpp$|/graph/samples\.cpp$|^include/aludel(/(dsl|graph|schema|offline|online))?\.hpp$')

if [[ ${1:-} != --check ]]; then
    "$formatter" -i "${files[@]}"
    exit
fi
wrong=0
"$formatter" --dry-run -Werror "${files[@]}" 2>&1 | grep -E 'error:' | sed 's/: error.*//' | cut -d: -f1 | sort | uniq -c && wrong=1
grep -rnE '^.{121,}' include && wrong=1
exit $wrong
