"""Partitions by time: are there enough ahead, does anything lie in the default one, and what is too old goes.

Making partitions is the database's own work, for its functions know the names. Taking one away cannot be: DETACH …
CONCURRENTLY runs in no transaction, and what was detached is written to a file before it is dropped. Each step can be
interrupted: a comment on the partition says that it is being retired, and the next run goes on from there.

The server refuses DETACH … CONCURRENTLY where there is a default partition. There it is the plain DETACH, whose lock
keeps everybody out for an instant; so that nobody waits behind it, it gives up quickly and tries again.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import class_row

from pgassay import console, options
from pgassay.errors import PgassayError, Refused, ServerError
from pgassay.migrations.patience import LOST_RACES, Patience
from pgassay.settings import Settings

_QUERY = Path(__file__).with_suffix(".sql").read_bytes()
_LOCK = "set lock_timeout = '250ms'"
_PATIENCE = 60.0
MANIFEST = "retired.jsonl"

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Partition:
    """A partition, as the catalogue has it.

    Attributes:
        parent: its table.
        part: its own name.
        is_default: whether it takes what belongs to no other.
        ends: it holds what is before; None for the default one, and for one that was detached.
        pending: a concurrent DETACH was interrupted.
        detached: it is no partition any more, and waits to be exported and dropped.
    """

    parent: str
    part: str
    is_default: bool
    ends: datetime | None
    pending: bool
    detached: bool


@dataclass(frozen=True, kw_only=True)
class Retired:
    """What became of a partition, a line of the manifest.

    Attributes:
        parent: its table.
        part: its name.
        rows: how many it had.
        file: in the same folder: CSV with a header, compressed.
        sha256: of the file.
    """

    parent: str
    part: str
    rows: int
    file: str
    sha256: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser all that ``run`` reads; the server's own options are not among it."""
    parser.description = "Watch tables that are partitioned by time, and retire the partitions whose time is over."
    parser.epilog = (
        "Exit status: 0 all is well; 1 a partition is missing ahead, the default one holds rows, a DETACH was\n"
        "interrupted, or a partition could not be retired; 2 the input was refused; 3 no usable server.\n"
        "\n"
        "Examples:\n"
        "  pgassay partitions status                              what there is, and what is wrong\n"
        "  pgassay partitions retire --to /srv/archive --dry-run  what would go\n"
        "  pgassay partitions retire --to /srv/archive            detach, export, drop"
    )
    actions = parser.add_subparsers(dest="action", title="actions", metavar="ACTION", required=True)
    status = actions.add_parser("status", help="what there is, and what is wrong")
    status.add_argument(
        "--ahead", default="1 month", metavar="TIME", help="so much must be ready (an interval; default: 1 month)"
    )
    retire = actions.add_parser("retire", help="detach, export and drop what is older than its table keeps")
    retire.add_argument(
        "--to", type=Path, required=True, metavar="DIR", help="folder for the exports and their manifest"
    )
    retire.add_argument("--table", metavar="SCHEMA.TABLE", help="only of this table")
    retire.add_argument("--keep", metavar="TIME", help="instead of the declared retention (an interval); needs --table")
    retire.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")


def run(settings: Settings, args: argparse.Namespace) -> int:
    """Do what ``pgassay partitions`` was asked to do; returns the exit status.

    Raises:
        Refused: an interval or a table is none.
        ServerError: the database cannot be asked.
    """
    development = options.development(settings, args)
    with _connected(development.conninfo) as connection:
        if args.action == "status":
            return _status(connection, ahead=args.ahead)
        if args.keep and not args.table:
            raise Refused("--keep without --table would hold for every table", hint="name the table it is meant for")
        failed = 0
        for each in due(connection, table=args.table, keep=args.keep):
            if args.dry_run:
                sys.stdout.write(f"{each.part} would go\n")
                continue
            try:
                done = retire(connection, each, folder=args.to)
                sys.stdout.write(f"{done.part}: {done.rows} rows in {done.file}, dropped\n")
            except PgassayError as error:
                failed += 1
                console.note(f"{console.paint('kept:', 'yellow', stream=sys.stderr)} {error}")
        return 1 if failed else 0


@contextmanager
def _connected(conninfo: str) -> Iterator[Connection]:
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise ServerError(f"the database cannot be asked: {error}") from error


def partitions(connection: Connection) -> list[Partition]:
    """All partitions of tables that are partitioned by one time, the oldest first."""
    return connection.cursor(row_factory=class_row(Partition)).execute(_QUERY).fetchall()


def problems(connection: Connection, found: Iterable[Partition], *, ahead: str) -> list[tuple[str, str]]:
    """What is wrong, as table and sentence.

    Args:
        connection: of the database.
        found: its partitions.
        ahead: how much time must have its partition ready, as an interval.

    Raises:
        Refused: it is no interval.
    """
    wrong: list[tuple[str, str]] = []
    for parent, parts in _by_parent(found).items():
        ends = max((each.ends for each in parts if each.ends), default=None)
        if ends is None or not _ask(connection, "select %s > now() + %s::interval", ends, ahead):
            wrong.append((parent, f"its partitions end on {ends:%Y-%m-%d}" if ends else "it has no partition"))
        for each in parts:
            if each.is_default and (rows := _ask(connection, f"select count(*) from {each.part}")):
                wrong.append((parent, f"{each.part} holds {rows} rows: a partition was not made in time"))
            if each.pending:
                wrong.append((parent, f"{each.part} is half detached: run retire"))
            if each.detached:
                wrong.append((parent, f"{each.part} is detached and not yet exported: run retire"))
    return wrong


def _status(connection: Connection, *, ahead: str) -> int:
    found = partitions(connection)
    wrong = problems(connection, found, ahead=ahead)
    rows = []
    for parent, parts in _by_parent(found).items():
        ends = [each.ends for each in parts if each.ends]
        until = f"{max(ends):%Y-%m-%d}" if ends else ""
        rows.append((parent, str(len(ends)), until, "yes" if any(each.is_default for each in parts) else "no"))
    sys.stdout.write(console.table(rows, ["table", "partitions", "until", "default"]) + "\n")
    for parent, what in wrong:
        sys.stdout.write(f"{console.paint('wrong:', 'red')} {parent}: {what}\n")
    return 1 if wrong else 0


def _by_parent(found: Iterable[Partition]) -> dict[str, list[Partition]]:
    grouped: dict[str, list[Partition]] = {}
    for each in found:
        grouped.setdefault(each.parent, []).append(each)
    return grouped


def due(connection: Connection, *, table: str | None = None, keep: str | None = None) -> list[Partition]:
    """The partitions of which everything is older than its table keeps it, and those that were begun with.

    Args:
        connection: of the database.
        table: only of this one.
        keep: as an interval, instead of what ``privacy.tables`` declares.

    Raises:
        Refused: there is no such table, or it is not known how long it keeps its rows.
    """
    found = [each for each in partitions(connection) if not each.is_default]
    if table is not None:
        found = [each for each in found if each.parent == table]
        if not found:
            raise Refused(f"{table} has no partitions by time", hint="pgassay partitions status lists those that have")
    declared = _declared(connection)
    if table is not None and keep is None and table not in declared:
        raise Refused(f"nothing says how long {table} keeps its rows", hint="declare a retention, or say --keep")
    old = []
    for each in found:
        kept = keep or declared.get(each.parent)
        over = kept and each.ends and _ask(connection, "select %s <= now() - %s::interval", each.ends, kept)
        if over or each.pending or each.detached:
            old.append(each)
    return old


def _declared(connection: Connection) -> dict[str, str]:
    """How long a table keeps its rows, as an interval, by table."""
    if not _ask(connection, "select to_regclass('privacy.tables') is not null"):
        return {}
    query = "select format('%I.%I', table_schema, table_name), retention::text from privacy.tables"
    return dict(connection.execute(f"{query} where retention is not null".encode()).fetchall())


def retire(connection: Connection, partition: Partition, *, folder: Path) -> Retired:
    """Detach a partition, write it to a file, read the file again, and drop the table.

    Args:
        connection: of the database, in autocommit.
        partition: one that is due.
        folder: where the file goes, and a line of the manifest.

    Raises:
        PgassayError: somebody under legal hold is in it, it could not be detached, or the file is not what was written.
    """
    if not partition.detached:
        _refuse_held(connection, partition)
        connection.execute(f"comment on table {partition.part} is 'pgassay: retired from {partition.parent}'".encode())
        _detach(connection, partition)
    folder.mkdir(parents=True, exist_ok=True)
    done = _export(connection, partition, folder=folder)
    with (folder / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(json.dumps(asdict(done)) + "\n")
    connection.execute(f"drop table {partition.part}".encode())
    return done


def _refuse_held(connection: Connection, partition: Partition) -> None:
    if not _ask(connection, "select to_regprocedure('privacy.purge(boolean,integer,regclass,uuid)') is not null"):
        return
    if partition.parent not in _declared(connection):
        return
    query = "select coalesce(sum(held), 0)::bigint from privacy.purge(only_table => %s::regclass)"
    if held := _ask(connection, query, partition.parent):
        raise PgassayError(
            f"{partition.part}: {held} rows of {partition.parent} whose time is over are under legal hold",
            hint="purge the others row by row with pgassay privacy purge, until the hold is released",
        )


def _detach(connection: Connection, partition: Partition) -> None:
    alter = f"alter table {partition.parent} detach partition {partition.part}"
    others = [each for each in partitions(connection) if each.parent == partition.parent]
    if partition.pending:
        alter += " finalize"
    elif not any(each.is_default for each in others):
        connection.execute(f"{alter} concurrently".encode())
        return
    patience = Patience(bound=_PATIENCE, first=0.1, longest=2.0)
    connection.execute(_LOCK)
    try:
        while True:
            try:
                connection.execute(alter.encode())
                return
            except psycopg.Error as error:
                pause = patience.next_pause() if error.sqlstate in LOST_RACES else None
                if pause is None:
                    raise PgassayError(f"{partition.part} could not be detached: {error}") from error
                time.sleep(pause)
    finally:
        connection.execute("reset lock_timeout")


def _export(connection: Connection, partition: Partition, *, folder: Path) -> Retired:
    """Nothing else writes to it any more: one statement counts it, another copies it."""
    rows = _ask(connection, f"select count(*) from {partition.part}")
    path = folder / f"{partition.part.replace(chr(34), '')}.csv.gz"
    unfinished = path.with_suffix(".unfinished")
    copied = sql.SQL("copy (select * from {}) to stdout (format csv, header)").format(sql.SQL(partition.part))
    with gzip.open(unfinished, "wb", compresslevel=6) as file, connection.cursor().copy(copied) as copy:
        for block in copy:
            file.write(block)
    _compare(connection, partition, unfinished, rows)
    with unfinished.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    unfinished.rename(path)
    return Retired(parent=partition.parent, part=partition.part, rows=rows, file=path.name, sha256=digest)


def _compare(connection: Connection, partition: Partition, path: Path, rows: int) -> None:
    """Read the file back into a table of its own, and compare row by row."""
    with connection.transaction(force_rollback=True):
        connection.execute(f"create temporary table pgassay_read_back (like {partition.part}) on commit drop".encode())
        read = "copy pgassay_read_back from stdin (format csv, header)"
        with gzip.open(path, "rb") as file, connection.cursor().copy(read) as copy:
            while block := file.read(1 << 20):
                copy.write(block)
        query = f"""
            select (select count(*) from pgassay_read_back),
                   (select sum(hashtextextended(t::text, 0)) from pgassay_read_back as t)
                       is not distinct from (select sum(hashtextextended(t::text, 0)) from {partition.part} as t)
        """
        found = connection.execute(query.encode()).fetchone()
    if found != (rows, True):
        raise PgassayError(
            f"{path} is not what {partition.part} holds: {found[0] if found else 0} rows of {rows}",
            hint="the table is detached and stays; look at the disk, and run it again",
        )


def _ask(connection: Connection, query: str, *values: object) -> Any:
    try:
        row = connection.execute(query.encode(), values or None).fetchone()
    except psycopg.DataError as error:
        raise Refused(
            f"that is no interval: {error.diag.message_primary}", hint="write '25 months', '7 days'"
        ) from error
    return row[0] if row else None
