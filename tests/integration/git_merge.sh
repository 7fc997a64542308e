#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# Two people write a revision each in a clone of one project. git merges the clones, and the tool alone makes one history
# of it: by a merge revision, or by putting one branch behind the other.
source "$(dirname "$0")/common.sh"

command -v git >/dev/null || exit 77

build_first_tool

export CMAKE_PREFIX_PATH=$ALUDEL_PREFIX GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
build() { { "$CMAKE" -S . -B build && "$CMAKE" --build build --target "${1:-notes}"; } >"$log" 2>&1 || { cat "$log" >&2; fail "the project does not build"; }; }

"$first" init notes >"$log" || fail "init"
(cd notes && git init -q -b main && git add -A && git commit -qm "start")
for clone in left right; do git clone -q notes $clone; done
cd right
build
tool=$PWD/build/notes

# One revision in each clone, on the same parent.
start=$("$tool" heads -q)
expect l1 "$tool" -q revision -m "Left" --rev-id l1 --directory ../left/migrations
expect r1 "$tool" -q revision -m "Right" --rev-id r1
(cd ../left && git add -A && git commit -qm "left")
git add -A && git commit -qm "right"
quietly git pull -q --no-rebase --no-edit ../left main
grep -q '^<<<<<<<' migrations/history.hpp && fail "git leaves a conflict in history.hpp"

# The program of before the merge does not take part.
refused 'which this program was built without. Build it first' "$tool" merge -m "both"
build
refused '[AL109]' "$tool" lint
[[ $("$tool" heads -q | sort | xargs) == "l1 r1" ]] || fail "heads does not show both"

# A merge revision.
expect m1 "$tool" -q merge -m "both" --rev-id m1
build all
expect "" "$tool" -q upgrade
expect m1 "$tool" -q current
git add -A && git commit -qm "merged"

# The same again by --rebase: r1 goes behind l1, and nothing else changes.
expect m1 "$tool" -q revision --undo head -d sqlite:///nowhere.db
rm notes.db
build
refused '--onto is for --rebase' "$tool" revision --onto l1
refused 'on one branch already' "$tool" revision --rebase r1 --onto "$start"
expect r1 "$tool" -q revision --rebase r1
[[ $(git diff --name-only HEAD | xargs) == "migrations/history.hpp migrations/m1_both.hpp migrations/r1_right.hpp" ]] || fail "a rebase changes $(git diff --name-only HEAD)"
grep -qF '.revises("l1")' migrations/r1_right.hpp || fail "r1 does not revise l1"
build all
expect r1 "$tool" -q heads
expect "" "$tool" -q upgrade
[[ $("$tool" history -q | xargs) == "r1 l1 $start" ]] || fail "the history is not one line: $("$tool" history -q | xargs)"
refused 'has applied revision `r1`. Downgrade it first' "$tool" revision --undo r1
refused 'others revise it' "$tool" revision --undo l1

# Without the attribute git leaves conflict markers, into which the tool writes nothing.
sed -i '1i <<<<<<< HEAD' migrations/history.hpp
refused 'has a conflict marker of a merge in line 1' "$tool" revision -m "more"
