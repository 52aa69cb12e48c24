"""Tables as those see them who walk columns and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pgassay.catalogue.model import Catalogue, Object

TableName = tuple[str, str]
_PART = re.compile(r'"((?:[^"]|"")*)"|([^."]+)')


@dataclass(frozen=True)
class Check:
    """A check constraint.

    Attributes:
        name: its own.
        expression: what must not be false.
        columns: those it names.
    """

    name: str
    expression: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key.

    Attributes:
        name: its own.
        columns: of its table.
        references: the other table.
        referenced: that table's columns.
    """

    name: str
    columns: tuple[str, ...]
    references: TableName
    referenced: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with what hangs on it.

    Attributes:
        object: the table itself.
        columns: in order.
        checks: its check constraints.
        foreign_keys: those that leave it.
        partitions: bounds of its partitions; empty unless it is partitioned.
    """

    object: Object
    columns: tuple[Object, ...]
    checks: tuple[Check, ...]
    foreign_keys: tuple[ForeignKey, ...]
    partitions: tuple[str, ...] = ()

    @property
    def name(self) -> TableName:
        """Schema and name."""
        return (self.object.name[0], self.object.name[1])

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(each.name[2] for each in self.columns)

    def column(self, name: str) -> Object:
        """One of its columns."""
        return next(each for each in self.columns if each.name[2] == name)


def tables(catalogue: Catalogue) -> Mapping[TableName, Table]:
    """The tables that hold rows of their own or through partitions: neither partitions nor foreign tables."""
    known = _known.get(id(catalogue))
    if known is None or known[0] is not catalogue:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[id(catalogue)] = known = (catalogue, _tables(catalogue))
    return known[1]


_KEPT = 16
_known: dict[int, tuple[Catalogue, Mapping[TableName, Table]]] = {}
"""The latest answers; with each its catalogue, so that no other takes its place in memory."""


def _tables(catalogue: Catalogue) -> Mapping[TableName, Table]:
    bounds: dict[TableName, list[str]] = {}
    for each in catalogue.of_kind("table"):
        if parent := each.text("partition_of"):
            bounds.setdefault(_pair(parent), []).append(each.text("partition_bound"))
    found = {}
    for each in catalogue.of_kind("table"):
        if each.has("partition_of"):
            continue
        name = (each.name[0], each.name[1])
        members = catalogue.by_table.get(name, ())
        columns = sorted((m for m in members if m.kind == "column"), key=lambda m: int(m.text("position")))
        constraints = [member for member in members if member.kind == "constraint"]
        found[name] = Table(
            each,
            tuple(columns),
            tuple(_check(c) for c in constraints if c.text("type") == "check"),
            tuple(_foreign_key(c) for c in constraints if c.text("type") == "foreign key"),
            tuple(bounds.get(name, ())),
        )
    return found


def by_need(found: Mapping[TableName, Table]) -> list[Table]:
    """The tables, those that others refer to first; of a circle, the one with the fewest needs outside first."""
    needs = {name: {key.references for key in _required(table)} - {name} for name, table in found.items()}
    order: list[Table] = []
    left = dict.fromkeys(sorted(found))
    while left:
        free = [name for name in left if not needs[name] & left.keys()]
        for name in free or [min(left, key=lambda name: len(needs[name] & left.keys()))]:
            order.append(found[name])
            del left[name]
    return order


def split_name(text: str) -> tuple[str, ...]:
    """The parts of a qualified name, unquoted: ``shop."Order".id`` has three."""
    return tuple(quoted.replace('""', '"') if quoted or not plain else plain for quoted, plain in _PART.findall(text))


@cache
def expression_of(definition: str) -> str:
    """What stands in the parentheses of ``CHECK (…)``, without what follows."""
    start = definition.index("(")
    depth = 0
    quote = ""
    for position in range(start, len(definition)):
        character = definition[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        else:
            depth += (character == "(") - (character == ")")
            if depth == 0:
                return definition[start : position + 1]
    return definition[start:]


def _required(table: Table) -> Iterator[ForeignKey]:
    for key in table.foreign_keys:
        if all(table.column(name).has("not_null") for name in key.columns):
            yield key


def _check(constraint: Object) -> Check:
    return Check(constraint.name[2], expression_of(constraint.text("definition")), constraint.texts("columns"))


def _foreign_key(constraint: Object) -> ForeignKey:
    return ForeignKey(
        constraint.name[2],
        constraint.texts("columns"),
        _pair(constraint.text("references")),
        constraint.texts("referenced_columns"),
    )


def _pair(text: str) -> TableName:
    parts: Sequence[str] = split_name(text)
    return (parts[0], parts[1]) if len(parts) > 1 else ("pg_catalog", parts[0])
