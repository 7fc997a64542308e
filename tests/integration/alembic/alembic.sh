#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A PostgreSQL database that Alembic migrated is taken over, and Alembic goes on with what was made of it.
#
#   alembic.sh TOOL DIRECTORY    TOOL is tool.cpp; the file that ALUDEL_POSTGRESQL names has the URL of a server
#
# Exits with 77 where Alembic is not installed.
set -euo pipefail

tool=$1 work=$2 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(command -v alembic) && "$(sed -n '1s/^#!//p' "$program")" -c 'import alembic, psycopg2' 2>/dev/null ||
    { echo "Alembic is not installed, or its driver for PostgreSQL"; exit 77; }

rm -rf "$work"
mkdir -p "$work/migrations"
cd "$work"
cp -r "$here/env.py" "$here/versions" migrations/
printf '[alembic]\nscript_location = migrations\n' >alembic.ini

fail() { echo "FAILED: $*" >&2; exit 1; }
alembic() { PYTHONDONTWRITEBYTECODE=1 command alembic "$@" >log.txt 2>&1 || { cat log.txt >&2; fail "alembic $*"; }; }
ours() { "$tool" "$@" >log.txt 2>&1 || { cat log.txt >&2; fail "$*"; }; }
both_are_at() {
    alembic current
    grep -q "^$1" log.txt || { cat log.txt >&2; fail "Alembic is not at $1"; }
    [[ $("$tool" current -q) == "$1" ]] || fail "the tool is not at $1"
}

url=$(cat "$ALUDEL_POSTGRESQL")
psql -X -q "$url" -c "DROP DATABASE IF EXISTS accounts" -c "CREATE DATABASE accounts" 2>/dev/null
ALUDEL_DATABASE_URL=$(sed "s|/postgres?|/accounts?|" <<<"$url")
export ALUDEL_DATABASE_URL ALEMBIC_URL=$ALUDEL_DATABASE_URL
query() { psql -X -q -At "$ALUDEL_DATABASE_URL" -c "$1"; }

alembic upgrade 1c0ffee00002
query "INSERT INTO account (email) VALUES ('a@x'), ('b@x'); INSERT INTO payment (account_id, amount) VALUES (1, 5), (2, 6.5);"
both_are_at 1c0ffee00002

# What Alembic made is what the history says, by the version table that is there.
"$tool" check --json >log.txt && fail "nothing is pending"
! grep -q '"drift"' log.txt || { cat log.txt >&2; fail "the schemas differ"; }
ours upgrade 1c0ffee00003 --verify
both_are_at 1c0ffee00003

# Alembic goes on: up, down over what the tool did, and the tool again.
alembic upgrade head
both_are_at 1c0ffee00004
ours check
ours downgrade 1c0ffee00002 --verify
both_are_at 1c0ffee00002
ours upgrade --verify
alembic downgrade 1c0ffee00002
both_are_at 1c0ffee00002
ours upgrade --verify
both_are_at 1c0ffee00004
[[ $(query "SELECT email || label || amount FROM account JOIN payment ON account_id = account.id ORDER BY 1" | xargs) == "a@xno 15.00 b@xno 26.50" ]] ||
    fail "the rows"
ours downgrade base
alembic upgrade 1c0ffee00002
ours upgrade --verify
alembic downgrade base
[[ -z $("$tool" current -q) ]] || fail "the tool is not at base"
echo "Alembic and the tool go on with each other's work"
