"""What a project says about itself: ``[tool.pgassay]`` in its pyproject.toml, and its ``.env``."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from pgassay.errors import Place, Refused


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One project's settings; every path is absolute.

    Times are strings as PostgreSQL reads them (``2s``, ``15min``; ``0`` means no limit).
    """

    project: Path
    database: str = "postgres"
    """Name of the development database on the embedded and the Docker server."""
    migrations: Path = Path("migrations")
    """Folder of the migrations: one folder a context below it, or the files themselves."""
    pgtap: Path = Path("pgtap")
    helpers: Path = Path("pgtap/helpers")
    """SQL files loaded once into every test template, in the order of their names."""
    seeds: Path = Path("seeds")
    preload: tuple[str, ...] = ("pg_stat_statements",)
    """shared_preload_libraries of the servers we start."""
    lock_timeout: str = "2s"
    """How long a migration may wait for a lock before it gives way to the running system."""
    statement_timeout: str = "15min"
    concurrent_lock_timeout: str = "10min"
    """lock_timeout of statements that build without blocking (CONCURRENTLY): they wait for older
    transactions on purpose, and would be aborted by a short one."""
    concurrent_statement_timeout: str = "0"
    dotenv: dict[str, str] | None = None

    def environment(self, name: str) -> tuple[str, str] | None:
        """The value of a variable and where it came from: the environment first, then ``.env``."""
        if value := os.environ.get(name):
            return value, f"{name} in the environment"
        if value := (self.dotenv or {}).get(name):
            return value, f"{name} in .env"
        return None

    @property
    def state(self) -> Path:
        """Folder of everything that is made, not written: servers, caches, the last results."""
        return self.project / ".pg"


_PATHS = ("migrations", "pgtap", "helpers", "seeds")


def find_project(start: Path) -> Path:
    """The nearest folder at or above ``start`` whose pyproject.toml has ``[tool.pgassay]``.

    Raises:
        Refused: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file() and "pgassay" in _read_toml(path).get("tool", {}):
            return folder
    raise Refused(
        f"no project here: neither {start} nor a folder above it has a pyproject.toml with [tool.pgassay]",
        hint="add the section, or name the project's folder with --project DIR",
    )


def load(project: Path | None = None) -> Settings:
    """Read a project's settings.

    Args:
        project: the project's folder; by default the nearest one at or above the current folder.

    Raises:
        Refused: a setting is unknown or has the wrong type.
    """
    if project is not None and not project.is_dir():
        raise Refused(f"--project {project}: there is no such folder")
    folder = project.resolve() if project is not None else find_project(Path.cwd())
    path = folder / "pyproject.toml"
    section: dict[str, Any] = _read_toml(path).get("tool", {}).get("pgassay", {}) if path.is_file() else {}
    known = {field.name for field in fields(Settings)} - {"project", "dotenv"}
    values: dict[str, Any] = {}
    for key, value in section.items():
        name = key.replace("-", "_")
        if name not in known:
            raise Refused(
                f"[tool.pgassay] has no setting {key!r}",
                where=_place_of(path, key),
                hint="it has: " + ", ".join(sorted(known)),
            )
        if name == "preload" and isinstance(value, list) and all(isinstance(v, str) for v in value):
            values[name] = tuple(value)
        elif name == "preload" or not isinstance(value, str):
            wanted = "a list of strings" if name == "preload" else "a string"
            raise Refused(f"[tool.pgassay] {key} must be {wanted}", where=_place_of(path, key))
        else:
            values[name] = value
    for name in _PATHS:
        default = next(field.default for field in fields(Settings) if field.name == name)
        values[name] = folder / str(values.get(name, default))
    return Settings(project=folder, dotenv=_read_dotenv(folder / ".env"), **values)


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"not valid TOML: {error}", where=Place(path)) from error


def _place_of(path: Path, key: str) -> Place:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip().startswith(key):
            return Place(path, number)
    return Place(path)


def _read_dotenv(path: Path) -> dict[str, str]:
    return {name: value for name, value in dotenv_values(path, interpolate=False).items() if value}
