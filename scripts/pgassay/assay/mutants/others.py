"""Comments, statistics, publications, text search."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgassay.assay.facts import Facts, target
from pgassay.assay.mutant import Mutant, mutant, quoted
from pgassay.catalogue import Object

_COMMENTED = frozenset(
    {
        "table", "view", "materialized view", "foreign table", "column", "constraint", "domain constraint", "index",
        "trigger", "policy", "rule", "function", "procedure", "schema", "sequence", "enum", "domain",
        "composite type", "range type", "statistics",
    }
)  # fmt: skip


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of what hangs beside the tables."""
    for each in facts.catalogue.objects:
        if each.kind in _COMMENTED and each.has("comment") and not _of_partition(facts, each):
            gone = f"comment on {target(each)} is null"
            yield mutant(each, "comment", "comment removed", "has no comment", gone)
    for each in facts.catalogue.of_kind("statistics"):
        yield mutant(each, "statistics", "dropped", "is gone", f"drop statistics {quoted(*each.name)}")
    for each in facts.catalogue.of_kind("rule"):
        drop = f"drop rule {quoted(each.name[2])} on {quoted(*each.name[:2])}"
        yield mutant(each, "rule", "dropped", "is gone", drop)
    for each in facts.catalogue.of_kind("publication"):
        yield from _publication(each)
    for (schema, name), aliases in facts.mappings.items():
        configuration = Object("text search configuration", (schema, name))
        for alias in aliases:
            gone = f"alter text search configuration {quoted(schema, name)} drop mapping for {alias}"
            said = f"knows no {alias}"
            yield mutant(configuration, "text search", "mapping removed", said, gone, detail=alias)


def _of_partition(facts: Facts, each: Object) -> bool:
    return each.table in facts.partitions or each.name in facts.partitions


def _publication(publication: Object) -> Iterator[Mutant]:
    name = quoted(*publication.name)
    yield mutant(publication, "publication", "dropped", "is gone", f"drop publication {name}")
    for entry in publication.texts("tables"):
        table = re.split(r" \(| where ", entry)[0]
        gone = f"alter publication {name} drop table {table}"
        yield mutant(publication, "publication", "table left out", f"is without {table}", gone, detail=table)
    published = publication.texts("publishes")
    for event in published:
        rest = ", ".join(each for each in published if each != event)
        change = f"alter publication {name} set (publish = '{rest}')"
        yield mutant(publication, "publication", "event left out", f"sends no {event}", change, detail=event)
