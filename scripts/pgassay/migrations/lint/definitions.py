"""Recognise what stands in CREATE TABLE and in ADD COLUMN: columns and constraints."""

from __future__ import annotations

from dataclasses import replace

from pgassay.migrations.lint.actions import Column, Constraint
from pgassay.migrations.lint.reading import Reader, unquoted

_ENDS_TYPE = frozenset(
    {
        "constraint", "not", "null", "check", "default", "generated", "unique", "primary", "references", "collate",
        "storage", "compression", "deferrable", "initially", "using", "options", "no",
    }
)  # fmt: skip
_TABLE_CONSTRAINTS = frozenset({"constraint", "check", "unique", "primary", "exclude", "foreign", "not"})


def starts_constraint(reader: Reader) -> bool:
    """Whether a table constraint comes next, not a column."""
    return reader.word() in _TABLE_CONSTRAINTS


def constraint(reader: Reader) -> Constraint | None:
    """A table constraint; None if it is not one that is known."""
    name = unquoted(reader.name()) if reader.accept("constraint") else ""
    found = _body(reader, columns=None)
    if found is None:
        return None
    found = replace(found, name=name)
    rest = reader.rest()
    return replace(found, not_valid=rest.has("not", "valid"))


def column(reader: Reader) -> Column:
    """A column's definition."""
    name = unquoted(reader.name())
    type = reader.until(_ENDS_TYPE).text
    default: Reader | None = None
    generated = ""
    constraints: list[Constraint] = []
    while reader:
        label = unquoted(reader.name()) if reader.accept("constraint") else ""
        if reader.accept("default"):
            default = reader.until(_ENDS_TYPE - {"null", "not", "using"} | {"null", "not"})
            if not default.tokens:  # default null
                default = reader.until(_ENDS_TYPE - {"null"})
        elif reader.accept("generated"):
            reader.accept("always")
            reader.accept("by", "default")
            reader.accept("as")
            if reader.accept("identity"):
                generated = "identity"
                reader.parenthesis()
            else:
                default = reader.parenthesis()
                generated = reader.accept_any("stored", "virtual") or "virtual"
        elif reader.accept("collate"):
            reader.name()
        elif reader.accept("storage") or reader.accept("compression"):
            reader.take()
        elif found := _body(reader, columns=(name,)):
            constraints.append(replace(found, name=label))
        elif not reader.accept("null"):
            reader.take()  # deferrable, initially deferred, options (…), no inherit
    return Column(name, type, default, generated, tuple(constraints))


def _body(reader: Reader, *, columns: tuple[str, ...] | None) -> Constraint | None:
    """A constraint behind its name; ``columns`` are given for one in a column's definition."""
    if reader.accept("check"):
        reader.parenthesis()
        return Constraint("check", columns=columns or ())
    if reader.accept("not", "null"):
        return Constraint("not null", columns=columns or (unquoted(reader.name()),))
    for kind in ("unique", "primary key"):
        if reader.accept(*kind.split()):
            return _unique(reader, kind, columns)
    if reader.accept("exclude"):
        if reader.accept("using"):
            reader.name()
        return Constraint("exclude", columns=reader.columns())
    if columns is None and reader.accept("foreign", "key"):
        columns = reader.columns()
    elif reader.word() != "references":
        return None
    if not reader.accept("references"):
        return None
    table = reader.name()
    reader.parenthesis()
    while reader.accept("match") or reader.accept("on"):
        while reader.accept_any("full", "simple", "partial", "delete", "update", "cascade", "restrict", "no", "action"):
            pass
        if reader.accept("set"):
            reader.take()
            reader.parenthesis()
    return Constraint("foreign key", columns=columns or (), references=table)


def _unique(reader: Reader, kind: str, columns: tuple[str, ...] | None) -> Constraint:
    if reader.accept("nulls"):
        reader.accept("not")
        reader.accept("distinct")
    if reader.accept("using", "index"):
        return Constraint(kind, index=reader.name())
    return Constraint(kind, columns=reader.columns() if columns is None else columns)
