#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Runs programs on another server than the installed MariaDB.

    with_mariadb.py mariadb-11.8 PROGRAM...

The server comes from the release of Debian that has it, once, into $ALUDEL_CACHE/SERVER (~/.cache/aludel): debootstrap
fetches its packages, from where apt has its own, and they are unpacked there, not installed. It runs with the libraries of
that release. Without root, debootstrap or that release, and on other machines than Linux on x86-64, it exits with 77, which
is: skipped.
"""
import fcntl
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile

# The release, the packages, and how the version of the server begins. A release that still changes has any version.
SERVERS = {
    "mariadb-11.8": ("trixie", "mariadb-server-core,mariadb-client-core", "11.8."),
    "mysql": ("sid", "mysql-server-core", ""),
}
SCRIPT = pathlib.Path(__file__).resolve().parent / "servers" / "mariadb.sh"
# A program of another release needs its loader and its libraries.
WRAPPER = """#!/bin/sh
usr=$(cd "$(dirname "$0")/.." && pwd)
exec "$usr/lib64/ld-linux-x86-64.so.2" --library-path "$usr/lib/x86_64-linux-gnu:$usr/lib/mysql/private" \\
    "$0.real" "$@" $BASEDIR
"""


def skip(why):
    print(f"SKIP_ {why}")
    sys.exit(77)


def output_of(*command):
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        skip(f"{command[0]}: {error}")
    if result.returncode != 0:
        skip(f"{' '.join(command[:3])} failed: {(result.stdout + result.stderr).strip()[-300:]}")
    return result.stdout


def mirror():
    """Where apt has the packages of Debian from."""
    for line in output_of("apt-get", "indextargets", "--format", "$(ORIGIN) $(SITE)", "Created-By: Packages").splitlines():
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


def readable(folder):
    """The server runs as another user, who has to come to its files."""
    return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents])


def main(server, *programs):
    if sys.platform != "linux" or platform.machine() != "x86_64":
        skip("the servers are for Linux on x86-64")
    cache = pathlib.Path(os.environ.get("ALUDEL_CACHE") or pathlib.Path.home() / ".cache" / "aludel")
    folder = cache / server
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "usr").exists():
            fetch(server, folder)
    usr = folder / "usr"
    with tempfile.TemporaryDirectory(prefix="aludel-mariadb-") as name:
        if os.getuid() == 0 and not readable(usr):
            # Not where root alone may look.
            shutil.copytree(usr, pathlib.Path(name) / "usr", symlinks=True)
            usr = pathlib.Path(name) / "usr"
            os.chmod(name, 0o755)
        directory = pathlib.Path(name) / "server"
        environment = dict(os.environ, MARIADB_BIN=str(usr / "sbin"), ALUDEL_MARIADB=str(directory / "url"))
        # That it works on another server needs fewer cases than that it works.
        environment.setdefault("ALUDEL_LAW_HISTORIES", "100" if "ALUDEL_TRIALS" in os.environ else "16")
        subprocess.run([SCRIPT, "start", directory], env=environment, check=True)
        try:
            version = output_of("mariadb", "--no-defaults", "--user=root", "--skip-column-names", "--execute=SELECT VERSION()",
                                f"--socket={(directory / 'home').read_text().strip()}/socket").strip()
            print(f"{server}: {version}", flush=True)
            if not version.startswith(SERVERS[server][2]):
                sys.exit(f"{usr} is {version}")
            failed = [each for each in programs
                      if subprocess.run([each, "--gtest_brief=1"], env=environment, check=False).returncode != 0]
        finally:
            subprocess.run([SCRIPT, "stop", directory], env=environment, check=False)
    if failed:
        sys.exit(f"on {server}: {' '.join(failed)}")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in SERVERS:
        sys.exit(f"{__doc__}\nServers: {' '.join(SERVERS)}")
    main(*sys.argv[1:])
