#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Compiles a program that uses QCoro on Qt 6, and runs it twice on a new database.
#
#   with_qcoro.sh DIRECTORY FILE FLAG...
#
# Debian's packages are fetched and unpacked in the directory: installed, they would bring a graphical system. The exit
# code is 77 where there are none.
set -euo pipefail

directory=$1 file=$2
shift 2
CXX=${CXX:-g++}
mkdir -p "$directory"
library=$directory/usr/lib/$("$CXX" -print-multiarch)
headers=$directory/usr/include qt=$directory/usr/include/$("$CXX" -print-multiarch)/qt6

fetch() {
    local packages
    mapfile -t packages < <(apt-get install -s --no-install-recommends libqcoro6core0 libqt6concurrent6 | awk '/^Inst/ {print $2}')
    apt-get download "${packages[@]}" qt6-base-dev qcoro-qt6-dev
    for each in ./*.deb; do dpkg -x "$each" .; done
    rm -f ./*.deb
}
if [[ ! -e $headers/qcoro6 ]]; then
    (cd "$directory" && fetch) >"$directory/log" 2>&1 || { echo "skipped: no QCoro to be fetched"; exit 77; }
fi
"$CXX" -std=c++20 -O0 -fPIC "$@" -isystem "$qt" -isystem "$qt/QtCore" -isystem "$qt/QtConcurrent" -isystem "$headers/qcoro6/QCoro" \
    -isystem "$headers/qcoro6/qcoro" "$file" -o "$directory/program" \
    -L"$library" -Wl,-rpath-link,"$library" -lQCoro6Core -lQt6Concurrent -lQt6Core -lsqlite3 -pthread
rm -f "$directory"/*.db
for steps in 5 0; do
    printed=$(LD_LIBRARY_PATH=$library "$directory/program" "$directory/shop.db")
    [[ $printed == "$steps revisions, now at 5ca0f991801d" ]] || { echo "it printed: $printed"; exit 1; }
done
