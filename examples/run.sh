#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Builds the digital market and takes its database through its whole life, on a Debian machine on which nothing is
# installed yet.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${ALUDEL_BUILD_DIR:-$root/build/examples}
CXX=${CXX:-g++}

"$root/.ci/need" g++ libboost-dev libsqlite3-dev sqlite3 libcli11-dev libasio-dev

title() { printf '\n== %s\n' "$*"; }
show() { printf '$ %s\n' "$*"; "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

mkdir -p "$build"
cd "$build"
rm -f ./*.db ./*.sql

title "Build"
show "$CXX" -std=c++20 -DALUDEL_CLI -I "$root/include" "$root/examples/digital_market/main.cpp" -lsqlite3 -o digital_market
show "$CXX" -std=c++20 -I "$root/single_include" "$root/examples/hello.cpp" -lsqlite3 -o hello

title "An empty file"
export ALUDEL_DATABASE_URL=sqlite:///shop.db
show ./digital_market upgrade

title "Again"
show ./digital_market upgrade
show ./digital_market current

title "The history"
show ./digital_market history

title "A file with rows"
export ALUDEL_DATABASE_URL=sqlite:///rows.db
show ./digital_market upgrade 2fda6446e69f
sqlite3 -bail rows.db <<'SQL'
PRAGMA foreign_keys = ON;
INSERT INTO users (telegram_id, username) VALUES (1001, 'nicolas'), (1002, 'perenelle');
INSERT INTO categories (category_name) VALUES ('books'), ('vessels');
INSERT INTO products (name, description, price, category_id)
    VALUES ('Mutus Liber', 'Fifteen plates, no words', 120, 1), ('Aludel', 'A set of three', 45, 2);
INSERT INTO purchases (user_id, product_id, price) VALUES (1, 1, 120), (1, 2, 45), (2, 2, 45);
SQL
show ./digital_market upgrade
show sqlite3 -header -column rows.db 'SELECT * FROM purchases'
[[ $(sqlite3 rows.db 'SELECT count(*) FROM users, categories, products, purchases') == 24 ]] || fail "rows are missing"

title "The script"
./digital_market script >shop.sql
show cat shop.sql
show sqlite3 -bail script.db '.read shop.sql'
schema='SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid; SELECT * FROM aludel_version'
diff <(sqlite3 shop.db "$schema") <(sqlite3 script.db "$schema") || fail "the script makes another database"
echo "The script makes the same database."

title "Back and forth"
before=$(sqlite3 rows.db "$schema")
show ./digital_market downgrade 2fda6446e69f
show ./digital_market upgrade
[[ $(sqlite3 rows.db 'SELECT count(*) FROM users, categories, products, purchases') == 24 ]] || fail "rows are missing"
show ./digital_market downgrade base
show ./digital_market upgrade
[[ $(sqlite3 rows.db "$schema" | sort) == $(sort <<<"$before") ]] || fail "the way back and forth makes another database"

title "Hello"
show ./hello

title "On an event loop"
unset ALUDEL_DATABASE_URL
show "$CXX" -std=c++20 -I "$root/include" "$root/examples/digital_market/async_main.cpp" -lsqlite3 -pthread -o async_market
printf 'database = "sqlite:///async.db"\nwait = 2\n' >aludel.ini
show ./async_market 2fda6446e69f
show ./async_market
show ./async_market
diff <(sqlite3 shop.db "$schema") <(sqlite3 async.db "$schema") || fail "the awaited migration makes another database"
diff <(./async_market --offline) shop.sql || fail "it writes another script"
if ./async_market nowhere 2>log; then fail "an unknown target is no error"; fi
show cat log
[[ $(grep -c '^ERROR' log) == 2 ]] || fail "not each layer reported the error"
rm aludel.ini

title "By callbacks, on libuv"
if "$root/.ci/need" libuv1-dev && "$CXX" -E -include uv.h -x c++ /dev/null >/dev/null 2>&1; then
    show "$CXX" -std=c++20 -I "$root/include" "$root/examples/libuv/main.cpp" -lsqlite3 -luv -o libuv_market
    show ./libuv_market libuv.db
    diff <(sqlite3 shop.db "$schema") <(sqlite3 libuv.db "$schema") || fail "the migration by callbacks makes another database"
else
    echo "skipped: libuv is not to be had"
fi
