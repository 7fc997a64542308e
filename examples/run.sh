#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Builds the digital market and takes its database through its whole life, on a Debian machine on which nothing is
# installed yet.
#
#   run.sh               on SQLite
#   run.sh postgresql    and on PostgreSQL from the same source, on a server of its own that only this script sees
set -euo pipefail

[[ $# == 0 || $* == postgresql ]] || { sed -n '3,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=${ALUDEL_BUILD_DIR:-$root/build/examples}
CXX=${CXX:-g++}

"$root/.ci/need" g++ libboost-dev libsqlite3-dev sqlite3 libcli11-dev libasio-dev
with=() clients=(-lsqlite3)
if [[ ${1:-} == postgresql ]]; then
    "$root/.ci/need" libpq-dev postgresql
    with=(-DALUDEL_POSTGRESQL -I "$(pg_config --includedir)") clients+=(-lpq)
fi

title() { printf '\n== %s\n' "$*"; }
show() {
    local each words=()
    for each in "$@"; do
        if [[ $each == *[[:space:]]* ]]; then words+=("'$each'"); else words+=("$each"); fi
    done
    printf '$ %s\n' "${words[*]}"
    "$@"
}
fail() { echo "FAILED: $*" >&2; exit 1; }

mkdir -p "$build"
cd "$build"
rm -f ./*.db ./*.sql

title "Build"
show "$CXX" -std=c++20 -DALUDEL_CLI -I "$root/include" "${with[@]}" "$root/examples/digital_market/main.cpp" "${clients[@]}" -o digital_market
show "$CXX" -std=c++20 -I "$root/single_include" "$root/examples/hello.cpp" -lsqlite3 -o hello

rows="
INSERT INTO users (telegram_id, username) VALUES (1001, 'nicolas'), (1002, 'perenelle');
INSERT INTO categories (category_name) VALUES ('books'), ('vessels');
INSERT INTO products (name, description, price, category_id)
    VALUES ('Mutus Liber', 'Fifteen plates, no words', 120, 1), ('Aludel', 'A set of three', 45, 2);
INSERT INTO purchases (user_id, product_id, price) VALUES (1, 1, 120), (1, 2, 45), (2, 2, 45);
"
count='SELECT count(*) FROM users, categories, products, purchases'

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
sqlite3 -bail rows.db "PRAGMA foreign_keys = ON; $rows"
show ./digital_market upgrade
show sqlite3 -header -column rows.db 'SELECT * FROM purchases'
[[ $(sqlite3 rows.db "$count") == 24 ]] || fail "rows are missing"

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
[[ $(sqlite3 rows.db "$count") == 24 ]] || fail "rows are missing"
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

[[ ${1:-} == postgresql ]] || exit 0

title "A server"
server=$root/tests/servers/postgresql.sh
trap '"$server" stop "$build/server"' EXIT
show "$server" start "$build/server"
database() { sed "s|/postgres?|/$1?|" server/url; }  # its URL
for name in shop rows script plain; do psql -X -q "$(database postgres)" -c "CREATE DATABASE $name"; done

title "The same on PostgreSQL"
export ALUDEL_DATABASE_URL=$(database shop)
show ./digital_market upgrade --verify
show ./digital_market check
export ALUDEL_DATABASE_URL=$(database rows)
show ./digital_market upgrade 2fda6446e69f
psql -X -q -v ON_ERROR_STOP=1 "$(database rows)" -c "$rows"
show ./digital_market upgrade --verify
show psql -X "$(database rows)" -c 'SELECT * FROM purchases'
[[ $(psql -X -At "$(database rows)" -c "$count") == 24 ]] || fail "rows are missing"

title "The script for psql, and the one for other clients"
schema() {
    pg_dump --schema-only "$(database "$1")" | grep -v '^\\'  # commands of psql, one with a word of chance
    psql -X -At "$(database "$1")" -c 'SELECT * FROM aludel_version'
}
./digital_market script >shop.psql
[[ $(psql --no-psqlrc --file shop.psql "$(database script)" | grep -c applied) == 1 ]] || fail "the script"
./digital_market script --plain >plain.sql
! grep -q '^\\' plain.sql || fail "a command of psql"
psql -X -q "$(database plain)" -c "$(cat plain.sql)" >/dev/null  # as one request, as a driver sends it
for name in script plain; do diff <(schema shop) <(schema "$name") || fail "the script makes another database"; done
echo "The scripts make the same database."

title "Back and forth"
before=$(schema rows)
show ./digital_market downgrade 2fda6446e69f
show ./digital_market upgrade --verify
[[ $(psql -X -At "$(database rows)" -c "$count") == 24 ]] || fail "rows are missing"
./digital_market script head:2fda6446e69f >down.psql
psql -X -q --file down.psql "$(database rows)" >/dev/null
./digital_market script 2fda6446e69f:head >up.psql
psql -X -q --file up.psql "$(database rows)" >/dev/null
[[ $(psql -X -At "$(database rows)" -c "$count") == 24 ]] || fail "rows are missing"
diff <(schema rows | sort) <(sort <<<"$before") || fail "the way back and forth makes another database"
show ./digital_market downgrade base
show ./digital_market upgrade --verify
diff <(schema rows | sort) <(sort <<<"$before") || fail "the way to base and back makes another database"
