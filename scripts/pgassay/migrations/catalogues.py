"""Where a catalogue comes from when people name it: a database, a file, a point of the migrations' history."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from pgassay import options, server
from pgassay.catalogue import snapshot
from pgassay.catalogue.model import Catalogue
from pgassay.catalogue.read import read
from pgassay.errors import Refused, ServerError
from pgassay.migrations import layouts
from pgassay.migrations.history import History, Migration
from pgassay.server import Throwaway
from pgassay.settings import Settings

LIVE = "live"
NOTHING = "nothing"
HEAD = "head"

HELP = """\
A and B are each one of:
  live           the development database, or the one of --database-url
  URL            any database: postgresql://… or a connection string such as 'host=… dbname=…'
  FILE           a snapshot that `pgassay snapshot FILE` wrote
  ID             a throwaway database migrated up to that migration; the beginning of an id, or its number
                 where one context alone has it
  head           a throwaway database with every migration
  nothing        an empty database"""


def catalogue(settings: Settings, name: str, args: Namespace) -> Catalogue:
    """The catalogue that ``name`` stands for, see ``HELP``.

    Args:
        settings: the project's.
        name: what was named.
        args: may name the server: ``database_url``, ``docker``.

    Raises:
        Refused: it stands for nothing.
        ServerError: the database cannot be reached.
    """
    if name == LIVE:
        development = options.development(settings, args)
        return of_database(development.conninfo)
    if "://" in name or "=" in name:
        return of_database(server.development(settings, database_url=name).conninfo)
    path = Path(name)
    if path.is_file() or path.suffix == ".json":
        return snapshot.load(path)
    migrations = _up_to(settings, name)
    where = server.throwaway(settings, database_url=args.database_url, docker=args.docker)
    with migrated(settings, where, migrations) as conninfo:
        return of_database(conninfo)


def of_database(conninfo: str) -> Catalogue:
    """The catalogue of a database.

    Raises:
        ServerError: it cannot be reached.
    """
    try:
        with psycopg.connect(conninfo) as connection:
            return read(connection)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ServerError(f"no catalogue from {server.address(conninfo)}: {reason}") from None


@contextmanager
def migrated(settings: Settings, where: Throwaway, migrations: Sequence[Migration]) -> Iterator[str]:
    """A throwaway database with some migrations applied."""
    conninfo = where.clone()
    try:
        layouts.apply(settings, conninfo, migrations)
        yield conninfo
    finally:
        where.drop(conninfo)


def _up_to(settings: Settings, name: str) -> Sequence[Migration]:
    if name == NOTHING:
        return ()
    project = layouts.read(settings)
    if not project.migrations:
        raise Refused(f"there are no migrations in {settings.migrations}")
    last = project.migrations[-1] if name == HEAD else _find(project, name)
    return project.migrations[: project.migrations.index(last) + 1]


def _find(project: History, name: str) -> Migration:
    if name.isdigit() and not any(each.id.startswith(name) for each in project.migrations):
        numbered = [each for each in project.migrations if each.number == int(name)]
        if len(numbered) > 1:
            raise Refused(f"{name} may be any of: " + ", ".join(each.id for each in numbered))
        if numbered:
            return numbered[0]
    try:
        return project.find(name)
    except Refused as error:
        raise Refused(f"{error.what}; nor is {name!r} a file or a URL", hint=error.hint) from None
