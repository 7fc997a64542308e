# SPDX-License-Identifier: BSL-1.0
"""What the scripts with_*.py share: files that are fetched once, and servers of them that programs run on."""
import contextlib
import fcntl
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile


def skip(why):
    print(f"SKIP_ {why}")
    sys.exit(77)


def output_of(*command, folder=None):
    """What a command prints that needs more than this machine may have: without that, all is skipped."""
    try:
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        skip(f"{command[0]}: {error}")
    if result.returncode != 0:
        skip(f"{' '.join(command[:3])} failed: {(result.stdout + result.stderr).strip()[-300:]}")
    return result.stdout


def require_linux():
    if sys.platform != "linux" or platform.machine() != "x86_64":
        skip("the servers are for Linux on x86-64")


def fetched(name, part, fetch):
    """The part of $ALUDEL_CACHE/name that `fetch` puts into that folder, unless it is there."""
    cache = pathlib.Path(os.environ.get("ALUDEL_CACHE") or pathlib.Path.home() / ".cache" / "aludel")
    folder = cache / name
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / part).exists():
            fetch(folder)
    return folder / part


def is_readable(folder):
    return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents])


@contextlib.contextmanager
def readable(files):
    """The files of a server where it can read them, and a directory for it: root's server runs as another user."""
    with tempfile.TemporaryDirectory(prefix="aludel-server-") as name:
        place = pathlib.Path(name)
        if os.getuid() == 0 and not is_readable(files):
            shutil.copytree(files, place / files.name, symlinks=True)
            files = place / files.name
            place.chmod(0o755)
        yield files, place / "server"


@contextlib.contextmanager
def running(script, directory, environment):
    """The home of a server that a script of tests/servers starts, and stops behind this."""
    script = pathlib.Path(__file__).resolve().parent / "servers" / script
    subprocess.run([script, "start", directory], env=environment, check=True)
    try:
        yield pathlib.Path((directory / "home").read_text().strip())
    finally:
        subprocess.run([script, "stop", directory], env=environment, check=False)


def run_programs(server, programs, environment, histories):
    """Runs programs of tests. That they pass on another server needs fewer random histories than that they pass."""
    environment = {"ALUDEL_LAW_HISTORIES": "100" if "ALUDEL_TRIALS" in os.environ else histories, **environment}
    failed = [each for each in programs
              if subprocess.run([each, "--gtest_brief=1"], env=environment, check=False).returncode != 0]
    if failed:
        sys.exit(f"on {server}: {' '.join(failed)}")
