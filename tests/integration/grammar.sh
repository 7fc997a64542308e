#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# No server of SQL Server or Oracle can be had here, so their scripts are read by grammars that others have written:
# sqlfluff's of T-SQL, and the PL/SQL grammar of ANTLR in an npm package. A script with a fault must be refused by both.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

command -v sqlfluff >/dev/null || { echo "skipped: sqlfluff is not installed"; exit 77; }
command -v npm >/dev/null || { echo "skipped: npm is not installed, which the grammar of PL/SQL is fetched with"; exit 77; }

cache=${ALUDEL_CACHE:-$HOME/.cache/aludel}/plsql
if [[ ! -d $cache/node_modules/antlr4 ]]; then
    mkdir -p "$cache"
    (cd "$cache" && npm install --silent --no-audit --no-fund --no-save @griffithswaite/ts-plsql-parser@1.1.1 antlr4@4.13.0) >"$log" 2>&1 ||
        { cat "$log"; echo "skipped: the grammar of PL/SQL cannot be fetched"; exit 77; }
fi
cp "$ALUDEL_SOURCE/tests/integration/grammar/oracle.mjs" "$cache"

"$CXX" -std=c++20 -I"$ALUDEL_SOURCE/include" "$ALUDEL_SOURCE/tests/integration/grammar/history.cpp" -o history

read_mssql() { # sqlcmd's own commands are no T-SQL; DOUBLE PRECISION, computed columns and DROP CONSTRAINT IF EXISTS are, which sqlfluff does not know
    grep -v '^:on error exit$' "$1" | sed 's/DOUBLE PRECISION/FLOAT/; s/ AS (price [*] 2)/ FLOAT/; s/DROP CONSTRAINT IF EXISTS/DROP CONSTRAINT/' >batches.sql
    sqlfluff parse --dialect tsql --nocolor batches.sql >"$log" 2>&1 && ! grep -q '|  PRS |' "$log"
}
read_oracle() { node "$cache/oracle.mjs" "$1" >"$log" 2>&1; }

for database in mssql oracle; do
    for range in base:heads b2:base; do
        ./history $database $range >$database.sql
        read_$database $database.sql || { grep -A3 'PRS\|errors$' "$log" >&2; fail "the script for $database ($range) is no SQL"; }
    done
    sed 's/^CREATE INDEX/CREATE INDEXED/' $database.sql >fault.sql
    if read_$database fault.sql; then fail "the grammar for $database accepts CREATE INDEXED"; fi
done

grep -q '^    THROW 50000' mssql.sql || fail "no guard for mssql"
./history oracle >oracle.sql
grep -q "^BEGIN RAISE_APPLICATION_ERROR(-20000, '.*c3" oracle.sql || fail "the script for oracle does not stop at a step of the program"
