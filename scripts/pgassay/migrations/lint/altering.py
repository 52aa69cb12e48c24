"""Recognise the actions of ALTER TABLE and its like."""

from __future__ import annotations

from pgassay.migrations.lint import definitions
from pgassay.migrations.lint.actions import Part
from pgassay.migrations.lint.reading import Reader, unquoted


def parts(reader: Reader) -> tuple[Part, ...]:
    """The actions behind the table's name; what is not known has the kind ``unknown``."""
    return tuple(_part(piece) for piece in reader.pieces())


def _part(reader: Reader) -> Part:
    if reader.accept("add"):
        return _add(reader)
    if reader.accept("drop"):
        return _drop(reader)
    if reader.accept("alter"):
        return _alter(reader)
    if reader.accept("validate", "constraint"):
        return Part("validate", unquoted(reader.name()))
    if reader.accept("rename"):
        return _rename(reader)
    if reader.accept("attach", "partition"):
        return Part("attach partition", reader.name())
    if reader.accept("detach", "partition"):
        name = reader.name()
        return Part(
            "detach partition", name, words=frozenset({w for w in ("concurrently", "finalize") if reader.has(w)})
        )
    if word := reader.accept_any("enable", "disable", "force"):
        return _switch(reader, word)
    if reader.accept("no", "force"):
        return Part("no force row security")
    if reader.accept("no", "inherit"):
        return Part("no inherit", reader.name())
    if reader.accept("inherit"):
        return Part("inherit", reader.name())
    if reader.accept("owner", "to"):
        return Part("owner", reader.name())
    if reader.accept("cluster", "on"):
        return Part("cluster on", reader.name())
    if reader.accept("set", "without", "cluster"):
        return Part("cluster on")
    if reader.accept("replica", "identity"):
        return Part("replica identity")
    if reader.accept("set"):
        return _set(reader)
    if reader.accept("reset"):
        return Part("options", words=_options(reader))
    return Part("unknown")


def _add(reader: Reader) -> Part:
    if definitions.starts_constraint(reader):
        found = definitions.constraint(reader)
        return Part("add constraint", found.name, constraint=found) if found else Part("unknown")
    reader.accept("column")
    words = frozenset({"if not exists"} if reader.accept("if", "not", "exists") else ())
    column = definitions.column(reader)
    return Part("add column", column.name, column=column, words=words)


def _drop(reader: Reader) -> Part:
    kind = "drop constraint" if reader.accept("constraint") else "drop column"
    reader.accept("column")
    words = {"if exists"} if reader.accept("if", "exists") else set()
    name = unquoted(reader.name())
    return Part(kind, name, words=frozenset(words | ({"cascade"} if reader.has("cascade") else set())))


def _alter(reader: Reader) -> Part:
    if reader.accept("constraint"):
        return Part("alter constraint", unquoted(reader.name()))
    reader.accept("column")
    name = unquoted(reader.name())
    if reader.accept("type") or reader.accept("set", "data", "type"):
        type = reader.until(("using", "collate")).text
        if reader.accept("collate"):
            reader.name()
        return Part("set type", name, type=type, using=reader.rest() if reader.accept("using") else None)
    for words, kind in (
        (("set", "not", "null"), "set not null"),
        (("drop", "not", "null"), "drop not null"),
        (("set", "default"), "set default"),
        (("drop", "default"), "set default"),
        (("drop", "expression"), "drop expression"),
        (("set", "expression"), "set expression"),
        (("drop", "identity"), "drop identity"),
        (("add", "generated"), "add identity"),
        (("set", "generated"), "set identity"),
        (("restart",), "set identity"),
        (("set", "statistics"), "set statistics"),
        (("set", "storage"), "set storage"),
        (("set", "compression"), "set compression"),
        (("set", "("), "column options"),
        (("reset", "("), "column options"),
        (("set",), "set identity"),  # set increment by, set start …
    ):
        if reader.accept(*words):
            return Part(kind, name)
    return Part("unknown", name)


def _rename(reader: Reader) -> Part:
    if reader.accept("to"):
        return Part("rename", reader.name())
    if reader.accept("constraint"):
        return Part("rename constraint", unquoted(reader.name()))
    reader.accept_any("column", "attribute")
    return Part("rename column", unquoted(reader.name()))


def _switch(reader: Reader, word: str) -> Part:
    if reader.accept("row", "level", "security"):
        return Part(f"{word} row security")
    reader.accept_any("replica", "always")
    kind = reader.accept_any("trigger", "rule")
    return Part(f"{word} {kind}" if kind else "unknown", unquoted(reader.name()))


def _set(reader: Reader) -> Part:
    if reader.accept("schema"):
        return Part("set schema", reader.name())
    if reader.accept("tablespace"):
        return Part("set tablespace")
    if reader.accept("access", "method"):
        return Part("set access method")
    if word := reader.accept_any("logged", "unlogged"):
        return Part(f"set {word}")
    if reader.word() == "(":
        return Part("options", words=_options(reader))
    return Part("unknown")


def _options(reader: Reader) -> frozenset[str]:
    inside = reader.parenthesis()
    return frozenset(piece.name().lower() for piece in inside.pieces()) if inside else frozenset()
