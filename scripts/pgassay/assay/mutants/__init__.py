"""Generators of mutants, a module for each kind of object. ``generate`` calls all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pgassay.assay.facts import Facts
from pgassay.assay.mutant import Mutant
from pgassay.assay.mutants import (
    columns,
    constraints,
    foreign_keys,
    functions,
    indexes,
    others,
    policies,
    privileges,
    relations,
    triggers,
    types,
)

GENERATORS: tuple[Callable[[Facts], Iterator[Mutant]], ...] = (
    relations.generate,
    columns.generate,
    constraints.generate,
    foreign_keys.generate,
    indexes.generate,
    triggers.generate,
    functions.generate,
    policies.generate,
    privileges.generate,
    types.generate,
    others.generate,
)

KINDS = (
    "check", "column", "comment", "domain", "enum", "exclusion", "extension", "foreign key", "function", "index",
    "materialized view", "policy", "primary key", "privilege", "publication", "sequence", "statistics", "table",
    "table security", "text search", "trigger", "type", "unique", "view",
)  # fmt: skip
"""The kinds that reports tell apart; a database need not have all of them."""


def generate(facts: Facts) -> list[Mutant]:
    """Every mutant of a database, in the order of their ids, each once.

    Two operators that come to the same statements are one mutant: the first.
    """
    found: dict[str, Mutant] = {}
    seen: set[tuple[str, ...]] = set()
    for generator in GENERATORS:
        for each in generator(facts):
            if each.make not in seen:
                seen.add(each.make)
                found.setdefault(each.id, each)
    return [found[id] for id in sorted(found)]
