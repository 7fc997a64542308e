#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Many files upgraded by one command, compared with one upgrade after the other in one process.

    fleet.py PROGRAM FOLDER [FILES]    PROGRAM is fleet.cpp, compiled with a history; 1,000 files by default

Prints seconds of the clock and of the CPU, and peak memory; for a tenth of the files as well, which shows whether
memory grows with them. Then the command is killed in the middle and run again, and every file must be as one that was
upgraded alone.
"""
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

PROGRAM, FOLDER = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
FILES = int(sys.argv[3]) if len(sys.argv) > 3 else 1000


def empty_files(count):
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    paths = [FOLDER / f"{number:05}.db" for number in range(count)]
    for path in paths:
        path.touch()
    return paths


def measured(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[:3]} ends with {status}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(what, clock, cpu, memory):
    print(f"{what:<34} {clock:7.2f} s {cpu:7.2f} CPU s {memory:6.1f} MB")


def contents(path):
    with sqlite3.connect(path) as db:
        version = db.execute("SELECT * FROM aludel_version").fetchall()
        return version, db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()


def main():
    pattern = ["-d", f"sqlite:///{FOLDER}/*.db"]
    cores = os.cpu_count()
    paths = empty_files(FILES)
    loop = measured([PROGRAM, "--loop", *paths])
    report(f"{FILES} files, one after the other", *loop)
    wanted = contents(paths[0])
    for count in (FILES // 10, FILES):
        empty_files(count)
        fleet = measured([PROGRAM, "upgrade", *pattern])
        report(f"{count} files, one command", *fleet)
    print(f"clock, against the loop on {cores} cores   {fleet[0] / (loop[0] / cores):5.2f}")
    print(f"CPU, against the loop              {fleet[1] / loop[1]:5.2f}")
    report("again, at head", *measured([PROGRAM, "upgrade", *pattern]))

    empty_files(FILES)
    process = subprocess.Popen([PROGRAM, "upgrade", *pattern], stdout=subprocess.DEVNULL)
    while sum(path.stat().st_size != 0 for path in paths) < FILES // 2:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    unfinished = sum(path.stat().st_size == 0 or Path(f"{path}-journal").exists() for path in paths)
    report(f"again, {unfinished} were not done", *measured([PROGRAM, "upgrade", *pattern]))
    wrong = [path for path in paths if contents(path) != wanted]
    print(f"files that differ from one upgraded alone: {len(wrong)}")
    return 1 if wrong or unfinished == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
