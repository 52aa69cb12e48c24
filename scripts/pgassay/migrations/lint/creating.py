"""Recognise what a CREATE makes."""

from __future__ import annotations

from dataclasses import replace

from pgassay.migrations.lint import definitions
from pgassay.migrations.lint.actions import WITHOUT_TABLE, Action, Column, Constraint
from pgassay.migrations.lint.reading import Reader


def create(reader: Reader) -> Action:
    """What a statement that begins with CREATE is."""
    words: set[str] = set()
    if reader.accept("or", "replace"):
        words.add("or replace")
    while word := reader.accept_any(
        "temp", "temporary", "unlogged", "global", "local", "unique", "recursive", "constraint"
    ):
        words.add("temp" if word == "temporary" else word)
    if reader.accept("table"):
        return _create_table(reader, words)
    if reader.accept("index"):
        return _create_index(reader, words)
    if reader.accept("view"):
        return Action("create view", "view", (reader.name(),), words=frozenset(words))
    if reader.accept("materialized", "view"):
        exists = _if_not_exists(reader, words)
        name = reader.name()
        filled = frozenset() if reader.has("with", "no", "data") else frozenset({"as"})
        return Action("create", "materialized view", new_names=(name,), words=exists | filled)
    if reader.accept("trigger"):
        name = reader.name()
        reader.until(("on",))
        reader.accept("on")
        table = reader.name()
        return Action("create trigger", "trigger", (table,), name, frozenset(words), new_names=(name,))
    for kind in ("policy", "rule"):
        if reader.accept(kind):
            name = reader.name()
            reader.until(("on",) if kind == "policy" else ("to",))
            reader.take()
            return Action(f"create {kind}", kind, (reader.name(),), name, frozenset(words), new_names=(name,))
    return _create_other(reader, words)


def _create_other(reader: Reader, words: set[str]) -> Action:
    if reader.accept("statistics"):
        exists = _if_not_exists(reader, words)
        name = reader.name() if reader.word() not in ("on", "(") else ""
        reader.parenthesis()
        reader.until(("from",))
        reader.accept("from")
        return Action("create statistics", "statistics", (reader.name(),), name, exists, new_names=(name,))
    if reader.accept("publication"):
        name = reader.name()
        tables: list[str] = []
        if reader.accept("for", "table"):
            for piece in reader.pieces():
                piece.accept("table")
                piece.accept("only")
                tables.append(piece.name())
        return Action("create publication", "publication", tuple(tables), name, new_names=(name,))
    if reader.accept("type"):
        name = reader.name()
        return Action("create", "enum" if reader.accept("as", "enum") else "type", new_names=(name,))
    kind = reader.word()
    known = kind in WITHOUT_TABLE or kind == "sequence"
    reader.take()
    if kind == "foreign" and reader.accept("table"):
        kind = "foreign table"
    exists = _if_not_exists(reader, words)
    name = reader.name()
    if kind == "sequence" and reader.has("owned", "by"):
        reader.until(("owned",))
        reader.accept("owned", "by")
        owner = reader.name().rpartition(".")[0]
        return Action("create sequence", kind, (owner,) if owner else (), words=exists, new_names=(name,))
    return Action("create" if known else "unknown", kind, words=exists, new_names=(name,))


def _if_not_exists(reader: Reader, words: set[str]) -> frozenset[str]:
    return frozenset(words | ({"if not exists"} if reader.accept("if", "not", "exists") else set()))


def _create_index(reader: Reader, words: set[str]) -> Action:
    if reader.accept("concurrently"):
        words.add("concurrently")
    exists = set(_if_not_exists(reader, words))
    name = reader.name() if reader.word() != "on" else ""
    reader.accept("on")
    if reader.accept("only"):
        exists.add("only")
    return Action("create index", "index", (reader.name(),), name, frozenset(exists), new_names=(name,))


def _create_table(reader: Reader, words: set[str]) -> Action:
    exists = _if_not_exists(reader, words)
    name = reader.name()
    action = Action("create table", "table", new_names=(name,), words=exists)
    if reader.accept("partition", "of"):
        action = replace(action, partition_of=reader.name())
    elif reader.accept("of"):
        reader.name()
    columns: list[Column] = []
    constraints: list[Constraint] = []
    inside = reader.parenthesis()
    for piece in inside.pieces() if inside else ():
        if definitions.starts_constraint(piece):
            if found := definitions.constraint(piece):
                constraints.append(found)
        elif piece.word() != "like":
            column = definitions.column(piece)
            columns.append(column)
            constraints += column.constraints
    if reader.has("as") or (inside is None and not action.partition_of):
        return replace(action, words=exists | {"as"})
    parents: tuple[str, ...] = ()
    if reader.accept("inherits"):
        listed = reader.parenthesis()
        parents = listed.names() if listed else ()
    return replace(action, columns=tuple(columns), constraints=tuple(constraints), parents=parents)
