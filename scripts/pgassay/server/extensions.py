"""pgTAP, and what the migrations ask of a server.

pgTAP is SQL only. Where the server offers it, it is created from there; where it does not, its script is
fetched once (version and checksum pinned) and, on the embedded server, added to the installation; on a server
that is not ours, the script is run in the test database.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import psycopg

from pgassay.errors import ServerError
from pgassay.server import packages
from pgassay.server.installation import Installation
from pgassay.server.packages import Package

SCHEMA = "pgtap"


def _unpack_npm(file: Path, target: Path) -> None:
    packages.unpack_tar(file, target)
    packages.unpack_tar(target / "package" / "dist" / "pgtap.tar.gz", target)


PACKAGES = (
    Package(
        name="pgTAP",
        version="1.3.5",
        file="*.tgz",
        sha256="ac214c27e10987c6623bef2100f98fc8a9977ed7026ddaf4b763d159c3c1ea01",
        tool="npm",
        fetch=("pack", "--silent", "@electric-sql/pglite-pgtap@0.0.15"),
        unpack=_unpack_npm,
    ),
    Package(
        name="pgTAP",
        version="1.2.0",
        file="*.deb",
        sha256="eb2e8de6d1a66c6d7c8d91f442033d2a4948538026e86ecfb63e641f88ff2e4d",
        tool="apt-get",
        fetch=("download", "-q", "postgresql-15-pgtap=1.2.0-3"),
        unpack=packages.unpack_deb,
    ),
)
"""In order of preference: the newest first. Debian 12's package is built for PostgreSQL 15 and holds nothing
but SQL, which runs on 15 and later."""


def fetch_pgtap(cache: Path) -> Path:
    """The folder with pgTAP's control file and script, fetched now unless ``cache`` has it.

    Raises:
        ServerError: neither npm nor apt-get is there, or what came is not what is pinned.
    """
    target = cache / "pgtap"
    if (target / "pgtap.control").is_file():
        return target
    troubles = []
    for package in PACKAGES:
        try:
            with package.unpacked() as unpacked:
                _keep(unpacked, package, target)
        except ServerError as trouble:
            troubles.append(trouble.what)
        else:
            return target
    raise ServerError(
        "pgTAP is not installed, and could not be fetched: " + "; ".join(troubles),
        hint="install npm or, on the server, pgTAP itself (Debian: postgresql-VERSION-pgtap; macOS: brew "
        "install pgtap; elsewhere: make install in its source)",
    )


def _keep(unpacked: Path, package: Package, target: Path) -> None:
    """Of what was unpacked, the script and the control file."""
    script = next(unpacked.rglob(f"pgtap--{package.version}.sql"))
    fresh = target.with_name("pgtap.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for file in (script, next(unpacked.rglob("pgtap.control"))):
        shutil.copyfile(file, fresh / file.name)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def add_pgtap(installation: Installation, cache: Path) -> None:
    """Make pgTAP available in an installation of ours."""
    if installation.has_extension("pgtap"):
        return
    for file in sorted(fetch_pgtap(cache).iterdir(), reverse=True):  # the control file last: it is the mark
        shutil.copyfile(file, installation.extensions / file.name)


def install_pgtap(connection: psycopg.Connection[tuple[object, ...]], cache: Path) -> str:
    """Put pgTAP into the schema ``pgtap`` of the database behind ``connection``; return its version.

    Args:
        connection: to a throwaway database, in autocommit mode.
        cache: folder in which fetched scripts are kept.
    """
    connection.execute(f"create schema {SCHEMA}")
    offered = connection.execute("select default_version from pg_available_extensions where name = 'pgtap'").fetchone()
    if offered:
        connection.execute(f"create extension pgtap with schema {SCHEMA}")
        return str(offered[0])
    version, text = pgtap_script(cache)
    with connection.transaction():
        connection.execute(f"set local search_path = {SCHEMA}")
        connection.execute(text.encode())
    return version


def pgtap_script(cache: Path) -> tuple[str, str]:
    """pgTAP's version, and its SQL for the schema ``pgtap`` where the server does not offer it as an extension."""
    script = next(fetch_pgtap(cache).glob("pgtap--*.sql"))
    # Outside CREATE EXTENSION, the guard against running it by hand must go.
    text = re.sub(r"^\\echo.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return script.stem.removeprefix("pgtap--"), text.replace("@extschema@", SCHEMA)


def missing_extensions(connection: psycopg.Connection[tuple[object, ...]], wanted: set[str]) -> set[str]:
    """Those of the wanted extensions that the server does not offer."""
    offered = connection.execute(
        "select name from pg_available_extensions where name = any(%s)", (sorted(wanted),)
    ).fetchall()
    return wanted - {str(name) for (name,) in offered}
