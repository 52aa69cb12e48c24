"""The database that tests are cloned from: all migrations, pgTAP, the helpers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import psycopg

import pgassay
from pgassay.errors import Place, Refused
from pgassay.settings import Settings
from pgassay.tap.connection import SEARCH_PATH


class Server(Protocol):
    """What is needed of a server: ``pgassay.server.Throwaway`` has it."""

    @property
    def conninfo(self) -> str:
        """How to reach its database ``postgres``."""

    def template(self, key: str, build: Callable[[str], None]) -> str:
        """Name of the template for ``key``, built now unless it exists."""

    def clone(self, template: str) -> str:
        """A new database made from a template; how to connect to it."""

    def take(self, template: str) -> tuple[str, int]:
        """A clone of a template, and how many files ran in it before: how to connect to it, and the number."""

    def give_back(self, conninfo: str, template: str, *, uses: int) -> None:
        """Keep a clone that ``take`` gave for the next run."""

    def drop(self, conninfo: str) -> None:
        """Drop a database that ``clone`` made."""


INSTEAD = "PGASSAY_TEMPLATE"
"""Name of an environment variable, and of the database in it that tests are cloned from instead."""


def ensure(settings: Settings, server: Server, *, without: Sequence[str] = ()) -> str:
    """Name of the project's template on ``server``, built now if what it is made from has changed.

    Args:
        settings: the project's.
        server: where the template is.
        without: contexts to leave out, with the helpers in the folders named like them.

    Raises:
        Refused: a helper is not valid.
        MigrationFailed: a migration is not.
    """
    if instead := os.environ.get(INSTEAD):
        return instead
    identity = " ".join([key(settings, server.conninfo), *sorted(without)])
    return server.template(identity, lambda conninfo: build(settings, conninfo, without=without))


def key(settings: Settings, conninfo: str) -> str:
    """What the template is made from, as one digest.

    Args:
        settings: the project's: the texts of its migrations and helpers count, with their names.
        conninfo: of the server, whose version and that of its pgTAP count.
    """
    digest = hashlib.sha256()
    for part in (pgassay.__version__, _versions(conninfo)):
        digest.update(f"{part}\n".encode())
    digest.update(Path(__file__).read_bytes())  # how it is made
    for folder in (settings.migrations, settings.helpers):
        for file in _sql_files(folder):
            data = file.read_bytes()
            digest.update(f"{file.relative_to(folder).as_posix()} {len(data)}\n".encode())
            digest.update(data)
    return digest.hexdigest()


def build(settings: Settings, conninfo: str, *, without: Sequence[str] = ()) -> None:
    """Fill an empty database: migrations, then pgTAP in its own schema, then the helpers by name.

    Args:
        settings: the project's.
        conninfo: of the empty database.
        without: contexts to leave out.

    Raises:
        Refused: a helper is not valid.
        MigrationFailed: a migration is not.
    """
    # Imported late: they are needed only when something has changed.
    from pgassay.migrations import history
    from pgassay.migrations.runner import apply_all

    contexts = [name for name in history.read(settings).contexts if name not in without] if without else None
    apply_all(settings, conninfo, contexts=contexts)
    finish(settings, conninfo, without=without)


def finish(settings: Settings, conninfo: str, *, without: Sequence[str] = ()) -> None:
    """Add pgTAP, in its own schema, and the helpers to a database that has its schema.

    Args:
        settings: the project's.
        conninfo: of the database.
        without: contexts whose helpers are left out.

    Raises:
        Refused: a helper is not valid.
    """
    from pgassay.server import cache_folder
    from pgassay.server.extensions import install_pgtap

    with psycopg.connect(conninfo, autocommit=True) as connection:
        install_pgtap(connection, cache_folder(settings))
        connection.execute(f"set search_path = {SEARCH_PATH}")
        for file in _sql_files(settings.helpers):
            if not set(file.relative_to(settings.helpers).parts[:-1]) & set(without):
                _load_helper(connection, file)
        connection.execute("grant usage on schema pgtap to public")
        if connection.execute("select 1 from pg_catalog.pg_namespace where nspname = 'test'").fetchone():
            connection.execute("grant usage on schema test to public")
        _settle(connection)


def _settle(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Clear the catalogue of what migrations have left in it, and count what is there.

    Tests read it more than anything, and the planner knows it as it was in an empty database. Tables are left as they
    are: what the planner takes a new table for is what tests of plans were written for.
    """
    names = connection.execute(
        "select string_agg(format('pg_catalog.%I', relname), ', ') from pg_catalog.pg_class "
        "where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r' and not relisshared"
    ).fetchone()
    if names:
        connection.execute(f"vacuum (analyze) {names[0]}".encode())


def _load_helper(connection: psycopg.Connection[tuple[object, ...]], file: Path) -> None:
    text = file.read_text(encoding="utf-8-sig")
    try:
        connection.execute(text.encode())
    except psycopg.Error as error:
        position = error.diag.statement_position
        line = text.count("\n", 0, int(position) - 1) + 1 if position else 1
        raise Refused(
            f"the helper cannot be loaded: {error.sqlstate}: {error.diag.message_primary or error}",
            where=Place(file, line),
            hint=error.diag.message_hint or "helpers run after the migrations, in the order of their names",
        ) from error


def _sql_files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*.sql") if path.is_file())


def _versions(conninfo: str) -> str:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        row = connection.execute(
            "select concat_ws(' ', version(), max(version)) "
            "from pg_catalog.pg_available_extension_versions where name = 'pgtap'"
        ).fetchone()
    return str(row[0]) if row else ""
