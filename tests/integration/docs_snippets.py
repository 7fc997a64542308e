#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Sees to it that the pages say what is so.

    docs_snippets.py <source directory> <directory to work in> [--update] [-- <compiler> <flag>...]

The first word behind a fence's language says what becomes of its block, in the README, the tutorial,
docs/zero_downtime.md and docs/words:

    ```cpp compiles          a piece of a program; each has a namespace of its own, unless `global` stands behind it
    ```cpp runs              the same, with a function `example()` that is called
    ```cpp continues         goes on behind the block before, whose names it may give anew
    ```cpp steps             the same, as the body of a function
    ```cpp refused AL203     does not compile, and the error has this id
    ```sql renders           what the last revision of the `history` in the block before becomes on SQLite
    ```sql renders downgrade its way back
    ```sql renders postgresql    what it becomes on PostgreSQL, and with `downgrade` behind it its way back
    ```text prints           what `example()` in the block before prints

All pieces are one file, so that the library is read once. `--update` writes what came out into the pages. Besides,
links lead somewhere, the index names every page, every word of the language occurs on one, and rules have their name
and level.
"""

import re
import subprocess
import sys
from pathlib import Path

PROLOGUE = """\
#include <aludel.hpp>
#include <iostream>
#include <string>
namespace al = aludel;

// The statements of the last revision, up or down, as a script has them, without what guards them.
template <class Dialect>
static void render(const al::history_view& history, bool down) {
    al::migration<Dialect> way(history, Dialect::target);
    static_cast<void>(way.start_at(down ? "heads" : "base"));
    if (down) way.downgrade("-1");
    else way.upgrade("heads");
    al::migration_step step;
    for (std::size_t i = 0; i < way.size(); ++i) step = way.render(i);
    for (const al::statement& each : step.statements)
        if (each.kind == al::statement_kind::sql) std::cout << each.sql.str() << ";\\n";
}
"""


class Block:
    def __init__(self, page, number, info, first, lines):
        self.page, self.number, self.info, self.first, self.lines = page, number, info, first, lines
        self.key = re.sub(r"\W", "_", page.stem) + f"_{number}"

    def place(self):
        return f"{self.page.name}:{self.first}"


def blocks_of(page):
    found, info, first, lines = [], None, 0, []
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if not line.startswith("```"):
            lines.append(line)
        elif info is None:
            info, first, lines = line[3:].split(), number + 1, []
        else:
            found.append(Block(page, len(found), info, first, lines))
            info, lines = None, []
    if info is not None:
        sys.exit(f"{page.name}: a block has no end")
    return found


def kind(block):
    return " ".join(block.info[:2])


def piece(block):
    """A block as a piece of the program; what it includes goes before it."""
    hoisted, kept = [], []
    for line in block.lines:
        if line.startswith("#include"):
            hoisted.append(line)
            line = ""
        elif line.startswith("namespace al ="):
            line = ""
        kept.append(line)
    text = "\n".join([f'#line {block.first} "{block.page.name}"', *kept]) + "\n"
    return hoisted, f"inline void {block.key}() {{\n{text}}}\n" if kind(block) == "cpp steps" else text


def program(blocks):
    includes, text, calls, expected = [], "", [], []
    page, around, called = None, [], None  # the namespaces that are open, and the block that is spoken of
    for block in blocks:
        if kind(block) in ("cpp compiles", "cpp runs") or block.page != page:
            text += "}\n" * len(around)
            page, around, called = block.page, [], None
        if kind(block) in ("cpp compiles", "cpp runs", "cpp continues", "cpp steps"):
            if kind(block) in ("cpp continues", "cpp steps") and not around:
                sys.exit(f"{block.place()}: there is no complete block before this one")
            hoisted, written = piece(block)
            includes += hoisted
            if "global" not in block.info and kind(block) != "cpp steps":
                around.append(block.key)
                text += f"namespace {block.key} {{\n"
            text += written
            called = "::".join(around)
            continue
        if kind(block) == "sql renders":
            dialect = f"al::dialect_of<al::{'postgresql' if 'postgresql' in block.info else 'sqlite'}.id>"
            call = f"render<{dialect}>({called}::history.view(), {'true' if 'downgrade' in block.info else 'false'});"
        elif kind(block) == "text prints":
            call = f"{called}::example();"
        else:
            continue
        if not called:
            sys.exit(f"{block.place()}: there is no complete block before this one")
        calls.append(f'    std::cout << "\\n@@{block.key}\\n"; {call}\n')
        expected.append(block)
    text += "}\n" * len(around)
    return "\n".join(includes) + "\n" + PROLOGUE + text + "int main() {\n" + "".join(calls) + "}\n", expected


def compile_and_run(blocks, work, compiler):
    text, expected = program(blocks)
    (work / "snippets.cpp").write_text(text)
    made = subprocess.run([*compiler, "snippets.cpp", "-o", "snippets", "-lsqlite3"], cwd=work, capture_output=True,
                          text=True)
    if made.returncode != 0:
        errors = [line for line in made.stderr.splitlines() if "error" in line] or made.stderr.splitlines()
        return ["\n".join(errors[:20])], {}, expected
    ran = subprocess.run([work / "snippets"], cwd=work, capture_output=True, text=True, timeout=60)
    if ran.returncode != 0:
        return [f"a snippet fails: {ran.stderr.strip()}\n{ran.stdout[-500:]}"], {}, expected
    parts = re.split(r"\n@@(\w+)\n", ran.stdout)
    return [], {key: said.strip("\n").split("\n") for key, said in zip(parts[1::2], parts[2::2])}, expected


def refused(blocks, work, compiler):
    """What should be refused and is not, each with an error of its own."""
    problems = []
    for block in blocks:
        if kind(block) != "cpp refused":
            continue
        (work / "refused.cpp").write_text("\n".join(block.lines) + "\n")
        made = subprocess.run([*compiler, "-fsyntax-only", "refused.cpp"], cwd=work, capture_output=True, text=True)
        if made.returncode == 0:
            problems.append(f"{block.place()}: it compiles, and should not")
        elif f"[{block.info[2]}]" not in made.stderr:
            problems.append(f"{block.place()}: it is refused, but not by {block.info[2]}")
    return problems


def update(said, expected):
    for page in {block.page for block in expected}:
        lines = page.read_text().splitlines()
        for block in sorted((b for b in expected if b.page == page), key=lambda b: -b.first):
            lines[block.first - 1:block.first - 1 + len(block.lines)] = said[block.key]
        page.write_text("\n".join(lines) + "\n")


def dead_links(source):
    problems = []
    for page in [source / "README.md", *sorted((source / "docs").rglob("*.md"))]:
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(), flags=re.S)
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            if not re.match(r"\w+:", link) and not (page.parent / link).exists():
                problems.append(f"{page.relative_to(source)}: nothing is at {link}")
    return problems


def missing_from_index(source):
    index = (source / "docs/README.md").read_text()
    pages = [page for folder in ("docs", "docs/words", "docs/rules") for page in sorted((source / folder).glob("*.md"))]
    return [f"docs/README.md does not name {page.relative_to(source / 'docs')}" for page in pages
            if page.name != "README.md" and f"({page.relative_to(source / 'docs')})" not in index]


def words_of(header):
    """The names that a header of the language gives to everyone: what stands in no namespace of its own."""
    text = re.sub(r"^namespace dsl \{.*?^\}  // namespace dsl$", "", header.read_text(), flags=re.S | re.M)
    return re.findall(r"^(?:inline )?constexpr (?:auto|dsl::[\w<>]+|op::\w+|std::nullptr_t) (\w+)", text, flags=re.M)


def unmentioned(source):
    pages = "\n".join(page.read_text() for page in (source / "docs/words").glob("*.md"))
    language = {"column", "create_table"}  # that nothing at all was found would be no mistake of the pages
    for header in (source / "include/aludel/dsl").glob("*.hpp"):
        if "namespace aludel::inline v0_1::dsl" not in header.read_text():
            language.update(words_of(header))
    if len(language) < 80:
        return [f"only {len(language)} words were found in the headers of the language"]
    return [f"no page of docs/words has al::{word}" for word in sorted(language)
            if not re.search(rf"\bal::{word}\b", pages)]


def misplaced_rules(source):
    """Rules on the pages of words: each with its name, and behind the heading of its level."""
    header = (source / "include/aludel/rule/rule.hpp").read_text()
    numbers = dict(re.findall(r"^    (\w+) = (\d+),", header, flags=re.M))
    ids = {f"AL{int(number):03}": slug for slug, number in numbers.items()}
    levels, waiting = {}, []
    cases = header.split("constexpr level default_level")[1].split(" default:")[0]
    for slug, level in re.findall(r"case rule::(\w+):(?: return level::(\w+))?", cases):
        waiting.append(slug)
        if level:
            levels.update(dict.fromkeys(waiting, level))
            waiting = []
    headings = {"Refused by": "error", "Warnings": "warning", "When raised": "off"}
    problems = []
    for page in sorted((source / "docs/words").glob("*.md")):
        text = page.read_text()
        for number, slug in re.findall(r"\[(AL\d+)\]\([^)]*\)\s+(\w+)", text):
            if ids.get(number) != slug:
                problems.append(f"docs/words/{page.name}: {number} is not called {slug}")
        for paragraph in re.findall(r"^\*\*Refused by\*\*.*?(?=\n\n|\Z)", text, flags=re.S | re.M):
            for heading, part in re.findall(r"\*\*([\w ]+)\*\*(.*?)(?=\*\*|\Z)", paragraph, flags=re.S):
                for number in re.findall(r"\[(AL\d+)\]", part):
                    level = levels.get(ids.get(number), "error")
                    if level != headings[heading]:
                        problems.append(f"docs/words/{page.name}: {number} stands behind `{heading}`, "
                                        f"but its level is {level}")
    return problems


def main():
    arguments, compiler = sys.argv[1:], ["g++", "-std=c++20"]
    if "--" in arguments:
        arguments, compiler = arguments[:arguments.index("--")], arguments[arguments.index("--") + 1:]
    source, work = Path(arguments[0]).resolve(), Path(arguments[1]).resolve()
    pages = [source / "README.md", source / "docs/tutorial.md", source / "docs/zero_downtime.md",
             *sorted((source / "docs/words").glob("*.md"))]
    blocks = [block for page in pages for block in blocks_of(page)]
    compiler += [f"-I{source / 'include'}"]

    problems, said, expected = compile_and_run(blocks, work, compiler)
    if "--update" in arguments:
        if said:
            update(said, expected)
    else:
        for block in expected if said else []:
            if said[block.key] != block.lines:
                problems.append(f"{block.place()}: what comes out is\n" + "\n".join(said[block.key]))
        problems += refused(blocks, work, compiler)
        problems += dead_links(source) + missing_from_index(source) + unmentioned(source) + misplaced_rules(source)
    for each in problems:
        print(each, file=sys.stderr)
    pieces = sum(kind(block).startswith("cpp ") for block in blocks)
    print(f"{pieces} pieces of code, {len(expected)} texts, {len(pages)} pages, {len(problems)} problems")
    if any("what comes out is" in each for each in problems):
        print(f"Where the new text is right: {sys.argv[0]} {sys.argv[1]} {sys.argv[2]} --update", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
