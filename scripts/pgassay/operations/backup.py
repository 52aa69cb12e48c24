"""A backup that is known to be restorable, for it was restored: dumped at one snapshot, compared with that snapshot."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pgassay import server
from pgassay.catalogue import Catalogue, diff, read
from pgassay.catalogue.tables import TableName, tables
from pgassay.errors import PgassayError, Refused, ServerError
from pgassay.server import Throwaway
from pgassay.server.installation import Installation
from pgassay.settings import Settings

_NAME = "{database}-{moment:%Y%m%dT%H%M%SZ}.dump"
_PATTERN = re.compile(r".+-\d{8}T\d{6}Z\.dump")
_OF_THE_SERVER = ("database", "role", "subscription")
"""Kinds of objects that a dump of one database does not hold."""


class BackupFailed(PgassayError):
    """There is no backup that can be restored."""

    exit_code: ClassVar[int] = 1


@dataclass(frozen=True)
class Contents:
    """What a database held at one moment.

    Attributes:
        catalogue: its schema.
        rows: how many rows each table held.
    """

    catalogue: Catalogue
    rows: dict[TableName, int]


@dataclass(frozen=True)
class Backup:
    """A dump, restored once and found equal.

    Attributes:
        path: the file, in pg_dump's custom format.
        bytes: its size.
        tables: how many tables it holds.
        rows: how many rows, all in all.
        fingerprint: of the catalogue that was restored.
    """

    path: Path
    bytes: int
    tables: int
    rows: int
    fingerprint: str


@dataclass(frozen=True)
class Programs:
    """pg_dump and pg_restore, of the server's version or a later one."""

    dump: str
    restore: str
    environment: dict[str, str]


def programs(settings: Settings, server_version: int) -> Programs:
    """The programs to dump a server with: the embedded ones if they are new enough, else those on the path.

    Args:
        settings: the project's.
        server_version: as 180001.

    Raises:
        ServerError: there are none of that version or a later one.
    """
    major = server_version // 10000
    found: list[str] = []
    try:
        installation = server.development_cluster(settings).installation
        found.append(f"{installation.version} in {installation.bin}")
        if installation.major >= major:
            return _of(installation)
    except ServerError:  # there is no wheel here
        pass
    if dump := shutil.which("pg_dump"):
        said = subprocess.run([dump, "--version"], capture_output=True, text=True, check=False).stdout
        version = re.search(r"(\d+)", said)
        found.append(f"{said.strip()} at {dump}")
        if version and int(version[1]) >= major and (restore := shutil.which("pg_restore")):
            return Programs(dump, restore, dict(os.environ))
    raise ServerError(
        f"the server is PostgreSQL {major}, and there is no pg_dump of that version: " + ("; ".join(found) or "none"),
        hint=f"install the client programs of PostgreSQL {major}",
    )


def _of(installation: Installation) -> Programs:
    return Programs(installation.program("pg_dump"), installation.program("pg_restore"), installation.environment)


def take(
    settings: Settings, conninfo: str, *, folder: Path, where: Throwaway, moment: datetime | None = None
) -> Backup:
    """Dump a database, restore the dump, compare; only what is equal gets its name.

    Everything is read at one snapshot, so that a database that is written to meanwhile can be compared.

    Args:
        settings: the project's.
        conninfo: of the database, as a user that may read everything.
        folder: where backups are kept.
        where: the server on which it is restored; roles that it lacks are made there.
        moment: that the file is named after; now by default.

    Raises:
        BackupFailed: the dump or the restoration fails, or what was restored is not what was dumped.
        ServerError: there is no pg_dump for this server.
    """
    database = str(conninfo_to_dict(conninfo).get("dbname") or "postgres")
    name = _NAME.format(database=re.sub(r"\W", "_", database), moment=moment or datetime.now(UTC))
    draft, path = folder / f"{name}.unverified", folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with psycopg.connect(conninfo) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            tools = programs(settings, connection.info.server_version)
            row = connection.execute("select pg_export_snapshot()").fetchone()
            held = _contents(connection)
            arguments = ["--format=custom", f"--snapshot={row[0] if row else ''}", f"--file={draft}"]
            _run(tools, tools.dump, conninfo, arguments, what="pg_dump")
        draft.chmod(0o600)
        restored = _restored(tools, draft, held, where)
        _compare(held, restored)
        draft.rename(path)
    except psycopg.Error as error:
        raise BackupFailed(f"the backup fails: {str(error).strip()}") from None
    except OSError as error:
        raise BackupFailed(f"the backup fails: {error}", hint=f"may {folder} be written, and is there room?") from None
    finally:
        with contextlib.suppress(OSError):  # the folder may not even be one
            draft.unlink(missing_ok=True)  # people's data that nobody would delete, and no backup
    return Backup(path, path.stat().st_size, len(held.rows), sum(held.rows.values()), restored.catalogue.fingerprint)


def forget(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest backups in a folder; what is not named like one is let be.

    Returns:
        What was deleted.

    Raises:
        Refused: fewer than one would be kept.
    """
    if keep < 1:
        raise Refused(f"keep {keep} backups: at least one is kept")
    by_database: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.dump")):
        if _PATTERN.fullmatch(path.name):
            by_database.setdefault(path.name.rpartition("-")[0], []).append(path)
    old = [path for paths in by_database.values() for path in paths[:-keep]]
    for path in old:
        path.unlink()
    return old


def instructions(backup: Backup, database: str) -> list[str]:
    """The commands that restore a backup beside the database it was taken from."""
    name = f"{database}_restored"
    return [
        f"createdb --template=template0 {name}",
        f"pg_restore --exit-on-error --jobs=4 --dbname={name} {backup.path}",
        f"-- compare, then let the applications in: ALTER DATABASE {database} RENAME TO {database}_broken; "
        f"ALTER DATABASE {name} RENAME TO {database};",
    ]


def _contents(connection: psycopg.Connection[Any]) -> Contents:
    catalogue = read(connection)
    counts: dict[TableName, int] = {}
    for name in tables(catalogue):
        row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(*name))).fetchone()
        counts[name] = int(row[0]) if row else 0
    return Contents(catalogue.where(lambda each: each.kind not in _OF_THE_SERVER), counts)


def _restored(tools: Programs, dump: Path, held: Contents, where: Throwaway) -> Contents:
    """What comes out of a dump."""
    with _room(held, where) as conninfo:
        _run(tools, tools.restore, conninfo, ["--exit-on-error", str(dump)], what="pg_restore")
        with psycopg.connect(conninfo) as connection:
            return _contents(connection)


@contextmanager
def _room(held: Contents, where: Throwaway) -> Iterator[str]:
    """An empty database on a server that has the roles."""
    with psycopg.connect(where.conninfo, autocommit=True) as connection:
        known = {str(name) for (name,) in connection.execute("select rolname from pg_roles")}
        for role in (each.name[0] for each in held.catalogue.roles):
            if role not in known and not role.startswith("pg_"):
                connection.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
    conninfo = where.clone()
    try:
        yield conninfo
    finally:
        where.drop(conninfo)


def _compare(held: Contents, restored: Contents) -> None:
    if difference := diff(held.catalogue, restored.catalogue, restored=True):
        raise BackupFailed(
            f"what was restored has another schema: {', '.join(difference.labels[:5])}",
            hint="a dump holds what its user may see; is the server that it was restored on of the same version?",
        )
    wrong = [f"{'.'.join(n)}: {c} rows, restored {restored.rows.get(n)}" for n, c in held.rows.items()
             if restored.rows.get(n) != c]  # fmt: skip
    if wrong:
        raise BackupFailed("what was restored has other rows: " + "; ".join(wrong[:5]))


def _run(tools: Programs, program: str, conninfo: str, arguments: Sequence[str], *, what: str) -> None:
    """Run a program on a database; a password goes through the environment, where no list of processes shows it."""
    parts = {name: str(value) for name, value in conninfo_to_dict(conninfo).items() if value is not None}
    environment = dict(tools.environment)
    if password := parts.pop("password", None):
        environment["PGPASSWORD"] = password
    result = subprocess.run(
        [program, f"--dbname={make_conninfo(**parts)}", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        said = result.stderr.strip().splitlines()
        raise BackupFailed(f"{what} fails: " + ("\n    ".join(said[-6:]) or f"exit status {result.returncode}"))
