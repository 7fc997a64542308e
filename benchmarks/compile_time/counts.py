#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Compares the work of the compilers for the real histories of tests/data with counts.json, in units that do not depend
on the machine.

    counts.py check COMPILER FLAG...    fails where a count is more than ten per cent off
    counts.py write COMPILER FLAG...    writes what it counts

For Clang it is the steps of the largest constant expression, found by bisection; for GCC the memory that -ftime-report
sums up. A smaller count fails as well: store it, otherwise a later increase up to the old value would not be
noticed."""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = Path(__file__).resolve().parent / "counts.json"


def program(history, folder):
    file = Path(folder) / f"{history}.cpp"
    file.write_text(f'#include "{history}.hpp"\nusing namespace {history};\n'
                    f"inline constexpr al::history<{history.upper()}_ENTRIES> history{{}};\n")
    return file


def run(command, file, *flags):
    fixed = ["-std=c++20", "-O0", f"-I{ROOT / 'tests' / 'data'}", "-DALUDEL_NO_SQLITE3", "-DALUDEL_NO_CLI11"]
    return subprocess.run([*command, *fixed, *flags, "-fsyntax-only", str(file)], capture_output=True, text=True)


def megabytes(command, file):
    done = run(command, file, "-ftime-report")
    if done.returncode != 0:
        sys.exit(done.stderr)
    number, unit = re.search(r"TOTAL\s*:.*?(\d+)([kMG])\s*$", done.stderr, re.MULTILINE).groups()
    return round(int(number) * {"k": 1 / 1024, "M": 1, "G": 1024}[unit])


def passes(command, file, steps):
    return run(command, file, f"-fconstexpr-steps={steps}").returncode == 0


def steps(command, file):
    low, high = 0, 1 << 20
    if not passes(command, file, high):
        sys.exit(f"{file.name} does not compile within the default limit")
    while high - low > high / 50:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(command, file, middle) else (middle, high)
    return high


def main():
    task, command = sys.argv[1], sys.argv[2:]
    is_clang = "clang" in subprocess.run([command[0], "--version"], capture_output=True, text=True).stdout
    unit = "clang steps" if is_clang else "gcc MB"
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for history in ("long_a", "long_b"):
            file = program(history, folder)
            expected = kept.setdefault(history, {}).get(unit)
            if task == "write":
                kept[history][unit] = steps(command, file) if is_clang else megabytes(command, file)
            elif is_clang:  # two compilations instead of ten
                if not passes(command, file, int(1.1 * expected)):
                    wrong.append(f"{history}: more than {expected} steps and ten per cent")
                if passes(command, file, int(0.9 * expected)):
                    wrong.append(f"{history}: less than {expected} steps but for ten per cent")
            elif abs((counted := megabytes(command, file)) - expected) > expected / 10:
                wrong.append(f"{history}: {counted} MB instead of {expected}")
    if task == "write":
        KEPT.write_text(json.dumps(kept, indent=2) + "\n")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
