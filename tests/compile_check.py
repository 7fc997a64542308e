#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compiles one file with one compiler and judges what the compiler says.

    compile_check.py accept FILE -- COMPILER FLAG...        it compiles, without a word
    compile_check.py reject FILE -- COMPILER FLAG...        it is refused, as it says itself
    compile_check.py precompile FILE -- COMPILER FLAG...    it is a header that many files begin with

A file of tests/reject/ begins with the sentences that its mistake must cause, one `// expect: <sentence>` for each, and
has the mistake in an `#ifndef ACCEPT`. It passes when the compiler refuses it, prints each sentence whole and
unaltered, and one error per sentence, and names a line of the file; and when it compiles with -DACCEPT. A line that
ends in `// the line` must be named itself.
With --precompiled DIRECTORY the last one writes there, unless nothing has changed, and the others read from there,
which saves them two thirds of their time.
It must be short as well. For a finding: on GCC at most 8 lines and 1,500 characters an error, the sentence whole on the
first line with `error:` and nowhere else; on Clang at most 10 lines. For a word in the wrong place, a target or a step
([AL001] to [AL006], [AL111], [AL215], [AL303], [AL308], [AL402]), whose error is in a header and names what led there,
10 and 18 lines; for a function of `run` ([AL317], [AL318]), which is reached by way of a table of functions, 14 lines
and 3,500 characters, and 26 lines. No mangled name.
A file that only some compilers can refuse says so: `// compilers: clang`. One that needs further options: `// flags:
-fsanitize=undefined`.
--complains is for the tests of this very script: the file must fail, by the complaint in its line `// complains:
<text>`.
"""
import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

EXPECTATION = re.compile(r"^// expect: (.+?)\s*$", re.MULTILINE)
COMPILERS = re.compile(r"^// compilers: (.+?)\s*$", re.MULTILINE)
EXCERPT = re.compile(r"^ *[0-9]* \|")  # a line of the source, or what is drawn below it
FLAGS = re.compile(r"^// flags: (.+?)\s*$", re.MULTILINE)
COMPLAINT = re.compile(r"^// complains: (.+?)\s*$", re.MULTILINE)
ERROR = re.compile(r"^\S.*?: (?:fatal )?error: |^(?:fatal )?error: ", re.MULTILINE)
MARK = "// the line"
IN_A_HEADER = re.compile(r"\[AL(?:00[1-6]|111|215|303|308|402)\]")
IN_A_TABLE = re.compile(r"\[AL31[78]\]")
MANGLED = re.compile(r"\b_Z[A-Z0-9]")


def compile_(command, path, *flags):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "CCACHE_DISABLE": "1"}
    run = subprocess.run([*command, "-fsyntax-only", *flags, str(path)], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True, errors="replace", env=environment)
    if "-include-pch" in command and "has been modified since the precompiled header" in run.stdout:
        at = command.index("-include-pch")
        return compile_(command[:at] + command[at + 2:], path, *flags)
    return run.returncode, run.stdout


def says(output, sentence):
    """A sentence counts when it is whole, on the line of an error (GCC) or of the note that says why (Clang)."""
    escaped = sentence.replace("\\", "\\\\").replace('"', '\\"')
    spellings = "|".join(re.escape(each) for each in (sentence, escaped, escaped.replace("'", "\\'")))
    line = rf'^.*\b(?:error|note): (?:.*")?(?:.*: )?(?:{spellings})(?:".*)?$'
    return re.search(line, output, re.MULTILINE) is not None


def size_complaints(output, sentences, clang):
    """What is too long, or said more than once."""
    in_a_table = any(IN_A_TABLE.match(each) for each in sentences)
    in_a_header = in_a_table or any(IN_A_HEADER.match(each) for each in sentences)
    most = (18 if in_a_header else 10) if clang else (10 if in_a_header else 8)
    longest = 1500
    if in_a_table:
        most, longest = 26 if clang else 14, 3500
    lines = len(output.splitlines())
    complaints = []
    if lines > most * len(sentences) or (not clang and len(output) > longest * len(sentences)):
        complaints.append(f"its errors are longer than they may be:\n    {lines} lines, {len(output)} characters")
    if MANGLED.search(output):
        complaints.append("a mangled name is printed")
    if not clang and len(sentences) == 1 and not in_a_header:
        messages = [line for line in output.splitlines() if not EXCERPT.match(line)]
        first = next((line for line in messages if "error:" in line), "")
        count = "\n".join(messages).count(sentences[0].replace('"', '\\"'))
        if says(output, sentences[0]) and (not says(first, sentences[0]) or count > len(ERROR.findall(output))):
            complaints.append("the sentence is not on the first line with `error:` and nowhere else")
    return complaints


def is_clang(command):
    return "clang" in subprocess.run([command[0], "--version"], capture_output=True, text=True).stdout


def precompile(path, command, directory):
    directory.mkdir(parents=True, exist_ok=True)
    recipe = directory / "recipe"
    output = directory / (path.name + (".pch" if is_clang(command) else ".gch"))
    folders = [Path(flag[2:]) for flag in command if flag.startswith("-I")]
    newest = max(header.stat().st_mtime for folder in folders for header in folder.rglob("*.hpp"))
    is_new = output.exists() and output.stat().st_mtime > newest
    if is_new and recipe.exists() and recipe.read_text() == "\n".join(command):
        return []
    output.unlink(missing_ok=True)
    run = subprocess.run([*command, "-x", "c++-header", str(path), "-o", str(output)], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, text=True, errors="replace",
                         env={**os.environ, "CCACHE_DISABLE": "1"})
    recipe.write_text("\n".join(command))
    return [] if run.returncode == 0 else [f"it does not compile:\n{quote(run.stdout)}"]


def with_precompiled(command, directory):
    """GCC finds the header's double where it would look for the header first; Clang wants to be told."""
    for each in directory.glob("*.gch"):
        return [command[0], f"-I{directory}", *command[1:]]
    for each in directory.glob("*.pch"):
        return [*command, "-include-pch", str(each)]
    return command


def quote(text):
    return "\n".join("    | " + line for line in text.rstrip().splitlines()[:60])


def accept(path, command):
    code, output = compile_(command, path)
    if code != 0:
        return [f"it does not compile:\n{quote(output)}"]
    return [f"it compiles, but not without a word:\n{quote(output)}"] if output.strip() else []


def reject(path, command):
    text = path.read_text(encoding="utf-8")
    sentences = EXPECTATION.findall(text)
    if not sentences:
        return ["it has no line `// expect: <sentence>`"]
    complaints = []
    compilers = COMPILERS.findall(text)
    if compilers and ("clang" if is_clang(command) else "gcc") not in compilers[0].split():
        return []
    command = [*command, *" ".join(FLAGS.findall(text)).split()]
    code, output = compile_(command, path)
    if code == 0:
        complaints.append("it compiles")
    else:
        if code < 0 or "internal compiler error" in output or "PLEASE submit a bug report" in output:
            complaints.append("the compiler crashed")
        complaints += [f"the compiler does not say: {each}" for each in sentences if not says(output, each)]
        errors = len(ERROR.findall(output))
        if errors != len(sentences):
            complaints.append(f"it causes {errors} errors instead of {len(sentences)}")
        place = r"(?:^|[\s/])" + re.escape(path.name) + r":(\d+)"
        named = {int(number) for number in re.findall(place, output, re.MULTILINE)}
        marked = {number for number, line in enumerate(text.splitlines(), 1) if line.rstrip().endswith(MARK)}
        if not named:
            complaints.append("no message names a line of the file")
        complaints += size_complaints(output, sentences, is_clang(command))
        complaints += [f"no message names line {number}" for number in sorted(marked - named)]
        if complaints:
            complaints[-1] += f"\n{quote(output)}"
    code, output = compile_(command, path, "-DACCEPT")
    if code != 0:
        complaints.append(f"its twin, with -DACCEPT, does not compile:\n{quote(output)}")
    return complaints


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--complains", action="store_true")
    arguments.add_argument("--precompiled", type=Path, metavar="DIRECTORY")
    arguments.add_argument("check", choices=["accept", "reject", "precompile"])
    arguments.add_argument("file", type=Path)
    arguments.add_argument("command", nargs="+", metavar="COMPILER FLAG")
    given = arguments.parse_args()
    if given.check == "precompile":
        complaints = precompile(given.file, given.command, given.precompiled)
    else:
        # GCC takes a precompiled header that was made with other flags, where the library is then not what the flags
        # make of it.
        has_flags = FLAGS.search(given.file.read_text(encoding="utf-8"))
        command = given.command
        if given.precompiled and not has_flags:
            command = with_precompiled(command, given.precompiled)
        complaints = {"accept": accept, "reject": reject}[given.check](given.file, command)
    if given.complains:
        wanted = COMPLAINT.findall(given.file.read_text(encoding="utf-8"))
        got = [each.splitlines()[0].rstrip(":") for each in complaints]
        if got == wanted and wanted:
            complaints = []
        else:
            complaints = [f"the check should have complained {wanted}, not {got}", *complaints]
    for each in complaints:
        print(f"{given.file}: {each}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
