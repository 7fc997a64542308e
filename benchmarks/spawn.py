#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""How long whole processes take, from spawn to exit: spawn.py TITLE COMMAND [TITLE COMMAND]...

The commands take turns, 101 times each, so that other load affects all of them equally; the median is printed."""
import shlex
import subprocess
import sys
import time

RUNS = 101


def milliseconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1e3


titles = sys.argv[1::2]
commands = [shlex.split(each) for each in sys.argv[2::2]]
for each in commands:
    milliseconds(each)
rounds = [[milliseconds(each) for each in commands] for _ in range(RUNS)]
for title, times in zip(titles, zip(*rounds)):
    print(f"{title:<28} {sorted(times)[RUNS // 2]:7.2f} ms")
