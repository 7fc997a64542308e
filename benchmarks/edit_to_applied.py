#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""From an edited model to an applied migration: the time of the four commands, in seconds of wall clock and CPU.

    edit_to_applied.py [REVISIONS]    100 by default; the project is in build/benchmarks/edit_to_applied

One revision in five creates a table of five columns and an index, the others add a column to one each. The project is
built once; then, RUNS times, a model gets another column, the default build builds the tool, `revision --autogenerate`
writes a revision, the default build builds the tool again, verifies the history and writes its script, and `upgrade`
applies it. Prints the median of each.
"""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = Path(os.environ.get("ALUDEL_BUILD_DIR", ROOT / "build/benchmarks")) / "edit_to_applied"
REVISIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 100
RUNS = int(os.environ.get("RUNS", "3"))
TABLES = max(1, REVISIONS // 5)

HEADER = "#pragma once\n#include <aludel.hpp>\nnamespace migrations {\nnamespace al = aludel;\n"
CMAKE = f"""cmake_minimum_required(VERSION 3.23...3.31)
project(bench LANGUAGES CXX)
enable_testing()
add_subdirectory("{ROOT}" aludel)
aludel_add_migrations(bench DIRECTORY migrations MODELS models.hpp DIALECTS sqlite)
"""


def revision(number):
    name = f"r_{number:012x}"
    parent = f'\n        .revises("{number - 1:012x}")' if number else ""
    if number < TABLES:
        operations = f'''al::create_table("table_{number}",
                al::column("id", al::integer, al::primary_key),
                al::column("name", al::text, al::not_null),
                al::column("price", al::integer, al::not_null),
                al::column("note", al::text),
                al::column("weight", al::double_precision)),
            al::create_index("ix_{number}", "table_{number}", "name")'''
    else:
        operations = f'al::add_column("table_{number % TABLES}", al::column("remark_{number // TABLES}", al::text))'
    return name, (f"{HEADER}inline constexpr auto {name} =\n"
                  f'    al::revision("{number:012x}", "change {number}"){parent}\n        .upgrade({operations});\n}}\n')


def write_history():
    folder = PROJECT / "migrations"
    folder.mkdir(parents=True)
    names = []
    for number in range(REVISIONS):
        name, code = revision(number)
        names.append(name)
        (folder / f"{name}.hpp").write_text(code)
    includes = "".join(f'#include "{each}.hpp"\n' for each in names)
    listed = "".join(f"    , migrations::{each}\n" for each in names)
    (folder / "history.hpp").write_text(
        f"#pragma once\n#include <aludel.hpp>\n{includes}// aludel: the next include\nnamespace migrations {{\n"
        f"inline constexpr auto settings = aludel::settings();\n}}\n"
        f"inline constexpr aludel::history<migrations::settings\n"
        f"{listed}    // aludel: the next revision\n    > history{{}};\n")


def write_models(more):
    """The first table has so many columns more than the history gives it."""
    code = "#pragma once\n#include <aludel.hpp>\n#include <optional>\n#include <string>\n"
    for number in range(TABLES):
        names = [f"remark_{each // TABLES}" for each in range(TABLES, REVISIONS) if each % TABLES == number]
        names += [f"extra_{each}" for each in range(more if number == 0 else 0)]
        extra = "".join(f", (std::optional<std::string>, {each})" for each in names)
        code += (f"struct table_{number} {{\n"
                 f"    BOOST_HANA_DEFINE_STRUCT(table_{number}, (int, id), (std::string, name), (int, price), "
                 f"(std::optional<std::string>, note), (std::optional<double>, weight){extra});\n}};\n"
                 f'inline constexpr auto model_{number} = aludel::model<table_{number}>("table_{number}", '
                 f'aludel::primary_key("id"), aludel::index("ix_{number}", "name"));\n')
    tables = ", ".join(f"model_{each}" for each in range(TABLES))
    (PROJECT / "models.hpp").write_text(f"{code}inline constexpr aludel::metadata<{tables}> models{{}};\n")


def run(*command):
    """Seconds of the clock, and of the CPU."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stdout}")
    return end - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(what, figures):
    print("{:<12} {:6.2f} s {:6.2f} CPU s".format(what, *(statistics.median(each) for each in zip(*figures))))


def main():
    shutil.rmtree(PROJECT, ignore_errors=True)
    PROJECT.mkdir(parents=True)
    (PROJECT / "CMakeLists.txt").write_text(CMAKE)
    write_history()
    write_models(0)
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    first = [run("cmake", "-S", ".", "-B", "build", *generator), run("cmake", "--build", "build", "--parallel")]
    report("first build", [[sum(column) for column in zip(*first)]])
    database = ["-d", "sqlite:///bench.db"]
    run("build/bench", "upgrade", "-q", *database)
    run("build/bench", "check", *database)
    rounds = []
    for number in range(RUNS):
        write_models(number + 1)
        rounds.append([
            run("cmake", "--build", "build", "--parallel"),
            run("build/bench", "revision", "--autogenerate", "-m", f"extra {number}"),
            run("cmake", "--build", "build", "--parallel"),
            run("build/bench", "upgrade", "-q", *database),
        ])
        run("build/bench", "check", *database)
    for index, what in enumerate(("build", "revision", "build again", "upgrade")):
        report(what, [each[index] for each in rounds])
    report("together", [[sum(column) for column in zip(*each)] for each in rounds])


if __name__ == "__main__":
    main()
