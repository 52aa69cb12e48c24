"""What a database remembers of its migrations: yoyo's tables, and a checksum of every text beside them."""

from __future__ import annotations

import getpass
import socket
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import psycopg
from psycopg.sql import quote

from pgassay.migrations.history import Migration

Direction = Literal["apply", "rollback"]
Connection = psycopg.Connection[Any]

_TABLES = Path(__file__).with_name("ledger.sql")

# Sent behind the migration's own statements, in the same message and transaction: a migration costs one round
# trip. Everything but the names comes from the server. Marking is one statement, so that it can be prepared.
_LOG = """
insert into _yoyo_log (id, migration_hash, migration_id, operation, username, hostname, created_at_utc)
values (gen_random_uuid(), {hash}, {id}, {operation}, {user}, {host}, now() at time zone 'utc')
"""
_MARK = f"""
with log as ({_LOG}), mark as (
    insert into _yoyo_migration (migration_hash, migration_id, applied_at_utc)
    values ({{hash}}, {{id}}, now() at time zone 'utc')
)
insert into _pgassay_ledger (migration_hash, migration_id, checksum, rollback_checksum, milliseconds)
values ({{hash}}, {{id}}, {{checksum}}, {{rollback_checksum}}, {{milliseconds}})
on conflict (migration_hash) do update
set checksum = excluded.checksum, rollback_checksum = excluded.rollback_checksum, direction = null,
    statements_done = 0, done_checksum = '', milliseconds = excluded.milliseconds, recorded_at = now()
"""
_UNMARK = f"""
{_LOG};
delete from _yoyo_migration where migration_hash = {{hash}};
delete from _pgassay_ledger where migration_hash = {{hash}}
"""
_PREPARED = "pgassay_mark"
_SINCE_BEGIN = "extract(epoch from clock_timestamp() - now()) * 1000"
_ENTRIES = """
select m.migration_id, m.applied_at_utc, l.checksum, l.rollback_checksum, l.milliseconds
from _yoyo_migration m left join _pgassay_ledger l using (migration_hash)
order by m.applied_at_utc, m.migration_id
"""
_ENTRIES_OF_YOYO = """
select migration_id, applied_at_utc, null, null, null
from _yoyo_migration
order by applied_at_utc, migration_id
"""
_UNDER_WAY = "select statements_done, done_checksum from _pgassay_ledger where migration_hash = %s and direction = %s"
_BEGIN = """
insert into _pgassay_ledger (migration_hash, migration_id, checksum, rollback_checksum, direction)
values (%s, %s, %s, %s, %s)
on conflict (migration_hash) do update set direction = excluded.direction, statements_done = 0,
    done_checksum = ''
"""
_ADVANCE = "update _pgassay_ledger set statements_done = %s, done_checksum = %s where migration_hash = %s"


class Entry(NamedTuple):
    """One applied migration.

    Attributes:
        id: the migration's.
        applied_at: when, in UTC.
        checksum: SHA-256 of the text that was applied; None when another tool applied it.
        rollback_checksum: the same of its rollback.
        milliseconds: how long it took; None when it was only marked.
    """

    id: str
    applied_at: datetime
    checksum: str | None
    rollback_checksum: str | None
    milliseconds: int | None


def is_complete(connection: Connection) -> bool:
    """Whether our table is there, and yoyo's in the version that this yoyo wants."""
    if not (_has(connection, "_pgassay_ledger") and _has(connection, "_yoyo_version")):
        return False
    from yoyo import internalmigrations

    newest = max(internalmigrations.schema_versions)
    return connection.execute("select max(version) from _yoyo_version").fetchone() == (newest,)


def create_table(connection: Connection) -> None:
    """Make our table, unless it is there; yoyo makes its own."""
    if not _has(connection, "_pgassay_ledger"):
        connection.execute(_TABLES.read_bytes())


def entries(connection: Connection) -> dict[str, Entry]:
    """Applied migrations by id, in the order of their application; none on an untouched database."""
    if not _has(connection, "_yoyo_migration"):
        return {}
    query = _ENTRIES if _has(connection, "_pgassay_ledger") else _ENTRIES_OF_YOYO
    return {row[0]: Entry(*row) for row in connection.execute(query)}


def mark(migration: Migration, *, operation: str = "apply", milliseconds: int | None = None) -> str:
    """SQL that records a migration as applied.

    Args:
        migration: which.
        operation: yoyo's word for it: ``apply`` or ``mark``.
        milliseconds: how long it took; by default the time since the transaction began.
    """
    return _MARK.format(
        **_values(migration, operation),
        checksum=f"'{migration.checksum}'",
        rollback_checksum=f"'{migration.rollback_checksum}'",
        milliseconds=_SINCE_BEGIN if milliseconds is None else milliseconds,
    )


def prepare_mark() -> str:
    """SQL that prepares what ``prepared_mark`` executes; planning the records of many migrations once halves them."""
    values = {"hash": "$1", "id": "$2", "checksum": "$3", "rollback_checksum": "$4", "user": "$5", "host": "$6"}
    statement = _MARK.format(operation="'apply'", milliseconds=_SINCE_BEGIN, **values)
    return f"prepare {_PREPARED} (text, text, text, text, text, text) as {statement}"


def prepared_mark(migration: Migration) -> str:
    """SQL that records a migration as applied through what ``prepare_mark`` prepared."""
    values = _values(migration, "apply")
    checksums = f"'{migration.checksum}', '{migration.rollback_checksum}'"
    return f"execute {_PREPARED} ({values['hash']}, {values['id']}, {checksums}, {values['user']}, {values['host']})"


def forget_mark() -> str:
    """SQL that drops what ``prepare_mark`` prepared."""
    return f"deallocate {_PREPARED}"


def unmark(migration: Migration, *, operation: str = "rollback") -> str:
    """SQL that records a migration as no longer applied; ``operation`` is yoyo's word, or ``unmark``."""
    return _UNMARK.format(**_values(migration, operation))


def adopt(connection: Connection, migrations: list[Migration]) -> None:
    """Record the checksums of migrations that another tool applied."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into _pgassay_ledger (migration_hash, migration_id, checksum, rollback_checksum) "
            "values (%s, %s, %s, %s) on conflict do nothing",
            [(m.hash, m.id, m.checksum, m.rollback_checksum) for m in migrations],
        )


def resume(connection: Connection, migration: Migration, direction: Direction) -> tuple[int, str] | None:
    """How far an interrupted migration came; None, and a new record, if none is under way.

    Returns:
        The number of statements done and what ``advance`` was told of them.
    """
    if row := connection.execute(_UNDER_WAY, (migration.hash, direction)).fetchone():
        return int(row[0]), str(row[1])
    connection.execute(
        _BEGIN, (migration.hash, migration.id, migration.checksum, migration.rollback_checksum, direction)
    )
    return None


def abandon(connection: Connection, migration: Migration) -> None:
    """Forget that a migration is under way, of which nothing was done."""
    connection.execute("update _pgassay_ledger set direction = null where migration_hash = %s", (migration.hash,))


def advance(connection: Connection, migration: Migration, *, done: int, checksum: str) -> None:
    """Record that the first ``done`` statements of a migration under way are done.

    Args:
        connection: in whose transaction it is recorded.
        migration: the one under way.
        done: how many statements.
        checksum: of their texts, so that a resumed migration can tell whether they changed.
    """
    connection.execute(_ADVANCE, (done, checksum, migration.hash))


def interrupted(connection: Connection) -> list[tuple[str, Direction, int]]:
    """Migrations that are under way or were interrupted: id, direction, statements done."""
    if not _has(connection, "_pgassay_ledger"):
        return []
    return connection.execute(
        "select migration_id, direction, statements_done from _pgassay_ledger where direction is not null"
    ).fetchall()


def _has(connection: Connection, table: str) -> bool:
    return connection.execute("select to_regclass(%s) is not null", (table,)).fetchone() == (True,)


def _values(migration: Migration, operation: str) -> dict[str, str]:
    user, host = _who()
    return {
        "hash": f"'{migration.hash}'",
        "id": quote(migration.id),
        "operation": f"'{operation}'",
        "user": user,
        "host": host,
    }


@cache
def _who() -> tuple[str, str]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "unknown"
    return quote(user), quote(socket.gethostname())
