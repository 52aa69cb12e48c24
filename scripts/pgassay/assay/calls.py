"""Calls of a function that tell a mutant of it from itself: arguments are tried until the answers differ."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from pgassay.assay.mutant import Mutant, literal, quoted
from pgassay.catalogue import Object

_CALLS = 400
_TOGETHER = "1s"
_NUMBERS = ("0", "1", "-1", "2", "7", "100")
_VALUES = {
    "boolean": ("true", "false"),
    "uuid": ("'00000000-0000-0000-0000-000000000000'::uuid", "'0190a3c4-5b6d-7e8f-9a0b-c1d2e3f4a5b6'::uuid"),
    "jsonb": ("'{}'::jsonb", "'[]'::jsonb", "'{\"a\": 1}'::jsonb", "'null'::jsonb"),
    "interval": ("interval '0'", "interval '1 day'", "interval '-1 day'", "interval '400 days'"),
    "date": ("date '2026-03-29'", "date '2026-12-31'"),
    "timestamp with time zone": ("timestamptz '2026-03-29 01:30+00'", "timestamptz '2026-12-31 23:59:59.999+00'"),
    "bytea": ("'\\x'::bytea", "'\\x00ff'::bytea"),
    "text[]": ("'{}'::text[]", "array['a', 'b']"),
    "regclass": ("'pg_catalog.pg_class'::regclass",),
}
_NUMERIC = ("integer", "bigint", "smallint", "numeric", "double precision")
_TEXTS = ("''", "' '", "'a'", "'A b'", "'élan'", "'a@b.example'", "'+216 20 123 456'", "'00000000'")


def telling(
    connection: psycopg.Connection[Any], function: Object, mutant: Mutant
) -> tuple[str, str | None, str, str] | None:
    """A call whose answer the mutant changes.

    Args:
        connection: to a clone, idle; nothing is left in it.
        function: that is weakened.
        mutant: of it.

    Returns:
        The call, its answer as text (None for NULL) or an empty text and the SQLSTATE and message of its error.
    """
    if function.kind != "function" or function.text("result") in ("trigger", "event_trigger", "void"):
        return None
    types = [part.strip() for part in function.name[2].split(",")] if function.name[2] else []
    calls = [f"{quoted(*function.name[:2])}({', '.join(each)})" for each in _arguments(types, function.text("body"))]
    if "SETOF" in function.text("result") or "TABLE" in function.text("result"):
        calls = [f"(select array_agg(t::text order by t::text) from {call} t)" for call in calls]
    usual = _answers(connection, (), calls)
    changed = _answers(connection, mutant.make, calls)
    # Asked twice: an answer that is another each time tells nothing.
    again = _answers(connection, (), calls)
    for call, one, other, same in zip(calls, usual, changed, again, strict=True):
        if one != other and one == same:
            return (call, *one)
    return None


def _arguments(types: Sequence[str], body: str) -> Iterator[tuple[str, ...]]:
    choices = []
    for type in types:
        if type in _NUMERIC:
            found = {number for text in re.findall(r"\b\d{1,9}\b", body) for number in _around(int(text))}
            values = [*_NUMBERS, *sorted(found - set(_NUMBERS), key=int)[:20]]
            values = [f"{value}::{type}" for value in values]
        elif type in ("text", "character varying"):
            words = [literal(word) for word in re.findall(r"'([^']{1,40})'", body)]
            values = [*_TEXTS, *dict.fromkeys(words)][:30]
        else:
            values = list(_VALUES.get(type, ()))
        choices.append([*values, f"null::{type}"])
    yield from itertools.islice(itertools.product(*choices), _CALLS)


def _around(number: int) -> tuple[str, str, str]:
    return str(number - 1), str(number), str(number + 1)


def _answers(
    connection: psycopg.Connection[Any], make: Sequence[str], calls: Sequence[str]
) -> list[tuple[str | None, str, str]]:
    found: list[tuple[str | None, str, str]] = []
    with connection.transaction(force_rollback=True):
        for statement in make:
            connection.execute(statement.encode())
        connection.execute(f"set local statement_timeout = '{_TOGETHER}'")
        for call in calls:
            try:
                with connection.transaction(force_rollback=True):
                    row = connection.execute(f"select ({call})::text".encode()).fetchone()
                    found.append((row[0] if row else None, "", ""))
            except psycopg.Error as error:
                found.append(("", error.sqlstate or "", error.diag.message_primary or ""))
    return found
