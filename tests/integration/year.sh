#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# A year of a project, with rows in its database all along: twelve kinds of change by `revision --autogenerate`, two git
# branches and their merge, and a squash in two releases.
source "$(dirname "$0")/common.sh"

command -v git >/dev/null && command -v sqlite3 >/dev/null || exit 77

build_first_tool

export CMAKE_PREFIX_PATH=$ALUDEL_PREFIX GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
build() { { "$CMAKE" -S . -B build && "$CMAKE" --build build --target books; } >"$log" 2>&1 || { cat "$log" >&2; fail "the project does not build"; }; }
rows() { sqlite3 books.db "SELECT * FROM $1 ORDER BY id"; }
same() { [[ $1 == "$2" ]] || fail "$3: $1 instead of $2"; }

writers=authors
columns=('al::column("id", al::integer, al::primary_key)' 'al::column("title", al::text)' 'al::column("pages", al::integer)'
    'al::column("author_id", al::integer)')
write_models() {
    local text
    text=$(printf ', %s' "${columns[@]}")
    cat >models.hpp <<CPP
#pragma once
#include <aludel.hpp>
namespace al = aludel;
inline constexpr auto $writers = al::table("$writers", al::column("id", al::integer, al::primary_key), al::column("name", al::text));
inline constexpr auto books = al::table("books"$text);
inline constexpr al::metadata<$writers, books> models{};
CPP
}

# What was generated last is built together with the models of the next change.
change() {  # id, what for, options of revision
    write_models
    build
    quietly "$tool" upgrade
    if "$tool" check --offline -q >"$log" 2>&1; then fail "check does not see that the models are ahead, before $1"; fi
    quietly "$tool" revision --autogenerate --rev-id "$1" -m "${@:2}"
}

quietly "$first" init books
cd books
tool=$PWD/build/books

change y01 "Books and authors"
columns+=('al::column("note", al::text)')
change y02 "Notes"
sqlite3 books.db "INSERT INTO authors VALUES (1, 'O''Hara'); INSERT INTO books VALUES (1, 'Ulysses', 700, 1), (2, 'Emma', 400, NULL)"
columns+=('al::column("pinned", al::boolean, al::not_null)')
change y03 "Pins"
columns[1]='al::column("heading", al::text)'
change y04 "Headings" --rename books.title=heading
columns[2]='al::column("pages", al::bigint)'
change y05 "Long books"
columns[1]='al::column("heading", al::text, al::not_null)'
change y06 "Headings are required"
columns+=('al::unique("heading").named("uq_books_heading")')
change y07 "One book per heading"
columns+=('al::index("ix_books_author_id", "author_id")')
change y08 "Books of an author"
columns+=('al::foreign_key("author_id").references("authors", "id").named("fk_books_author")')
change y09 "Authors are there"
columns+=('al::check("pages > 0").named("ck_books_pages")')
change y10 "No empty books"
unset 'columns[4]'
columns=("${columns[@]}")
change y11 "No notes"
writers=writers
columns[7]='al::foreign_key("author_id").references("writers", "id").named("fk_books_author")'
change y12 "Writers" --rename authors=writers
build
quietly "$tool" upgrade
quietly "$tool" check
same "$(rows books)" "1|Ulysses|700|1|0
2|Emma|400||0" "the books of a year"
same "$(rows writers)" "1|O'Hara" "the writers of a year"
if sqlite3 books.db "INSERT INTO books VALUES (3, 'Emma', 1, 1, 0)" 2>"$log"; then fail "there are two books of one heading"; fi
quietly "$tool" downgrade y02
same "$(sqlite3 books.db "SELECT id, title, pages, author_id FROM books ORDER BY id")" "1|Ulysses|700|1
2|Emma|400|" "the books, a year back"
quietly "$tool" upgrade
quietly "$tool" check
git init -q -b main && git add -A && git commit -qm "a year"

# Two branches, each with a revision on the same parent, and a merge.
git checkout -q -b left
expect l1 "$tool" -q revision -m "Left" --rev-id l1
git add -A && git commit -qm "left"
git checkout -q main
expect r1 "$tool" -q revision -m "Right" --rev-id r1
git add -A && git commit -qm "right"
quietly git merge -q --no-edit left
build
expect m1 "$tool" -q merge -m "Both" --rev-id m1
build
expect "" "$tool" -q upgrade
expect m1 "$tool" -q current
git add -A && git commit -qm "merged"

# A squash of the spring: this release has both, the next one the squash alone. Databases of all ages come to one
# schema.
cp books.db middle.db
quietly "$tool" -d sqlite:///middle.db downgrade y06
quietly "$tool" squash y02:y09 -m "The spring" --rev-id s1
build
quietly "$tool" upgrade
quietly "$tool" check
quietly "$tool" -d sqlite:///middle.db upgrade
quietly "$tool" -d sqlite:///middle.db check
quietly "$tool" -d sqlite:///new.db upgrade
quietly "$tool" -d sqlite:///new.db check
quietly "$tool" squash --finish s1
build
for database in books middle new; do
    expect "" "$tool" -q -d "sqlite:///$database.db" upgrade
    quietly "$tool" -d "sqlite:///$database.db" check
    expect m1 "$tool" -q -d "sqlite:///$database.db" current
done
quietly "$tool" -d sqlite:///newer.db upgrade
quietly "$tool" -d sqlite:///newer.db check
same "$(rows books)" "1|Ulysses|700|1|0
2|Emma|400||0" "the books behind the squash"
history=$("$tool" history -q | xargs)
[[ $history == "m1 r1 l1 y12 y11 y10 s1 y01 "* || $history == "m1 l1 r1 y12 y11 y10 s1 y01 "* ]] || fail "the history is $history"
