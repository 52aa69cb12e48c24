"""Move the objects of a context out of the schema where another tool made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pgassay.catalogue import Catalogue
from pgassay.errors import Refused

_MOVE = Path(__file__).with_name("adopt_move.sql").read_bytes()
_NAMED = ("schema", "column", "constraint", "index", "trigger", "policy", "rule")
"""What is not moved by its own name, but with the table it hangs on."""


@dataclass(frozen=True)
class Move:
    """What was done.

    Attributes:
        moved: the objects that are in the target schema now, as ``table users``.
        left: the others of the source schema.
    """

    moved: tuple[str, ...]
    left: tuple[str, ...]


def move(
    connection: psycopg.Connection[Any], *, source: str, expected: Catalogue, extensions: Mapping[str, str]
) -> Move:
    """Make the target schema and move into it what it is to hold, all in the open transaction.

    Args:
        connection: in a transaction, as whoever shall own what is moved.
        source: schema where the objects are.
        expected: what the migrations make of the target schema, the schema itself included.
        extensions: those that the migrations install, each with its schema; they are moved there, or installed.

    Raises:
        Refused: an extension cannot be installed or moved.
    """
    (target,) = expected.of_kind("schema")
    name = target.name[0]
    for extension, schema in extensions.items():
        _settle(connection, extension, schema)
    connection.execute(sql.SQL("create schema {}").format(sql.Identifier(name)))
    if comment := target.text("comment"):
        connection.execute(sql.SQL("comment on schema {} is {}").format(sql.Identifier(name), sql.Literal(comment)))
    names = sorted({each.name[1] for each in expected.objects if each.kind not in _NAMED and len(each.name) > 1})
    rows = connection.execute(_MOVE, {"source": source, "target": name, "names": names}).fetchall()
    moved: list[str] = []
    left: list[str] = []
    for kind, object_name, moves, statement, own in rows:
        if moves:
            connection.execute(statement.encode())
            connection.execute(own.encode())
        (moved if moves else left).append(f"{kind} {object_name}")
    return Move(tuple(moved), tuple(left))


def _settle(connection: psycopg.Connection[Any], extension: str, schema: str) -> None:
    row = connection.execute(
        "select extnamespace::regnamespace::text from pg_catalog.pg_extension where extname = %s", (extension,)
    ).fetchone()
    if row == (schema,):
        return
    how = "create extension {} with schema {}" if row is None else "alter extension {} set schema {}"
    try:
        connection.execute(sql.SQL(how).format(sql.Identifier(extension), sql.Identifier(schema)))
    except psycopg.Error as error:
        where = f"is in schema {row[0]} and" if row else "is not installed and"
        raise Refused(
            f"extension {extension} {where} cannot be brought to {schema}: {error.diag.message_primary}",
            hint="bring it there by hand, as a superuser, and start again",
        ) from None
