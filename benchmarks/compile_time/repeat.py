#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Writes a program whose history repeats those of tests/data until it has N revisions: repeat.py N [STAGE].

Each copy revises the one before and has tables, indexes and ids of its own. STAGE: declared, history (the default) or
script."""
import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent.parent / "tests" / "data"
TABLE = re.compile(r'al::(?:create_table|drop_table|rename_table)\("(\w+)"')
RENAMED = re.compile(r'al::rename_table\("\w+", "(\w+)"\)')
INDEX = re.compile(r'al::(?:create_index|drop_index)\("(\w+)"')


def declarations(name):
    """The revisions of a history, each as its text, in the order of application."""
    text = (DATA / f"{name}.hpp").read_text()
    body = text[text.index("inline constexpr auto r_"):text.index("#define")]
    found = re.split(r"(?=^inline constexpr auto r_)", body, flags=re.MULTILINE)
    found = [re.sub(r"^}.*", "", each, flags=re.MULTILINE) for each in found if each.strip()]
    return sorted_by_parent({re.search(r'al::revision\("(\w+)"', each)[1]: each for each in found})


def sorted_by_parent(texts):
    revised = {id: (re.search(r"\.revises\(([^)]*)\)", text) or ["", ""])[1] for id, text in texts.items()}
    parents = {id: re.findall(r'"(\w+)"', each) for id, each in revised.items()}
    done = []
    while len(done) < len(texts):
        ready = [id for id in texts if id not in done and all(each in done for each in parents[id])]
        done += ready[:1]
    return [(id, texts[id], parents[id]) for id in done]


def copy_of(name, copy, before):
    """The texts of one copy, which stands on the revision before."""
    revisions = declarations(name)
    whole = "".join(text for _, text, _ in revisions)
    names = set(TABLE.findall(whole)) | set(RENAMED.findall(whole)) | set(INDEX.findall(whole))
    word = re.compile(r"\b(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")\b")
    ids = re.compile("|".join(id for id, _, _ in revisions))
    for id, text, parents in revisions:
        text = word.sub(lambda found: f"{found[0]}_{copy}", text)
        text = ids.sub(lambda found: f"{found[0]}{copy}", text)
        if not parents and before:
            text = re.sub(r'(al::revision\("[^"]*", "[^"]*"\))', rf'\1\n    .revises("{before}")', text, count=1)
        yield f"{id}{copy}", text


count = int(sys.argv[1])
stage = sys.argv[2] if len(sys.argv) > 2 else "history"
entries, before, copy = [], "", 0
print("#include <aludel.hpp>\nnamespace al = aludel;\n")
print("inline constexpr auto settings = al::settings().naming(al::no_names);\n")
while len(entries) < count:
    for id, text in copy_of("long_a" if copy % 2 == 0 else "long_b", copy, before):
        if len(entries) == count:
            break
        print(text)
        entries.append(id)
        before = id
    copy += 1
if stage in ("history", "script"):
    print(f"inline constexpr al::history<settings, {', '.join('r_' + id for id in entries)}> history{{}};")
if stage == "script":
    print("constexpr std::string_view script = al::script<history, al::sqlite>;")
    print("int main() { return script.empty() ? 1 : 0; }")
else:
    print("int main() {}")
