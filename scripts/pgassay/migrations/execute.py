"""Send one migration's text to the server, and say exactly where the server stopped it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg import generators, pq
from psycopg.sql import SQL, Identifier

from pgassay import sql
from pgassay.errors import MigrationFailed, Place, Refused
from pgassay.migrations import ledger
from pgassay.migrations.history import Migration

Connection = psycopg.Connection[Any]

# A migration may change role, search_path or any setting: its records are written as the migrator.
_BEFORE = "begin;"
_AFTER = "\n;reset session authorization; reset role; reset all"

_WRITES = (b"INSERT", b"UPDATE", b"DELETE", b"MERGE ")

_HINTS = {
    "55P03": "another transaction holds the lock, and the migration gave way to the running system: run again when "
    "it is quieter, or raise lock_timeout in [tool.pgassay]",
    "57014": "it took longer than statement_timeout in [tool.pgassay]: make it smaller steps, or raise the limit",
    "40P01": "it and another transaction waited for each other: run again",
}


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


def at_once(connection: Connection, migration: Migration, direction: ledger.Direction, *, record: str) -> None:
    """Run a migration, record it and commit: one transaction, and one message to the server.

    Args:
        connection: in autocommit mode.
        migration: the one to run.
        direction: which of its files.
        record: SQL that records it.

    Raises:
        MigrationFailed: with the place in the file and the server's words; nothing is left behind.
    """
    text = migration.text if direction == "apply" else migration.rollback_text or ""
    path = migration.path if direction == "apply" else migration.rollback_path
    query = f"{_BEFORE}{text}{_AFTER};{record};commit"
    try:
        _send(connection, query, text=text, path=path, offset=-len(_BEFORE))
    finally:
        if connection.pgconn.transaction_status in (pq.TransactionStatus.INTRANS, pq.TransactionStatus.INERROR):
            connection.execute("rollback")


def whole(connection: Connection, text: str, path: Path) -> int:
    """Run a file inside the transaction that is open on ``connection``.

    Returns:
        How many rows its INSERT, UPDATE, DELETE and MERGE statements wrote.

    Raises:
        MigrationFailed: with the place in the file and the server's words.
    """
    return _send(connection, text + _AFTER, text=text, path=path, offset=0)


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
        if not _runs_alone(statement):
            with connection.transaction():
                _send(connection, statement.text + _AFTER, text=text, path=path, offset=statement.start)
                ledger.advance(connection, migration, done=number, checksum=checksum)
            continue
        index = concurrent_index(statement)
        if index is None or not _settled(connection, index, resumed=resumed is not None and number == done + 1):
            for name, value in zip(("lock_timeout", "statement_timeout"), timeouts, strict=True):
                connection.execute("select set_config(%s, %s, false)", (name, value))
            try:
                _send(connection, statement.text, text=text, path=path, offset=statement.start)
            except MigrationFailed:
                if index and not connection.closed:
                    _drop_if_invalid(connection, index)
                raise
            finally:
                if not connection.closed:
                    connection.execute("reset all")
        ledger.advance(connection, migration, done=number, checksum=checksum)


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


def _runs_alone(statement: sql.Statement) -> bool:
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


def _send(connection: Connection, query: str, *, text: str, path: Path, offset: int) -> int:
    """Send SQL as it is (several statements, no parameters) and wait for all of its results.

    Returns the number of rows written.

    Args:
        connection: where to.
        query: what to send; a part of ``text``, perhaps with more behind it.
        text: the whole file.
        path: its path.
        offset: where ``query`` begins in ``text``; negative when something stands before the text.
    """
    try:
        connection.pgconn.send_query(query.encode())
        results = connection.wait(generators.execute(connection.pgconn))
    except psycopg.OperationalError as error:
        raise MigrationFailed(
            f"the connection was lost: {str(error).strip().splitlines()[0]}",
            where=Place(path),
            hint="run the same command again: it goes on from a clean state",
        ) from None
    for number, result in enumerate(results):
        if result.status in (pq.ExecStatus.FATAL_ERROR, pq.ExecStatus.BAD_RESPONSE):
            raise failure(result, text=text, path=path, offset=offset, statement=number)
        if result.status in (pq.ExecStatus.COPY_IN, pq.ExecStatus.COPY_OUT):
            raise MigrationFailed("COPY to or from the client cannot run in a migration", where=Place(path))
    written = (result.command_tuples for result in results if (result.command_status or b"")[:6] in _WRITES)
    return sum(count or 0 for count in written)


def failure(result: pq.abc.PGresult, *, text: str, path: Path, offset: int = 0, statement: int = 0) -> MigrationFailed:
    """The server's error as a message with file, line and a caret under the place.

    Args:
        result: the failed one.
        text: the whole file.
        path: its path.
        offset: where the query that was sent begins in the text.
        statement: how many of the query's statements went well before it.
    """

    def said(name: pq.DiagnosticField) -> str:
        return (result.error_field(name) or b"").decode(errors="replace")

    sqlstate = said(pq.DiagnosticField.SQLSTATE)
    line = column = 0
    if position := said(pq.DiagnosticField.STATEMENT_POSITION):
        if (place := offset + int(position) - 1) < len(text):
            line, column = sql.Lines(text).at(max(place, 0))
    else:
        before = 1 if offset < 0 else 0
        statements = [each for each in sql.split(text) if each.start >= offset]
        if statement - before < len(statements):
            line = statements[max(statement - before, 0)].line
    lines = [f"{said(pq.DiagnosticField.MESSAGE_PRIMARY)} ({sqlstate})"]
    if line:
        gutter = f"{line:>6} | "
        lines.append(gutter + text.splitlines()[line - 1].replace("\t", " "))
        if column:
            lines.append(" " * (len(gutter) + column - 1) + "^")
    for label, name in (
        ("detail", pq.DiagnosticField.MESSAGE_DETAIL),
        ("hint", pq.DiagnosticField.MESSAGE_HINT),
        ("context", pq.DiagnosticField.CONTEXT),
    ):
        if value := said(name):
            lines.append(f"  {label}: " + value.replace("\n", "\n    "))
    return MigrationFailed("\n".join(lines), where=Place(path, max(line, 1)), hint=_HINTS.get(sqlstate))
