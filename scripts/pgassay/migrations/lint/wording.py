"""Hold a statement against the rules about what is written: names, types, and what no migration may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgassay import sql
from pgassay.errors import Place
from pgassay.migrations.history import Migration
from pgassay.migrations.lint.actions import Action
from pgassay.migrations.lint.findings import Finding
from pgassay.migrations.lint.reading import Reader, unquoted
from pgassay.migrations.lint.rules import RULES
from pgassay.migrations.lint.statements import recognise

_LONGEST = 63  # NAMEDATALEN - 1
# Types with the reason why not.
_TYPES = (
    (re.compile(r"(char|character|bpchar)(\(\d+\))?"), "char(n) pads with blanks"),
    (
        re.compile(r"(varchar|character varying)(\(\d+\))?"),
        "text with a named check says more and is changed more easily",
    ),
    (re.compile(r"timestamp(\(\d\))?( without time zone)?"), "timestamp does not say which instant it is: timestamptz"),
    (re.compile(r"time(\(\d\))? with time zone|timetz(\(\d\))?"), "timetz cannot tell summer from winter: timestamptz"),
    (re.compile(r"money"), "money depends on lc_monetary: numeric"),
    (re.compile(r"json"), "json keeps text: jsonb"),
    (re.compile(r"(big|small)?serial[248]?"), "serial leaves its sequence to itself: generated always as identity"),
)


def words(statement: sql.Statement, action: Action, migration: Migration, place: Place, via: str) -> Iterator[Finding]:
    """What is wrong with how a statement is written."""

    def found(rule: str, message: str, why: str = "") -> Finding:
        return Finding(RULES[rule], migration.id, place, message, why, via=via)

    for name, type in _typed(action):
        plain = re.sub(r"(\s*\[\d*\])+$| array$", "", type.lower()).removeprefix("pg_catalog.")
        for pattern, why in _TYPES:
            if pattern.fullmatch(plain):
                yield found("column-type", f"column {name} is {type}", why)
    if action.verb == "create" and action.kind == "enum":
        yield found("enum-type", f"type {action.new_names[0]}")
    for name in sorted(_long_names(statement)):
        yield found("long-identifier", f"{name!r} has {len(name.encode())} bytes")
    if action.says("if not exists") or any("if not exists" in part.words for part in action.parts):
        yield found("if-not-exists", f"{action.verb} {action.kind} {' '.join(action.new_names)}".strip())


def refused(migration: Migration, *, control: bool) -> Iterator[Finding]:
    """What no migration may hold: it cannot be replayed.

    Args:
        migration: its file is read.
        control: whether BEGIN and COMMIT are refused; else they must be a pair around the file.
    """
    open_at: Place | None = None
    for statement in sql.split(migration.text):
        place = Place(migration.path, statement.line)
        action = recognise(statement)

        def found(rule: str, message: str, at: Place = place) -> Finding:
            return Finding(RULES[rule], migration.id, at, message)

        if meta := next((token for token in statement.tokens if token.kind == "meta"), None):
            yield found("psql-command", meta.text.strip())
        elif action.verb == "transaction control":
            first = statement.words[0]
            if control:
                yield found("transaction-control", statement.text[:40])
            elif first in ("begin", "start"):
                open_at = place
            elif first in ("commit", "end", "rollback", "abort"):
                open_at = None
        elif migration.transactional and _concurrent(action):
            yield found("concurrently-in-transaction", statement.text.split("\n")[0][:60])
        elif statement.words[:1] == ("copy",) and _to_client(statement):
            yield found("copy-from-client", statement.text.split("\n")[0][:60])
    if open_at:
        yield Finding(RULES["open-transaction"], migration.id, open_at, "BEGIN without COMMIT")


def _concurrent(action: Action) -> bool:
    if action.says("concurrently"):
        return action.verb != "refresh"
    return any("concurrently" in part.words for part in action.parts)


def _to_client(statement: sql.Statement) -> bool:
    reader = Reader(statement.tokens)
    return reader.has("from", "stdin") or reader.has("to", "stdout")


def _typed(action: Action) -> Iterator[tuple[str, str]]:
    for column in action.columns:
        yield column.name, column.type
    for part in action.parts:
        if part.column:
            yield part.name, part.column.type
        elif part.kind == "set type":
            yield part.name, part.type


def _long_names(statement: sql.Statement) -> set[str]:
    names = {unquoted(token.text) for token in statement.tokens if token.kind in ("word", "identifier")}
    return {name for name in names if len(name.encode()) > _LONGEST}
