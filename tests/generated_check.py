#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Fails where a generated test is not what its generator would write now."""
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent


def generate(script, *arguments):
    return subprocess.run([sys.executable, "-B", TESTS / script, *arguments], check=True, capture_output=True).stdout


stale = []
with tempfile.TemporaryDirectory() as directory:
    generate("accept/schema/generate_replays.py", directory)
    written = sorted(Path(directory).iterdir())
    stale += [each.name for each in written if each.read_bytes() != (TESTS / "accept/schema" / each.name).read_bytes()]
    if len(written) != len(list((TESTS / "accept/schema").glob("replays_*.cpp"))):
        stale.append("another number of accept/schema/replays_*.cpp")
samples = generate("accept/graph/generate_samples.py", TESTS / "laws/graph/graphs_sample.json")
if samples != (TESTS / "accept/graph/samples.cpp").read_bytes():
    stale.append("samples.cpp")
if stale:
    sys.exit("generated again, these are others: " + ", ".join(stale))
