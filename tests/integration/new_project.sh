#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A new project in three commands, and its first changes of models, revisions and databases.
source "$(dirname "$0")/common.sh"

command -v sqlite3 >/dev/null || exit 77

build_first_tool

export CMAKE_PREFIX_PATH=$ALUDEL_PREFIX
build() { "$CMAKE" -S . -B build >"$log" 2>&1 && "$CMAKE" --build build >>"$log" 2>&1; }
must_build() { build || { cat "$log" >&2; fail "the project does not build $*"; }; }
must_refuse() {  # what the build must say
    if build; then fail "a build that should say: $1"; fi
    tr '\n' ' ' <"$log" | tr -s ' ' | grep -qF "$1" || { cat "$log" >&2; fail "the build does not say: $1"; }
}
tables() { sqlite3 notes.db "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'aludel%' AND name NOT LIKE 'sqlite%' ORDER BY name"; }
check() { (cd build && "${CMAKE%cmake}ctest" -R '^notes[.]check$' --no-tests=error) >"$log" 2>&1; }

# init, build, upgrade
"$first" init notes >"$log" || fail "init"
cd notes
must_build "at once"
expect "" build/notes upgrade -q
[[ -f notes.db ]] || fail "aludel.ini says where the database is, and it is not there"
[[ -s build/notes.sqlite.sql ]] || fail "there is no script"
check || { cat "$log" >&2; fail "models and history are empty, and differ"; }

# Models with a mistake are refused where they are declared; the tool is built all the same, and says what is wrong.
cp models.hpp ../models.kept
cat >models.hpp <<'CPP'
#pragma once
#include <aludel.hpp>
inline constexpr auto notes = aludel::table("notes", aludel::column("id", aludel::integer), aludel::primary_key("idd"));
inline constexpr aludel::metadata<notes> models{};
CPP
must_refuse 'table `notes` has no column `idd`'
[[ $(build/notes lint -q) == "AL204 models" ]] || fail "lint does not find what is wrong with the models"
if build/notes revision -m x --autogenerate >"$log" 2>&1; then fail "a revision is generated from wrong models"; fi
grep -qF 'has no column `idd`' "$log" || { cat "$log" >&2; fail "revision does not say what is wrong with the models"; }
cp ../models.kept models.hpp

# The models change: the check sees it, and a revision makes up for it.
cat >models.hpp <<'CPP'
#pragma once
#include <aludel.hpp>
#include <optional>
#include <string>

struct Note {
    BOOST_HANA_DEFINE_STRUCT(Note, (int, id), (std::string, body), (std::optional<std::string>, title));
};
inline constexpr auto notes = aludel::model<Note>("notes", aludel::primary_key("id"));
inline constexpr aludel::metadata<notes> models{};
CPP
# A program that was not built since says so, and writes no revision from what it does not know.
build/notes check --offline -q >/dev/null 2>"$log" || true
grep -qF "models.hpp\` was changed after this program was built" "$log" || { cat "$log" >&2; fail "check does not say that the program is old"; }
if build/notes revision -m x --autogenerate >"$log" 2>&1; then fail "an old program compares old models"; fi
must_build "with other models"
if check; then fail "notes.check passes, though the models are ahead of the history"; fi
grep -q 'table `notes` is missing' <((cd build && ./notes check --offline) || true) || fail "check does not say what is missing"

(cd build && ./notes revision -m "Add notes" --autogenerate --rev-id a1) >"$log" 2>&1 || { cat "$log" >&2; fail "revision"; }
[[ -f migrations/a1_add_notes.hpp ]] || fail "the revision is not in the folder, wherever the tool is called"
build/notes heads -q >/dev/null 2>"$log"
grep -qF "history.hpp\` was changed after this program was built" "$log" || { cat "$log" >&2; fail "heads does not say that the program is old"; }
must_build "with a revision"
check || { cat "$log" >&2; fail "notes.check fails, though the history leads to the models"; }
grep -q 'CREATE TABLE "\?notes"\?' build/notes.sqlite.sql || fail "the script does not follow the history"
expect "" build/notes upgrade -q
[[ $(tables) == notes ]] || fail "there is another table than notes: $(tables)"
quietly build/notes check
sqlite3 notes.db "INSERT INTO notes (body, title) VALUES ('as above', 'so below')"

# A second one, with a column that got another name, and one that is new.
sed -i 's/(int, id),/(int, id), (bool, pinned),/; s/std::optional<std::string>, title/std::optional<std::string>, heading/' models.hpp
must_build "with other columns"
quietly build/notes revision -m "Headings" --autogenerate --rev-id a2 --rename notes.title=heading
grep -qF '// REVIEW: rows that exist get the value 0 in column `pinned`' migrations/a2_headings.hpp || fail "nobody asks which value rows get"
must_build "with a generated revision"
sed -i 's/).fill(al::sql("0"))/)/' migrations/a2_headings.hpp
must_refuse '[AL203]'  # which value do rows that exist get?
# The compiler refuses the history; the tool is built all the same, lists what is wrong, and migrates nothing.
lint=$(build/notes lint -q) && fail "lint finds nothing"
[[ $lint == "AL203 a2" ]] || fail "lint lists: $lint"
if build/notes upgrade >"$log" 2>&1; then fail "a history with errors is applied"; fi
grep -qF 'notes lint' "$log" || { cat "$log" >&2; fail "upgrade does not say what to do"; }
[[ $(build/notes heads -q) == a2 ]] || fail "heads does not work on a history with errors"
sed -i 's/al::not_null)/al::not_null, al::default_to(false))/' migrations/a2_headings.hpp
must_build "with two revisions"
expect "" build/notes upgrade -q
[[ $(sqlite3 notes.db 'SELECT heading, pinned FROM notes') == "so below|0" ]] || fail "the row lost what the column held"
quietly build/notes check
check || { cat "$log" >&2; fail "notes.check fails after the second revision"; }
[[ $(build/notes history -q | head -2 | xargs) == "a2 a1" ]] || fail "the history is another"

# Two people write a revision each, and a merge takes both lines: two heads, which the tool brings together.
cp migrations/history.hpp kept.hpp
quietly build/notes revision -m "Left" --rev-id b1
sed '/b1_left.hpp/d; /r_b1/d' migrations/history.hpp | diff - kept.hpp >/dev/null || fail "a revision changes more than two lines"
sed -i '/b1_left.hpp/d; /r_b1/d' migrations/history.hpp
quietly build/notes revision -m "Right" --rev-id b2
sed -i 's|^#include "b2_right.hpp"|#include "b1_left.hpp"\n&|; s|^\( *\), migrations::r_b2|\1, migrations::r_b1\n&|' migrations/history.hpp
must_refuse '[AL109]'
[[ $(build/notes heads -q | xargs) == "b1 b2" ]] || fail "heads does not show both"
if build/notes upgrade -q >"$log" 2>&1; then fail "a history of two heads is applied"; fi
quietly build/notes merge -m "Both" --rev-id b3
must_build "with the branches merged"
expect "" build/notes upgrade -q
[[ $(build/notes current -q) == b3 ]] || fail "the merge is not applied"

# What a bad merge of two branches leaves behind.
rm migrations/b?_*.hpp
sed -i '/a2_headings/d; /r_a2/d' migrations/history.hpp
must_refuse 'does not include a2_headings.hpp'
cp kept.hpp migrations/history.hpp
sed -i '/r_a2/d' migrations/history.hpp
must_refuse 'does not name r_a2'
cp kept.hpp migrations/history.hpp

# Calls that make no sense.
cp CMakeLists.txt ../kept.txt
misuse() {  # what the call must say, its arguments
    { grep -v '^aludel_add_migrations' ../kept.txt; echo "aludel_add_migrations($2)"; } >CMakeLists.txt
    must_refuse "$1"
}
misuse 'DIRECTORY is missing' 'notes MODELS models.hpp'
misuse 'nowhere/history.hpp' 'notes DIRECTORY nowhere'
misuse 'what is `THERE`?' 'notes THERE DIRECTORY migrations'
misuse 'MODELS has no value' 'notes DIRECTORY migrations MODELS'
misuse 'METADATA without MODELS' 'notes DIRECTORY migrations METADATA models'
misuse '`GOLD` is not a dialect' 'notes DIRECTORY migrations DIALECTS GOLD'
cp ../kept.txt CMakeLists.txt

# A step of the program: the build goes on, and its script stops there and says how to go on.
cp -r migrations ../kept_migrations
cat >migrations/a3_run.hpp <<'CPP'
#pragma once
#include <aludel.hpp>
namespace migrations {
inline constexpr auto r_a3 = aludel::revision("a3").revises("a2").irreversible("test").upgrade(
    aludel::run([](auto& db) { db.execute("UPDATE notes SET pinned = 1"); }));
}
CPP
sed -i 's|^#include "a2_headings.hpp"|&\n#include "a3_run.hpp"|; s|^\( *\), migrations::r_a2|&\n\1, migrations::r_a3|' migrations/history.hpp
must_build "with a step of the program"
if sqlite3 -bail scripted.db <build/notes.sqlite.sql >"$log" 2>&1; then fail "a script does what only a program can do"; fi
grep -qF 'run `upgrade a3` of the migration tool' "$log" || { cat "$log" >&2; fail "the script does not say what to do"; }
rm -r migrations scripted.db
mv ../kept_migrations migrations

# The same project, with the sources of the library among its own, and beside it one that spells its history in its own
# way.
sed -i 's|^find_package.*|add_subdirectory("$ENV{ALUDEL_SOURCE}" aludel)|' CMakeLists.txt
cat >>CMakeLists.txt <<'CMAKE'
set(market $ENV{ALUDEL_SOURCE}/examples/digital_market)
aludel_add_migrations(market DIRECTORY ${market} MODELS ${market}/models.hpp HISTORY shop::history METADATA shop::models)
CMAKE
rm -rf build notes.db
unset CMAKE_PREFIX_PATH
must_build "with add_subdirectory"
expect "" build/notes upgrade -q
[[ $(tables) == notes ]] || fail "there is another table than notes: $(tables)"
check || { cat "$log" >&2; fail "notes.check fails with add_subdirectory"; }
quietly build/market check --offline
[[ $(build/market heads -q) == 5ca0f991801d ]] || fail "the market has another history"

# Each kind of change, as `revision --autogenerate` writes it, compiles at once; what it cannot know is marked.
kinds=$ALUDEL_SOURCE/tests/integration/kinds
cp -r "$kinds" kinds
sed -i '/^set(market/,$d' CMakeLists.txt
echo 'aludel_add_migrations(kinds DIRECTORY kinds MODELS kinds/models.hpp)' >>CMakeLists.txt
must_build "with all kinds of changes"
(cd build && ./kinds revision -m "Everything" --autogenerate --rev-id a2) >generated.txt 2>"$log" || { cat "$log" >&2; fail "revision"; }
if grep '^Correct' generated.txt; then fail "a change cannot be written"; fi
must_build "with a generated revision of all kinds"
export ALUDEL_DATABASE_URL=sqlite:///kinds.db
quietly build/kinds upgrade a1
sqlite3 kinds.db <"$kinds/rows.sql"
quietly build/kinds upgrade
quietly build/kinds check
[[ $(sqlite3 kinds.db "SELECT x, quote(y) FROM required; SELECT a, c FROM added_types" | xargs) == "|0 0|1970-01-01" ]] || fail "the values of rows"
quietly build/kinds downgrade -1
quietly build/kinds upgrade
quietly build/kinds downgrade base
unset ALUDEL_DATABASE_URL

# A project that exists, with a database that is older than its history.
mkdir ../books
echo 'project(books LANGUAGES CXX)  # aludel is there already' >../books/CMakeLists.txt
sqlite3 ../books/books.db <"$ALUDEL_SOURCE/tests/data/adopted/odd.sql"
quietly build/notes init --here ../books -d sqlite:///books.db
echo 'add_subdirectory(../books books)' >>CMakeLists.txt
build_books() { { "$CMAKE" -S . -B build && "$CMAKE" --build build --target books_migrate --target books_migrate_verified; } >"$log" 2>&1 || { cat "$log" >&2; fail "the old project does not build"; }; }
build_books
tool=$PWD/build/books/books_migrate
(cd ../books && "$tool" adopt --models -q) >"$log" 2>&1 || { cat "$log" >&2; fail "adopt"; }
build_books
cd ../books
expect "" "$tool" baseline head -q
quietly "$tool" check
expect "" "$tool" -d sqlite:///new.db upgrade -q
quietly "$tool" -d sqlite:///new.db check
