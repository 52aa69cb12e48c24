"""Which files are tests, and by what names they go."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pgassay.errors import Refused
from pgassay.settings import Settings


@dataclass(frozen=True, order=True)
class TestFile:
    """One file of assertions.

    Attributes:
        name: its path below the folder of tests, with ``/``; how reports and ``-k`` know it.
        path: absolute.
    """

    __test__ = False  # pytest would take it for a class of tests

    name: str
    path: Path


def find(settings: Settings, names: Sequence[str] = (), *, folder: Path | None = None) -> list[TestFile]:
    """The files that are meant, sorted by name, each once.

    Args:
        settings: the project's; by default all of ``settings.pgtap`` is meant. Its helpers are not tests.
        names: files, folders and glob patterns (``**`` included), looked for below ``folder`` and then below
            ``settings.pgtap``; there, the ending ``.sql`` may be left out.
        folder: the current one by default.

    Raises:
        Refused: a name matches nothing.
    """
    folder = folder or Path.cwd()
    if not names:
        if not settings.pgtap.is_dir():
            raise Refused(
                f"there is no folder {shown(settings.pgtap)}",
                hint="write test files there, or set pgtap in [tool.pgassay] of pyproject.toml",
            )
        names = [str(settings.pgtap)]
    found: dict[Path, TestFile] = {}
    for name in names:
        paths = _matches(settings, name, folder)
        for path in paths:
            found[path] = TestFile(_name(settings, path), path)
        if not paths:
            _refuse(settings, name, folder)
    return sorted(found.values())


def is_test(settings: Settings, path: Path) -> bool:
    """Whether a file belongs to the project's tests: an SQL file below ``pgtap``, not a helper."""
    return path.suffix == ".sql" and path.is_relative_to(settings.pgtap) and not _is_helper(settings, path)


def shown(path: Path) -> str:
    """A path as a terminal makes it clickable: relative to the current folder where that is shorter."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _matches(settings: Settings, name: str, folder: Path) -> list[Path]:
    for base in (folder, settings.pgtap):
        path = Path(os.path.normpath(base / name))
        if path.is_dir():
            return [file for file in _below(path) if not _is_helper(settings, file)]
        if path.is_file():
            return [path] if not _is_helper(settings, path) else []
        if base == settings.pgtap and (file := path.with_name(f"{path.name}.sql")).is_file():
            return [file] if not _is_helper(settings, file) else []
        # glob.glob, not Path.glob: the pattern may be absolute, or climb with "..".
        matches = glob.glob(name, root_dir=base, recursive=True)  # noqa: PTH207
        found = sorted(Path(os.path.normpath(base / match)) for match in matches)
        files = [file for path in found for file in (_below(path) if path.is_dir() else [path])]
        tests = [file for file in files if file.suffix == ".sql" and not _is_helper(settings, file)]
        if tests:
            return tests
    return []


def _below(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*.sql") if path.is_file())


def _is_helper(settings: Settings, path: Path) -> bool:
    return path.is_relative_to(settings.helpers)


def _name(settings: Settings, path: Path) -> str:
    for base in (settings.pgtap, settings.project):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return shown(path)


def _refuse(settings: Settings, name: str, folder: Path) -> None:
    for base in (folder, settings.pgtap):
        path = Path(os.path.normpath(base / name))
        if path.exists() and _is_helper(settings, path):
            raise Refused(
                f"{name} is a helper, not a test: helpers are loaded into the template before the tests run",
                hint=f"name a test below {shown(settings.pgtap)}, outside {shown(settings.helpers)}",
            )
        if path.is_dir():
            raise Refused(f"there are no test files (*.sql) in {name}")
    raise Refused(
        f"no test file matches {name!r}: looked in {folder} and in {shown(settings.pgtap)}",
        hint="name files, folders or quoted patterns such as 'shop/*cart*'; "
        "or choose by words with -k 'cart and not expiry'",
    )
