#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs a program on another version of SQLite than the installed one.

    with_sqlite.py 3.36.0 PROGRAM [ARGUMENT...]

The program must be linked to the shared library of SQLite. The other library is compiled from the sources in an npm
package, once, into $ALUDEL_CACHE/sqlite-VERSION (~/.cache/aludel). Without npm, a registry or a C compiler it exits
with 77, which is: skipped.
"""
import ctypes
import hashlib
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

from fetched import fetched, output_of, skip

# The version of the package better-sqlite3 that has it, and the SHA-256 of its sqlite3.c.
VERSIONS = {
    "3.36.0": ("7.4.5", "101c5142ab475cea80ab3f59a11cf94cc5b5f42bcd4d5cbca887bf77fb015626"),
    "3.38.2": ("7.5.1", "402e0dfe3dfbc7209db9d8e99dd731a6e2883dd3cda0632afd92cd0729bfc3b0"),
    "3.42.0": ("8.5.0", "f7a7489e28f01b1440c350119827cd9f1911c7b3c516afff70ff27b2e03ec8b8"),
    "3.46.0": ("11.1.1", "a6ce1ce7703246fdf64fe2151bb247ded7b520e2ff8161dc03db00d45331c017"),
    "3.53.0": ("12.9.0", "391855ddc7af04001364430884d263cbe8638f852c83865823a2d08358f6b87d"),
    "3.54.1": ("13.2.0", "75a4760a7b9727a4c4c877aec92eacf39e52a8f2921ce00bd33be6d3a8e8e254"),
}
OPTIONS = ["-DSQLITE_ENABLE_" + each
           for each in ("COLUMN_METADATA", "DBSTAT_VTAB", "FTS5", "JSON1", "DESERIALIZE", "RTREE")]


def source(archive):
    """sqlite3.c in the package, or in a tar in it."""
    with tarfile.open(fileobj=archive) as files:
        for member in files:
            if member.name.endswith("/sqlite3.c") or member.name == "sqlite3.c":
                return files.extractfile(member).read()
            if member.name.endswith("/sqlite3.tar.gz"):
                return source(io.BytesIO(files.extractfile(member).read()))
    sys.exit("the package has no sqlite3.c")


def build(version, folder):
    package, digest = VERSIONS[version]
    if shutil.which("npm") is None:
        skip("npm is not installed, which the sources of SQLite are fetched with")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = pathlib.Path(name)
        output_of("npm", "pack", f"better-sqlite3@{package}", "--silent", folder=place)
        with open(place / f"better-sqlite3-{package}.tgz", "rb") as archive:
            text = source(archive)
        if hashlib.sha256(text).hexdigest() != digest:
            sys.exit(f"sqlite3.c of better-sqlite3@{package} is not the one that was here when this was written")
        (place / "sqlite3.c").write_bytes(text)
        output_of(os.environ.get("CC", "cc"), "-O1", "-shared", "-fPIC", "-w", "-Wl,-soname,libsqlite3.so.0", *OPTIONS,
                  "sqlite3.c", "-o", "libsqlite3.so.0", "-lpthread", "-ldl", "-lm", folder=place)
        os.replace(place / "libsqlite3.so.0", folder / "libsqlite3.so.0")


def main(version, program, *arguments):
    library = fetched(f"sqlite-{version}", "libsqlite3.so.0", lambda folder: build(version, folder))
    loaded = ctypes.CDLL(str(library))
    loaded.sqlite3_libversion.restype = ctypes.c_char_p
    if loaded.sqlite3_libversion().decode() != version:
        sys.exit(f"{library} is SQLite {loaded.sqlite3_libversion().decode()}")
    environment = dict(os.environ, LD_LIBRARY_PATH=str(library.parent))
    # That it works on another version needs fewer cases than that it works.
    environment.setdefault("ALUDEL_LAW_HISTORIES", "2000" if "ALUDEL_TRIALS" in os.environ else "60")
    found = subprocess.run(["ldd", program], env=environment, capture_output=True, text=True, check=False).stdout
    if str(library) not in found:
        sys.exit(f"{program} is not linked to libsqlite3.so.0")
    os.execve(program, [program, *arguments], environment)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in VERSIONS:
        sys.exit(f"{__doc__}\nVersions: {' '.join(VERSIONS)}")
    main(*sys.argv[1:])
