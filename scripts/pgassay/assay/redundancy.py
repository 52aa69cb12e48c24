"""Objects whose work another does: no mutant of them can matter, so they are findings of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pgassay.assay.facts import Facts
from pgassay.assay.text import parted, pieces
from pgassay.catalogue import Object
from pgassay.catalogue.tables import expression_of

_BOUND = re.compile(r"(?P<what>.+?) (?P<operator><=|<|>=|>) \(?'?(?P<bound>-?[0-9]+(?:\.[0-9]+)?)'?\)?(?:::[\w ]+)?")


@dataclass(frozen=True)
class Finding:
    """One redundant object.

    Attributes:
        label: the object.
        what: what is the matter.
        because: which other does its work.
    """

    label: str
    what: str
    because: str


def find(facts: Facts) -> list[Finding]:
    """The redundant objects of a database, in the order of their names."""
    found: list[Finding] = []
    tables: dict[tuple[str, str], list[Object]] = {}
    for each in (*facts.on_tables("index"), *facts.on_tables("constraint")):
        tables.setdefault((each.name[0], each.name[1]), []).append(each)
    for table, members in sorted(tables.items()):
        found += _indexes([each for each in members if each.kind == "index"])
        found += _checks(facts, table, [each for each in members if each.text("type") == "check"])
        found += _foreign_keys([each for each in members if each.text("type") == "foreign key"])
    return sorted(found, key=lambda each: each.label)


def _indexes(indexes: list[Object]) -> Iterator[Finding]:
    for one in indexes:
        if one.has("constraint") or one.has("parent") or one.text("method") != "btree":
            continue
        for other in indexes:
            if other is one or other.has("invalid") or not _does_the_work_of(other, one):
                continue
            if _does_the_work_of(one, other) and not other.has("constraint") and other.name < one.name:
                continue  # they are the same: one of them is named
            yield Finding(one.label, "another index does its work", other.label)
            break


def _does_the_work_of(other: Object, one: Object) -> bool:
    """Whether whatever one index is for, the other is as well."""
    mine, its = _items(one), _items(other)
    if other.text("method") != one.text("method") or other.text("predicate") not in ("", one.text("predicate")):
        return False
    if other.text("predicate") != one.text("predicate"):
        return False  # a smaller index is cheaper: that is a reason
    if one.has("unique"):
        return other.has("unique") and mine == its and set(one.texts("include")) <= set(other.texts("include"))
    return its[: len(mine)] == mine and set(one.texts("include")) <= {*other.texts("include"), *other.texts("columns")}


def _items(index: Object) -> list[str]:
    parts = parted(index.text("definition"), behind="using")
    return parts.items if parts else []


def _checks(facts: Facts, table: tuple[str, str], checks: list[Object]) -> Iterator[Finding]:
    required = {each.name[2] for each in facts.columns(table) if each.has("not_null")}
    for one in checks:
        if one.has("inherited"):
            continue
        mine = _bare(expression_of(one.text("definition")))
        if (match := re.fullmatch(r'"?([^"\s]+)"? IS NOT NULL', mine)) and match[1] in required:
            yield Finding(one.label, "the column is NOT NULL already", f"column {'.'.join((*table, match[1]))}")
            continue
        for other in checks:
            its = _bare(expression_of(other.text("definition")))
            if other is one or other.has("not_valid"):
                continue
            if (its == mine and other.name < one.name) or _implies(its, mine):
                yield Finding(one.label, "another check implies it", other.label)
                break


def _implies(strong: str, weak: str) -> bool:
    """Whether one bound of a value, not the same, makes another needless."""
    first, second = _bound(strong), _bound(weak)
    if not first or not second or first["what"] != second["what"] or strong == weak:
        return False
    if first["operator"][0] != second["operator"][0]:
        return False
    one, other = float(first["bound"]), float(second["bound"])
    inside = one > other if first["operator"][0] == ">" else one < other
    return inside or (one == other and len(first["operator"]) < len(second["operator"]))


@cache
def _bound(expression: str) -> re.Match[str] | None:
    return _BOUND.fullmatch(" ".join(each.text for each in pieces(expression)))


def _foreign_keys(keys: list[Object]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], Object] = {}
    for one in keys:
        what = (one.texts("columns"), one.text("references"), one.texts("referenced_columns"))
        if what in seen:
            yield Finding(one.label, "another foreign key does its work", seen[what].label)
        seen.setdefault(what, one)


@cache
def _bare(expression: str) -> str:
    """An expression without the parentheses around it."""
    while expression.startswith("("):
        parts = parted(expression)
        if parts is None or parts.before or parts.after:
            break
        expression = expression[1:-1].strip()
    return expression
