#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Keeps the lists of headers: include/aludel.hpp and cmake/headers.cmake.

    headers.py           writes them
    headers.py --check   says what is wrong with them, and fails if anything is

The umbrella lists every header outside of detail/ and of the command line in alphabetical order. A header that needs
somebody's client library comes last, and only where that is found; the command line only where ALUDEL_CLI asks for it.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
DIRECTIVE = re.compile(r'^\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b\s*(.*?)\s*(?://.*)?$')


# What all else stands behind: without it a compiler would print thousands of lines.
LANGUAGE = "__cplusplus >= 202002L && defined(__cpp_impl_coroutine)"
LANGUAGE_CHECK = [
    f"#if !({LANGUAGE})",
    '#error "Aludel needs C++20 with coroutines: compile with -std=c++20"',
    "#endif",
    "",
    f"#if {LANGUAGE}",
]


def is_standard(name):
    return "." not in name and "/" not in name


def is_own(name):
    return name.startswith("aludel/")


def is_ours_to_need(name):
    """Boost is the one library that is always there."""
    return is_standard(name) or is_own(name) or name.startswith("boost/")


def conditional_lines(path):
    """Every line of a header, with the conditions it stands under (its outermost first)."""
    stack = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = DIRECTIVE.match(line)
        if found:
            word, text = found.groups()
            if word == "endif":
                stack.pop()
                yield number, line, tuple(stack)
                continue
            if word in ("else", "elif"):
                stack[-1] = None
                yield number, line, tuple(stack[:-1])
                continue
            yield number, line, tuple(stack)
            stack.append({"if": text, "ifdef": f"defined({text})", "ifndef": f"!defined({text})"}[word])
            continue
        yield number, line, tuple(stack)
    if stack:
        sys.exit(f"{path}: an #if without its #endif")


def includes(path):
    """What a header includes: (name, conditions)."""
    for number, line, conditions in conditional_lines(path):
        found = INCLUDE.match(line)
        if not found:
            continue
        if found.group(1) == '"':
            sys.exit(f'{path}:{number}: headers of ours are included as <aludel/...>')
        if None in conditions and not is_standard(found.group(2)):
            sys.exit(f"{path}:{number}: an include behind #else or #elif is more than the amalgamation can follow")
        yield found.group(2), tuple(each for each in conditions if each != LANGUAGE)


def all_headers(include=ROOT / "include"):
    return sorted(path.relative_to(include).as_posix() for path in (include / "aludel").rglob("*.hpp"))


def needs(name, include=ROOT / "include", seen=None):
    """The foreign headers without which this one, or one that it includes, does not compile."""
    seen = set() if seen is None else seen
    if name in seen:
        return set()
    seen.add(name)
    found = set()
    for each, conditions in includes(include / name):
        if conditions:
            continue
        if is_own(each):
            found |= needs(each, include, seen)
        elif not is_ours_to_need(each):
            found.add(each)
    return found


FIRST = "aludel/rule/raise.hpp"  # errors point into it: g++ names each file on the way to it
COMMAND_LINE = "aludel/cli.hpp"
RIM = ("aludel/cli/command_line.hpp", "aludel/cli/program.hpp")  # of the command line, what is compiled with a history


def is_command_line(name):
    return name == COMMAND_LINE or (name.startswith("aludel/cli/") and name not in RIM)


def umbrella():
    always, gated = [], {}
    for name in sorted(all_headers(), key=lambda each: (each in RIM, each)):  # the rim last: it includes all the rest
        if name.startswith("aludel/detail/") or is_command_line(name):
            continue
        gate = tuple(sorted(needs(name)))
        if gate:
            gated.setdefault(gate, []).append(name)
        else:
            always.append(name)
    lines = [
        "// SPDX-License-Identifier: BSL-1.0",
        "// All of Aludel. The list is kept by cmake/headers.py.",
        "#pragma once",
        "",
        *LANGUAGE_CHECK,
        "",
        f"#include <{FIRST}>",
        "",
        *(f"#include <{name}>" for name in always),
    ]
    for gate, names in sorted(gated.items()):
        lines += ["", "#if " + " && ".join(f"__has_include(<{each}>)" for each in gate)]
        lines += [f"#include <{name}>" for name in names]
        lines += ["#endif"]
    lines += ["", "#if defined(ALUDEL_CLI)", f"#include <{COMMAND_LINE}>", "#endif", "", "#endif"]
    return "\n".join(lines) + "\n"


def cmake_lists():
    names = all_headers()
    clients = [name for name in names if needs(name)]
    lines = [
        "# The public headers, kept by cmake/headers.py.",
        "set(aludel_headers",
        "    aludel.hpp",
        *(f"    {name}" for name in names if name not in clients),
        ")",
        "",
        "# Headers that need a client library as well.",
        "set(aludel_client_headers",
        *(f"    {name}" for name in clients),
        ")",
    ]
    return "\n".join(lines) + "\n"


def main(arguments):
    wrong = False
    for path, text in ((ROOT / "include/aludel.hpp", umbrella()), (ROOT / "cmake/headers.cmake", cmake_lists())):
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old == text:
            continue
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
            continue
        wrong = True
        have, want = set((old or "").splitlines()), set(text.splitlines())
        print(f"{path.relative_to(ROOT)} is out of date; build the target `generate`, or run cmake/headers.py")
        for line in sorted(want - have):
            print(f"  missing: {line.strip()}")
        for line in sorted(have - want):
            print(f"  too much: {line.strip()}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
