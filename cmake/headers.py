#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Keeps the lists of headers, and the order of the rooms.

    headers.py           writes include/aludel.hpp, the partial headers beside it, and cmake/headers.cmake
    headers.py --check   fails if one of them is out of date, or if a header includes one of a room that is not below
                         its own

A partial header lists the headers of some rooms in alphabetical order; a header that needs somebody's client library
comes last, and only where that is found. Some rooms come only where a macro asks for them.
"""
import functools
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
DIRECTIVE = re.compile(r'^\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b\s*(.*?)\s*(?://.*)?$')


# What all else stands behind: without it a compiler would print thousands of lines.
LANGUAGE = "__cplusplus >= 202002L && defined(__cpp_impl_coroutine) && defined(__cpp_exceptions)"
LANGUAGE_CHECK = [
    f"#if !({LANGUAGE})",
    '#error "Aludel needs C++20 with coroutines and exceptions: compile with -std=c++20, and without -fno-exceptions"',
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


@functools.cache
def includes(path):
    """What a header includes: (name, conditions)."""
    result = []
    for number, line, conditions in conditional_lines(path):
        found = INCLUDE.match(line)
        if not found:
            continue
        if found.group(1) == '"':
            sys.exit(f'{path}:{number}: headers of ours are included as <aludel/...>')
        if None in conditions and not is_standard(found.group(2)):
            sys.exit(f"{path}:{number}: an include behind #else or #elif is more than the amalgamation can follow")
        result.append((found.group(2), tuple(each for each in conditions if each != LANGUAGE)))
    return result


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


# Each room may include the rooms of the lines above its own, and itself.
ROOMS = (
    ("base",),
    ("rule",),
    ("operation",),
    ("dsl", "graph", "sql", "io"),
    ("schema",),
    ("dialect",),
    ("review",),
    ("history",),
    ("model",),
    ("migration",),
    ("script", "online"),
    ("connection", "test"),
    ("code",),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}

# What stands beside the rooms may be included by the command line only, but for the version.
FREE = ("aludel/version.hpp",)

# The partial headers: their text for a reader, and the rooms that they list. Of the dialects, what is for a connection
# belongs to `online`.
PARTS = {
    "dsl": ("The words that revisions and models are written with.", ("rule", "operation", "dsl")),
    "graph": ("The graph of revisions, for the compiler and for the program.", ("graph",)),
    "schema": ("Histories and models: replayed, verified, compared.", ("sql", "schema", "review", "history", "model")),
    "offline": ("SQL scripts.", ("dialect", "migration", "script")),
    "online": ("Migrations on a connection.", ("io", "dialect", "online", "connection")),
}

FIRST = "aludel/rule/raise.hpp"  # errors point into it: g++ names each file on the way to it
# Rooms that come only where a macro asks for them, each with the header that includes what its users need.
ASKED = {"cli": ("aludel/cli.hpp", "ALUDEL_CLI"), "test": ("aludel/test.hpp", "ALUDEL_TEST")}
RIM = ("aludel/cli/program.hpp", "aludel/cli/command_line.hpp")  # of the command line, what is compiled with a history


def room_of(name):
    parts = name.split("/")
    return parts[1] if len(parts) > 2 else None


def macro_of(name):
    """The macro that asks for a header; None if it always comes."""
    for room, (header, macro) in ASKED.items():
        if name == header or (room_of(name) == room and name not in RIM):
            return macro
    return None


def is_part(name):
    return name in (f"aludel/{part}.hpp" for part in PARTS)


def wrong_arrows(include=ROOT / "include"):
    """Headers that include one of a room that is not below their own, and headers in no room."""
    for name in all_headers(include):
        room = room_of(name)
        if room is None:
            continue
        if room not in LEVEL:
            yield f"{name} is in no room: see ROOMS in cmake/headers.py"
            continue
        for each, _ in includes(include / name):
            other = room_of(each)
            if not is_own(each) or other == room or each in FREE:
                continue
            if other is None or LEVEL.get(other, len(ROOMS)) >= LEVEL[room]:
                yield f"{name} includes <{each}>, but `{other}` is not below `{room}`"


# What a program has only if it asks for it, by macros: the client libraries that are not included wherever they are
# found, and the dialects of their connections. The first that fits counts.
ASKED_FOR = (
    ("defined(ALUDEL_ASIO) && defined(ALUDEL_POSTGRESQL)", "aludel/connection/asio_postgresql"),
    ("defined(ALUDEL_ASIO) && defined(ALUDEL_MARIADB)", "aludel/connection/asio_mariadb"),
    ("defined(ALUDEL_ASIO)", "aludel/connection/asio"),
    ("defined(ALUDEL_ASIO)", "aludel/connection/async_"),
    ("defined(ALUDEL_ASIO)", "aludel/io/async_bound_statements"),
    ("defined(ALUDEL_ASIO)", "aludel/connection/configuration"),
    ("defined(ALUDEL_ASIO)", "aludel/connection/option_lines"),
    ("defined(ALUDEL_POSTGRESQL)", "aludel/connection/postgresql"),
    ("defined(ALUDEL_POSTGRESQL)", "aludel/dialect/postgresql/"),
    *(("defined(ALUDEL_POSTGRESQL) || defined(ALUDEL_MARIADB)", f"aludel/dialect/{name}") for name in
      ("catalog_reader", "catalog_type", "raw_objects", "unquoted")),
    *(("defined(ALUDEL_MARIADB)", first) for first in
      ("aludel/connection/mariadb", "aludel/connection/mysql", "aludel/dialect/mysql_family/",
       "aludel/dialect/mariadb/", "aludel/dialect/mysql/")),
)


def asked_for_by(name):
    return next((condition for condition, first in ASKED_FOR if name.startswith(first)), None)


# MariaDB and MySQL have much in common.
MYSQL_FAMILY = ("aludel/dialect/mysql_family/", "aludel/dialect/mariadb/", "aludel/dialect/mysql/",
                "aludel/connection/mariadb", "aludel/connection/mysql", "aludel/connection/asio_mariadb")
POSTGRESQL = ("aludel/dialect/postgresql/", "aludel/connection/postgresql", "aludel/connection/asio_postgresql")

# Words of one database, and where they may stand: in its folder, in its connection, and in the lists of databases.
OWN_WORDS = {
    "sqlite": ("aludel/dialect/sqlite/", "aludel/connection/sqlite3.hpp", "aludel/connection/asio_sqlite3.hpp"),
    **{word: POSTGRESQL for word in ("postgresql_", "id::postgresql")},
    **{word: MYSQL_FAMILY for word in ("mariadb_", "mysql_", "id::mariadb", "id::mysql")},
}
LISTS = ("aludel/operation/operation.hpp", "aludel/operation/dialect.hpp", "aludel/sql/lexicon.hpp",
         "aludel/dialect/dialects.hpp", "aludel/dialect/online_dialects.hpp", "aludel/dialect/table_locks.hpp",
         "aludel/connection/connections.hpp", "aludel/connection/async_connections.hpp", "aludel/base/config.hpp")


def foreign_words(include=ROOT / "include"):
    """Lines that know a database and are not its own."""
    for name in all_headers(include):
        if room_of(name) is None or name in LISTS:
            continue
        for word, own in OWN_WORDS.items():
            if name.startswith(own):
                continue
            for number, line in enumerate((include / name).read_text(encoding="utf-8").splitlines(), 1):
                if word in line.lower():
                    yield (f"{name}:{number} knows `{word}`: what is one database's own stands in its folder, "
                           "see dialect/concept.hpp")


def talks(name, include=ROOT / "include"):
    """Whether a header, or one that it includes, is about connections."""
    pending, seen = [name], set()
    while pending:
        for each, _ in includes(include / pending.pop()):
            if room_of(each) == "io":
                return True
            if is_own(each) and each not in seen:
                seen.add(each)
                pending.append(each)
    return False


def online_dialects(include=ROOT / "include"):
    """The headers of dialects that are for a connection: they talk to one, or only such headers include them."""
    names = [name for name in all_headers(include) if room_of(name) == "dialect"]
    found = {name for name in names if talks(name, include)}
    users = {name: set() for name in names}
    for name in all_headers(include):
        if not is_part(name):
            for each, _ in includes(include / name):
                users.get(each, set()).add(name)
    while more := {name for name in names if name not in found and users[name] and
                   all(each in found or room_of(each) == "connection" for each in users[name])}:
        found |= more
    return found


def headers_of(part):
    online = online_dialects()
    for name in all_headers():
        room = room_of(name)
        if room in PARTS[part][1] and (room != "dialect" or (name in online) == (part == "online")):
            yield name


def guarded(comment, lines):
    return "\n".join(["// SPDX-License-Identifier: BSL-1.0", f"// {comment} The list is kept by cmake/headers.py.",
                      "#pragma once", "", *LANGUAGE_CHECK, "", f"#include <{FIRST}>", "", *lines, "", "#endif"]) + "\n"


def partial(part):
    always, gated = [], {}
    for name in headers_of(part):
        condition = asked_for_by(name) if part == "online" else None
        gate = (condition,) if condition else tuple(f"__has_include(<{each}>)" for each in sorted(needs(name)))
        (gated.setdefault(gate, []) if gate else always).append(name)
    lines = [f"#include <{name}>" for name in always if name != FIRST]
    for gate, names in sorted(gated.items()):
        lines += ["", "#if " + " && ".join(gate)]
        lines += [f"#include <{name}>" for name in names]
        lines += ["#endif"]
    return guarded(PARTS[part][0], lines)


def umbrella():
    lines = [f"#include <aludel/{part}.hpp>" for part in PARTS]
    lines += ["", *(f"#include <{name}>" for name in (*RIM, *FREE))]
    for header, macro in ASKED.values():
        lines += ["", f"#if defined({macro})", f"#include <{header}>", "#endif"]
    return guarded("All of Aludel.", lines)


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
    for part in PARTS:  # they are among the headers that the other lists name
        (ROOT / f"include/aludel/{part}.hpp").touch()
    texts = {f"include/aludel/{part}.hpp": partial(part) for part in PARTS}
    texts |= {"include/aludel.hpp": umbrella(), "cmake/headers.cmake": cmake_lists()}
    for name, text in texts.items():
        path = ROOT / name
        old = path.read_text(encoding="utf-8")
        if old == text:
            continue
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
            continue
        wrong = True
        have, want = set(old.splitlines()), set(text.splitlines())
        print(f"{name} is out of date; build the target `generate`, or run cmake/headers.py")
        for line in sorted(want - have):
            print(f"  missing: {line.strip()}")
        for line in sorted(have - want):
            print(f"  unexpected: {line.strip()}")
    for sentence in (*wrong_arrows(), *foreign_words()):
        wrong = True
        print(sentence)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
