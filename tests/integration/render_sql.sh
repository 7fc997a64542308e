#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# aludel_render_sql(), as an installed package has it.
source "$(dirname "$0")/common.sh"

cp -r "$here/render_sql" project
header=project/include/history.hpp
sql=build/shop.sql
quietly "$CMAKE" -S project -B build -DCMAKE_PREFIX_PATH="$ALUDEL_PREFIX" -DWITH_RANGE=ON
build() { "$CMAKE" --build build >"$log" 2>&1; }
# File times may be no finer than the clock's tick.
later() { sleep 1.1; }

build || { cat "$log"; fail "the project does not build"; }
[[ $(build/shop) == "$(wc -c <"$sql")" ]] || fail "the script was not there when the program was compiled"
grep -q 'CREATE TABLE "\?categories"\?' "$sql" || fail "the script creates no table"
grep -q 'CREATE INDEX' "$sql" || fail "the script creates no index"
if grep -q 'CREATE TABLE "\?categories"\?' build/scripts/index_only.sql; then fail "a range is not kept"; fi
grep -q 'CREATE INDEX' build/scripts/index_only.sql || fail "a range is empty"
quietly "$CMAKE" build -DWITH_RANGE=OFF

# Nothing changed: nothing is written.
before=$(stat -c %y "$sql")
later
build || fail "the second build fails"
[[ $(stat -c %y "$sql") == "$before" ]] || fail "a build that changes nothing writes the script"

# A comment changed: the script is rendered, and is the same.
echo '// a comment' >>"$header"
build || fail "the build fails after a comment"
[[ $(stat -c %y "$sql") == "$before" ]] || fail "a script that stays the same is written"

# The script is gone: it comes back.
rm "$sql"
later
build || fail "the build fails without the script"
[[ -s $sql ]] || fail "a script that was deleted does not come back"

# The history changed: so does the script.
sed -i 's/categories_name/categories_by_name/' "$header"
later
build || { cat "$log"; fail "the build fails after a change"; }
grep -q categories_by_name "$sql" || fail "the script does not follow the history"

# The history is broken: so is the build, and it says why.
sed -i 's/revises("47f559ec82bb")/revises("47f559ec82bc")/' "$header"
later
if build; then fail "a broken history builds"; fi
grep -qF '[AL104]' "$log" || { cat "$log"; fail "the build does not say what is wrong"; }
grep -q 'categories_by_name' "$sql" || fail "a broken history destroys the script"
