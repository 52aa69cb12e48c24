"""Run migrations: many in one message, each with its record; or one statement by statement."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import pq
from psycopg.sql import SQL, Identifier

from pgassay import sql
from pgassay.errors import MigrationFailed, Place, Refused
from pgassay.migrations import ledger
from pgassay.migrations.history import Migration
from pgassay.migrations.send import Connection, failed, failure, rows_written, send

# A migration may change role, search_path or any setting: its records are written as the migrator.
_BEFORE = "begin;"
_AFTER = "\n;reset session authorization; reset all"  # the former resets the role, too


class Index(NamedTuple):
    """An index that a statement builds or drops concurrently.

    Attributes:
        name: its name, qualified where the statement says so.
        table: the table's name as the statement writes it; empty for a drop.
        builds: whether it is built, not dropped.
    """

    name: str
    table: str
    builds: bool


class Part(NamedTuple):
    """One migration of a message: which, in which direction, and the file that runs."""

    migration: Migration
    direction: ledger.Direction
    path: Path
    text: str

    @property
    def may_be_prepared(self) -> bool:
        """Whether its record may be a prepared statement: one that deallocates would take that away."""
        return self.direction == "apply" and "deallocate" not in self.text.lower()

    def record(self, *, prepared: bool) -> str:
        """SQL that records it."""
        if self.direction == "rollback":
            return ledger.unmark(self.migration)
        return ledger.prepared_mark(self.migration) if prepared else ledger.mark(self.migration)


def part(migration: Migration, direction: ledger.Direction) -> Part:
    """A migration as part of a message."""
    if direction == "apply":
        return Part(migration, direction, migration.path, migration.text)
    return Part(migration, direction, migration.rollback_path, migration.rollback_text or "")


def together(connection: Connection, parts: Sequence[Part]) -> tuple[int, MigrationFailed | None]:
    """Run migrations, each in a transaction of its own with its record, in one message to the server.

    The server reads a message as a whole before it runs any of it: when one of several migrations has a syntax
    error, they are sent again one by one, so that those before it stay and the place is the right one.

    A thousand small ones are answered in a third of the time that a round trip for each statement takes.

    Args:
        connection: in autocommit mode.
        parts: in order.

    Returns:
        How many were committed, and why the next one was not; what the server stopped left nothing behind.
    """
    prepared = len(parts) > 1 and all(each.may_be_prepared for each in parts)
    starts, query = [], f"{ledger.prepare_mark()};" if prepared else ""
    for each in parts:
        query += _BEFORE
        starts.append(len(query))
        query += f"{each.text}{_AFTER};{each.record(prepared=prepared)};commit;"
    query += ledger.forget_mark() if prepared else ""
    committed, statement = 0, -1 if prepared else 0
    results = send(connection, query, path=parts[0].path)
    if len(parts) > 1 and failed(results[0]):
        for number, each in enumerate(parts):
            _, trouble = together(connection, [each])
            if trouble:
                return number, trouble
        return len(parts), None
    for result in results:
        if failed(result):
            stopped = parts[committed]
            _leave_transaction(connection, prepared=prepared)
            return committed, failure(
                result,
                text=stopped.text,
                path=stopped.path,
                offset=-starts[committed],
                statement=statement - 1,  # the first is BEGIN
            )
        statement += 1
        if result.command_status == b"COMMIT":
            committed, statement = committed + 1, 0
    if committed < len(parts):
        stopped = parts[committed]
        _leave_transaction(connection, prepared=prepared)
        return committed, MigrationFailed("ended the transaction it runs in", where=Place(stopped.path))
    return committed, None


def _leave_transaction(connection: Connection, *, prepared: bool) -> None:
    if connection.closed:
        return
    if connection.pgconn.transaction_status != pq.TransactionStatus.IDLE:
        connection.execute("rollback")
    if prepared:
        connection.execute(ledger.forget_mark())


def whole(connection: Connection, text: str, path: Path) -> int:
    """Run a file inside the transaction that is open on ``connection``.

    Returns:
        How many rows its INSERT, UPDATE, DELETE and MERGE statements wrote.

    Raises:
        MigrationFailed: with the place in the file and the server's words.
    """
    return _run(connection, text + _AFTER, text=text, path=path, offset=0)


def by_statement(
    connection: Connection, migration: Migration, direction: ledger.Direction, *, timeouts: tuple[str, str]
) -> None:
    """Run a file that is not one transaction, statement by statement, from where it was interrupted.

    What can run in a transaction is committed together with the record that it is done. What cannot (a
    concurrent index) is judged by the catalogue: built, half built and invalid, or not begun.

    Args:
        connection: in autocommit mode, the migrations' lock held on it.
        migration: the one to run.
        direction: which of its files.
        timeouts: lock_timeout and statement_timeout for statements that build without blocking.

    Raises:
        MigrationFailed: with the place in the file and the server's words; what is done stays recorded.
        Refused: the part that was done by an interrupted run has been edited since.
    """
    text = migration.text if direction == "apply" else migration.rollback_text or ""
    path = migration.path if direction == "apply" else migration.rollback_path
    statements = sql.split(text)
    resumed = ledger.resume(connection, migration, direction)
    done, checksum = resumed or (0, "")
    if done and checksum != _checksum(statements[:done]):
        raise Refused(
            f"{migration.id} was interrupted after its statement {done}, and what was already run has been edited",
            where=Place(path),
            hint="restore these statements; those after them may be changed",
        )
    for number, statement in enumerate(statements[done:], done + 1):
        checksum = _checksum(statements[:number])
        try:
            if runs_alone(statement):
                once_more = resumed is not None and number == done + 1
                _alone(connection, statement, text=text, path=path, timeouts=timeouts, resumed=once_more)
                ledger.advance(connection, migration, done=number, checksum=checksum)
                continue
            with connection.transaction():
                _run(connection, statement.text + _AFTER, text=text, path=path, offset=statement.start)
                ledger.advance(connection, migration, done=number, checksum=checksum)
        except MigrationFailed:
            if number == 1 and not connection.closed:
                ledger.abandon(connection, migration)
            raise


def _alone(
    connection: Connection,
    statement: sql.Statement,
    *,
    text: str,
    path: Path,
    timeouts: tuple[str, str],
    resumed: bool,
) -> None:
    """Run a statement that no transaction may hold; a concurrent index that is built already is not built again."""
    for name, value in zip(("lock_timeout", "statement_timeout"), timeouts, strict=True):
        connection.execute("select set_config(%s, %s, false)", (name, value))
    index = concurrent_index(statement)
    try:
        if index is None or not _settled(connection, index, resumed=resumed):
            _run(connection, statement.text, text=text, path=path, offset=statement.start)
    except MigrationFailed:
        if index and not connection.closed:
            connection.execute("reset all")  # not the long timeouts again
            with contextlib.suppress(psycopg.Error):  # the next run finds it
                _drop_if_invalid(connection, index)
        raise
    finally:
        if not connection.closed:
            connection.execute("reset session authorization")
            connection.execute("reset all")


def concurrent_index(statement: sql.Statement) -> Index | None:
    """The index that a statement builds or drops concurrently, if that is what it does."""
    words = [token.text.lower() for token in statement.tokens]
    if words[:1] not in (["create"], ["drop"]) or "index" not in words[:3] or "concurrently" not in words[:4]:
        return None
    rest = statement.tokens[words.index("concurrently") + 1 :]
    if words[0] == "drop":
        return Index(_name(rest), "", builds=False)
    on = next(i for i, token in enumerate(rest) if token.text.lower() == "on")
    table = rest[on + 1 :]
    return Index(_name(rest[:on]), _name(table[1:] if table[0].text.lower() == "only" else table), builds=True)


def _name(tokens: Sequence[sql.Token]) -> str:
    """The possibly qualified name with which the tokens begin."""
    parts = [tokens[0].text]
    for dot, part in zip(tokens[1::2], tokens[2::2], strict=False):
        if dot.text != ".":
            break
        parts += [".", part.text]
    return "".join(parts)


def runs_alone(statement: sql.Statement) -> bool:
    """Whether PostgreSQL refuses the statement inside a transaction block."""
    words = statement.words
    if "concurrently" in words:
        return words[:2] != ("refresh", "materialized")
    return words[:1] in (("vacuum",), ("call",)) or words[:2] in (
        ("alter", "system"),
        ("create", "database"),
        ("drop", "database"),
        ("create", "tablespace"),
        ("drop", "tablespace"),
        ("create", "subscription"),
        ("drop", "subscription"),
    )


def _settled(connection: Connection, index: Index, *, resumed: bool) -> bool:
    """Whether an interrupted run already did this; what it left half done is removed."""
    state = _state(connection, index)
    if not index.builds:
        return resumed and state is None
    if state is not None and not state[0]:
        _drop_if_invalid(connection, index)
        return False
    return resumed and state is not None


def _state(connection: Connection, index: Index) -> tuple[bool, str, str] | None:
    """Whether an index is valid, its schema and its name; None if there is none."""
    if index.builds:  # the name of a new index is never qualified: it lies where its table does
        condition = (
            "c.relname = (parse_ident(%s))[1] "
            "and c.relnamespace = (select relnamespace from pg_class where oid = to_regclass(%s))"
        )
        names = [index.name, index.table]
    else:
        condition, names = "c.oid = to_regclass(%s)", [index.name]
    row = connection.execute(
        "select i.indisvalid and i.indisready, n.nspname, c.relname from pg_index i "
        "join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace "
        f"where {condition}",
        names,
    ).fetchone()
    return (bool(row[0]), str(row[1]), str(row[2])) if row else None


def _drop_if_invalid(connection: Connection, index: Index) -> None:
    state = _state(connection, index)
    if index.builds and state and not state[0]:
        name = Identifier(state[1], state[2])
        connection.execute(SQL("drop index concurrently {}").format(name))


def _checksum(statements: Sequence[sql.Statement]) -> str:
    return hashlib.sha256("\n".join(statement.text for statement in statements).encode()).hexdigest()


def _run(connection: Connection, query: str, *, text: str, path: Path, offset: int) -> int:
    """Run a part of a file, perhaps with more behind it; returns the number of rows written."""
    results = send(connection, query, path=path)
    if failed(results[-1]):
        raise failure(results[-1], text=text, path=path, offset=offset, statement=len(results) - 1)
    return rows_written(results)
