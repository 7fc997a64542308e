#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Installs, then moves what was installed: nothing in it may know where it was.
source "$(dirname "$0")/common.sh"

# What only the tests need may be missing.
quietly "$CMAKE" -S "$ALUDEL_SOURCE" -B build -DALUDEL_BUILD_TESTS=OFF -DALUDEL_BUILD_EXAMPLES=OFF -DCMAKE_INSTALL_PREFIX="$PWD/first" \
    -DCMAKE_DISABLE_FIND_PACKAGE_GTest=ON -DCMAKE_DISABLE_FIND_PACKAGE_nlohmann_json=ON -DCMAKE_DISABLE_FIND_PACKAGE_Python3=ON -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON

quietly "$CMAKE" --install build
rm -rf "$ALUDEL_PREFIX"
mkdir -p "$(dirname "$ALUDEL_PREFIX")"
mv first "$ALUDEL_PREFIX"

files() { (cd "$1" && find . -type f | sort); }
diff <(files "$ALUDEL_SOURCE/include") <(files "$ALUDEL_PREFIX/include") || fail "not every header is installed"
for file in share/cmake/aludel/aludelConfig.cmake share/cmake/aludel/aludelConfigVersion.cmake \
    share/cmake/aludel/AludelRenderSql.cmake share/cmake/aludel/AludelMigrations.cmake \
    share/cmake/aludel/aludel_cli.cpp \
    share/pkgconfig/aludel.pc share/licenses/aludel/LICENSE; do
    [[ -s $ALUDEL_PREFIX/$file ]] || fail "$file is not installed"
done
if grep -rlF -e "$ALUDEL_SOURCE" -e "$PWD" "$ALUDEL_PREFIX"; then fail "these know where they were built"; fi
