#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs programs on another server than the installed MariaDB.

    with_mariadb.py mariadb-11.8 PROGRAM...

The server comes from the release of Debian that has it, once, into $ALUDEL_CACHE/SERVER (~/.cache/aludel): debootstrap
fetches its packages, from where apt has its own, and they are unpacked there, not installed. It runs with the libraries
of that release. Without root, debootstrap or that release, and on other machines than Linux on x86-64, it exits with
77, which is: skipped.
"""
import os
import pathlib
import shutil
import sys
import tempfile

from fetched import fetched, output_of, readable, require_linux, run_programs, running, skip

# The release, the packages, and how the version of the server begins. A release that still changes has any version.
SERVERS = {
    "mariadb-11.8": ("trixie", "mariadb-server-core,mariadb-client-core", "11.8."),
    "mysql": ("sid", "mysql-server-core", ""),
}
# A program of another release needs its loader and its libraries.
WRAPPER = """#!/bin/sh
usr=$(cd "$(dirname "$0")/.." && pwd)
exec "$usr/lib64/ld-linux-x86-64.so.2" --library-path "$usr/lib/x86_64-linux-gnu:$usr/lib/mysql/private" \\
    "$0.real" "$@" $BASEDIR
"""


def mirror():
    """Where apt has the packages of Debian from."""
    sites = output_of("apt-get", "indextargets", "--format", "$(ORIGIN) $(SITE)", "Created-By: Packages")
    for line in sites.splitlines():
        origin, _, site = line.partition(" ")
        if origin == "Debian" and site:
            return site
    skip("apt has no packages of Debian")


def wrap(program, option=""):
    program.rename(program.with_name(program.name + ".real"))
    program.write_text(WRAPPER.replace("$BASEDIR", option))
    program.chmod(0o755)


def fetch(server, folder):
    """Unpacks the server and its libraries into folder/usr."""
    release, packages, _ = SERVERS[server]
    if os.getuid() != 0 or shutil.which("debootstrap") is None:
        skip("the server is fetched by debootstrap, as root")
    with tempfile.TemporaryDirectory(dir=folder) as name:
        place = pathlib.Path(name)
        output_of("debootstrap", "--download-only", "--variant=minbase", f"--include={packages}", release,
                  str(place / "packages"), mirror())
        for archive in sorted((place / "packages").rglob("*.deb")):
            if archive.name.startswith(("lib", "mariadb", "mysql")):
                output_of("dpkg-deb", "--extract", str(archive), str(place / "root"))
        usr = place / "root" / "usr"
        for unused in ["share/doc", "share/man", "share/locale"]:
            shutil.rmtree(usr / unused, ignore_errors=True)
        for program in ["mariadbd", "mysqld"]:
            if (usr / "sbin" / program).is_file() and not (usr / "sbin" / program).is_symlink():
                wrap(usr / "sbin" / program, '--basedir="$usr"')
        if server.startswith("mariadb"):
            for program in ["my_print_defaults", "resolveip"]:
                wrap(usr / "bin" / program)
            install = usr / "sbin" / "mariadb-install-db"
            install.write_text('#!/bin/sh\nusr=$(cd "$(dirname "$0")/.." && pwd)\n'
                               'exec "$usr/bin/mariadb-install-db" "$@" --basedir="$usr"\n')
            install.chmod(0o755)
        os.replace(usr, folder / "usr")


def main(server, *programs):
    require_linux()
    with readable(fetched(server, "usr", lambda folder: fetch(server, folder))) as (usr, directory):
        environment = dict(os.environ, MARIADB_BIN=str(usr / "sbin"), ALUDEL_MARIADB=str(directory / "url"))
        with running("mariadb.sh", directory, environment) as home:
            version = output_of("mariadb", "--no-defaults", "--user=root", "--skip-column-names",
                                "--execute=SELECT VERSION()", f"--socket={home}/socket").strip()
            print(f"{server}: {version}", flush=True)
            if not version.startswith(SERVERS[server][2]):
                sys.exit(f"{usr} is {version}")
            run_programs(server, programs, environment, "16")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in SERVERS:
        sys.exit(f"{__doc__}\nServers: {' '.join(SERVERS)}")
    main(*sys.argv[1:])
