"""What a project says about itself: ``[tool.pgassay]`` in its pyproject.toml, and its ``.env``."""

from __future__ import annotations

import io
import os
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

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
    queries: Path = Path("queries")
    """SQL files with the application's queries, $1 for a parameter; what runs beside a deployment must find them."""
    preload: tuple[str, ...] = ("pg_stat_statements",)
    """shared_preload_libraries of the servers we start."""
    lock_timeout: str = "2s"
    """How long a migration may wait for a lock before it gives way to the running system."""
    statement_timeout: str = "15min"
    concurrent_lock_timeout: str = "10min"
    """lock_timeout of statements that build without blocking (CONCURRENTLY): they wait for older
    transactions on purpose, and would be aborted by a short one."""
    concurrent_statement_timeout: str = "0"
    retry_for: str = "1min"
    """How long a migration that lost a race for a lock (55P03, 40P01, 40001) is tried again; 0: not at all."""
    retry_pause: str = "200ms"
    """The first pause before it is tried again; each is twice the one before, of that a random part."""
    retry_longest_pause: str = "5s"
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


_TABLES = ("assay", "drift", "lint", "guard")
"""Tables of [tool.pgassay] that the modules of these names read themselves."""
_PATHS = ("migrations", "pgtap", "helpers", "seeds", "queries")


def find_project(start: Path) -> Path:
    """The nearest folder at or above ``start`` whose pyproject.toml has ``[tool.pgassay]``.

    Raises:
        Refused: there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file() and _section(path) is not None:
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
    section = (_section(path) if path.is_file() else None) or {}
    known = {field.name for field in fields(Settings)} - {"project", "dotenv"}
    values: dict[str, Any] = {}
    for key, value in section.items():
        name = key.replace("-", "_")
        if name in _TABLES:
            continue
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


def _section(path: Path) -> dict[str, Any] | None:
    """``[tool.pgassay]`` of a pyproject.toml; None if it has none."""
    text = read_text(path)
    try:
        tools = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = Place(path, int(line.group(1)) if line else text.count("\n") + 1)
        raise Refused(f"not valid TOML: {error}", where=place) from error
    section = tools.get("pgassay") if isinstance(tools, dict) else None
    if section is not None and not isinstance(section, dict):
        raise Refused("tool.pgassay must be a table, [tool.pgassay]", where=Place(path))
    return section


def _place_of(path: Path, key: str) -> Place:
    inside = False
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip().startswith("["):
            inside = line.strip().startswith("[tool.pgassay]")
        elif inside and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""", line):
            return Place(path, number)
    return Place(path)


def read_text(path: Path | str) -> str:
    """The content of a file of the project, line ends as they are.

    Raises:
        Refused: it is not UTF-8, or holds a zero byte, which would end it on its way to the server.
    """
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  (a third of the time of Path.read_bytes)
        content = file.read()
    if b"\0" in content:
        raise Refused("holds a zero byte", where=Place(Path(path), content.count(b"\n", 0, content.index(b"\0")) + 1))
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise Refused("not valid UTF-8", where=Place(Path(path), content.count(b"\n", 0, error.start) + 1)) from None


def _read_dotenv(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # imported late: it takes 30 ms, and most projects have no .env

    values = dotenv_values(stream=io.StringIO(read_text(path)), interpolate=False)
    return {name: value for name, value in values.items() if value}
