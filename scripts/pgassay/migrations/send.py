"""One message of SQL to the server, and, when the server stops it, where."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import psycopg
from psycopg import generators, pq

from pgassay import sql
from pgassay.errors import MigrationFailed, Place

Connection = psycopg.Connection[Any]
Result = pq.abc.PGresult

_WRITES = (b"INSERT", b"UPDATE", b"DELETE", b"MERGE ")

_AGAIN = "run the same command again: it finds out what is done and goes on from there"

_HINTS = {
    "55P03": "another transaction holds the lock, and the migration gave way to the running system: run again when "
    "it is quieter, or raise retry_for or lock_timeout (for a concurrent build concurrent_lock_timeout) in "
    "[tool.pgassay]",
    "57014": "it took longer than statement_timeout in [tool.pgassay] (a concurrent build: than "
    "concurrent_statement_timeout): make it smaller steps, or raise the limit",
    "25001": "such a statement goes into a migration of its own that begins with '-- transactional: false'",
    "57P01": _AGAIN,
    "57P02": _AGAIN,
    "57P03": _AGAIN,
    "40P01": "it and another transaction waited for each other: run again",
    "40001": "another transaction changed what it had read: run again",
}


def send(connection: Connection, query: str, *, path: Path) -> list[Result]:
    """Send SQL as it is (several statements, no parameters) and wait for all of its results.

    The server stops at the first error: only the last result can be one.

    Raises:
        MigrationFailed: the connection was lost; ``path`` is the file to name.
    """
    try:
        connection.pgconn.send_query(query.encode())
        return connection.wait(generators.execute(connection.pgconn))
    except psycopg.OperationalError as error:
        raise MigrationFailed(
            f"the connection was lost: {str(error).strip().splitlines()[0]}",
            where=Place(path),
            hint=_AGAIN,
        ) from None


def failed(result: Result) -> bool:
    """Whether the server stopped here."""
    return result.status not in (
        pq.ExecStatus.COMMAND_OK,
        pq.ExecStatus.TUPLES_OK,
        pq.ExecStatus.EMPTY_QUERY,
        pq.ExecStatus.SINGLE_TUPLE,
    )


def rows_written(results: list[Result]) -> int:
    """How many rows INSERT, UPDATE, DELETE and MERGE statements wrote."""
    return sum(result.command_tuples or 0 for result in results if (result.command_status or b"")[:6] in _WRITES)


def failure(result: Result, *, text: str, path: Path, offset: int = 0, statement: int = 0) -> MigrationFailed:
    """The server's error as a message with file, line and a caret under the place.

    Args:
        result: the failed one.
        text: the whole file.
        path: its path.
        offset: where the query that was sent begins in the text; negative when something stands before the text.
        statement: how many of the text's statements, from ``offset`` on, went well before it.
    """
    if result.status in (pq.ExecStatus.COPY_IN, pq.ExecStatus.COPY_OUT):
        return MigrationFailed("COPY to or from the client cannot run in a migration", where=Place(path))

    def said(name: pq.DiagnosticField) -> str:
        return (result.error_field(name) or b"").decode(errors="replace")

    sqlstate = said(pq.DiagnosticField.SQLSTATE)
    line = column = 0
    if position := said(pq.DiagnosticField.STATEMENT_POSITION):
        place = offset + int(position) - 1
        if sqlstate == "42601":  # a syntax error behind the text is one at its end
            place = min(place, len(text.rstrip()))
        if place <= len(text):
            line, column = sql.Lines(text).at(max(place, 0))
    else:
        statements = [each for each in sql.split(text) if each.start >= offset]
        if 0 <= statement < len(statements):
            line = statements[statement].line
    lines = [f"{said(pq.DiagnosticField.MESSAGE_PRIMARY)} ({sqlstate})"]
    if not line:
        lines.append("  after its last statement, " + ("as it was recorded" if position else "at the commit"))
    else:
        gutter = f"{line:>6} | "
        source = text.split("\n")[line - 1].rstrip("\r").replace("\t", " ")
        lines.append(gutter + source)
        if column:
            lines.append(" " * (len(gutter) + _width(source[: column - 1])) + "^")
    for label, name in (
        ("detail", pq.DiagnosticField.MESSAGE_DETAIL),
        ("hint", pq.DiagnosticField.MESSAGE_HINT),
        ("query", pq.DiagnosticField.INTERNAL_QUERY),
        ("context", pq.DiagnosticField.CONTEXT),
    ):
        if value := said(name):
            lines.append(f"  {label}: " + value.replace("\n", "\n    "))
    trouble = MigrationFailed("\n".join(lines), where=Place(path, max(line, 1)), hint=_HINTS.get(sqlstate))
    trouble.sqlstate = sqlstate
    return trouble


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(bool(unicodedata.combining(character)) for character in text)
