"""Look into DO blocks and functions: the statements of their bodies that matter for locks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pgassay import sql
from pgassay.migrations.lint.reading import Reader, unquoted
from pgassay.migrations.lint.statements import recognise

# What the server does not tell an event trigger, so that the body is read for it.
_UNTOLD = frozenset({"truncate", "lock", "update", "delete", "cluster", "vacuum", "reindex"})
_BEFORE = frozenset({";", "begin", "then", "else", "loop"})
_HARMLESS = frozenset({"select", "insert", "update", "delete", "with", "set", "reset", "notify", "values"})
_QUOTES = re.compile(r"^(\$\w*\$)(.*)\1$", re.DOTALL)


@dataclass(frozen=True)
class Inner:
    """A statement in a body.

    Attributes:
        statement: its text; of EXECUTE, the statement that the literal begins.
        line: within the body, from 1.
        dynamic: whether it is an EXECUTE whose statement is not known before it runs.
    """

    statement: sql.Statement
    line: int
    dynamic: bool = False


def content(literal: str) -> str:
    """The text of a string literal."""
    if match := _QUOTES.match(literal):
        return match[2]
    quote = literal.find("'")
    return literal[quote + 1 : -1].replace("''", "'") if quote >= 0 else literal


def statements(body: str) -> Iterator[Inner]:
    """The statements of a PL/pgSQL or SQL body that lock or write and that no event trigger is told of, and EXECUTE."""
    lines = sql.Lines(body)
    tokens = [token for token in sql.tokens(body) if token.kind != "comment"]
    place = 0
    while place < len(tokens):
        before = tokens[place - 1].text.lower() if place else ";"
        word = tokens[place].text.lower()
        if before in _BEFORE and (word in _UNTOLD or word == "execute"):
            end = next((i for i in range(place, len(tokens)) if tokens[i].text == ";"), len(tokens))
            part = tokens[place:end]
            line = lines.at(part[0].start)[0]
            if word == "execute":
                yield from _executed(part, line)
            else:
                yield Inner(_statement(body, part, line), line)
            place = end
        place += 1


def calls(tokens: Sequence[sql.Token]) -> list[str]:
    """The qualified names in a statement or body that a parenthesis follows: functions that it may call."""
    reader = Reader([token for token in tokens if token.kind != "comment"])
    found: list[str] = []
    while reader:
        name = reader.name()
        if not name:
            reader.place += 1
        elif "." in name and reader.word() == "(":
            found.append(".".join(unquoted(part.text) for part in sql.tokens(name) if part.text != "."))
    return found


def _executed(part: Sequence[sql.Token], line: int) -> Iterator[Inner]:
    reader = Reader(part[1:])
    literal = next((token for token in part[1:3] if token.kind == "string"), None)
    if reader.accept("format", "("):
        literal = reader.tokens[reader.place] if reader and reader.tokens[reader.place].kind == "string" else None
    if literal is None:
        yield Inner(sql.Statement("", 0, line, ()), line, dynamic=True)
        return
    for statement in sql.split(content(literal.text))[:1]:
        first = statement.words[0] if statement.words else ""
        if first not in _HARMLESS:
            if not _is_harmless(statement):
                yield Inner(statement, line, dynamic=True)
        elif first in _UNTOLD:
            yield Inner(statement, line)


def _is_harmless(template: sql.Statement) -> bool:
    """Whether a statement locks no table, whatever the names that are put into it."""
    filled = sql.split(re.sub(r"%(?:\d+\$)?[ILs]", "name", template.text))
    action = recognise(filled[0])
    return action.verb in ("other", "grant", "revoke") or (action.verb == "create" and not action.kind.endswith("view"))


def _statement(body: str, part: Sequence[sql.Token], line: int) -> sql.Statement:
    end = part[-1].start + len(part[-1].text)
    return sql.Statement(body[part[0].start : end], part[0].start, line, tuple(part))
