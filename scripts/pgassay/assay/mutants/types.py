"""Sequences, enums, domains and composite types."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pgassay.assay.facts import Facts
from pgassay.assay.mutant import Mutant, literal, mutant, quoted
from pgassay.assay.mutants.columns import _types as near_types
from pgassay.catalogue import Object


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of sequences and types."""
    for each in facts.catalogue.of_kind("sequence"):
        yield from _sequence(each)
    for each in facts.catalogue.of_kind("enum"):
        yield from _enum(each)
    for each in facts.catalogue.of_kind("domain"):
        yield from _domain(each)
    for each in facts.catalogue.of_kind("composite type"):
        yield mutant(each, "type", "dropped", "is gone", f"drop type {quoted(*each.name)}")
    for each in facts.catalogue.of_kind("attribute"):
        for new in near_types(each.text("type")):
            change = f"alter type {quoted(*each.name[:2])} alter attribute {quoted(each.name[2])} type {new}"
            yield mutant(each, "type", "type changed", f"is of type {new}", change, detail=new)


def _sequence(sequence: Object) -> Iterator[Mutant]:
    alter = f"alter sequence {quoted(*sequence.name)}"

    def made(operator: str, description: str, change: str) -> Mutant:
        return mutant(sequence, "sequence", operator, description, f"{alter} {change}")

    if not sequence.has("identity"):
        yield mutant(sequence, "sequence", "dropped", "is gone", f"drop sequence {quoted(*sequence.name)}")
    increment = int(sequence.text("increment"))
    yield made("increment changed", f"counts by {increment + 1}", f"increment {increment + 1}")
    turned = "no cycle" if sequence.has("cycle") else "cycle"
    yield made("cycle changed", f"is {turned}", turned)
    if sequence.has("owned_by") and not sequence.has("identity"):
        yield made("ownership removed", "belongs to no column", "owned by none")


def _enum(enum: Object) -> Iterator[Mutant]:
    name, labels = quoted(*enum.name), enum.texts("labels")
    which = f"enumtypid = {literal(name)}::regtype"
    yield mutant(enum, "enum", "label added", "has one label more", f"alter type {name} add value 'one label more'")
    for label in labels:
        # There is no command for it.
        gone = f"delete from pg_catalog.pg_enum where {which} and enumlabel = {literal(label)}"
        yield mutant(enum, "enum", "label removed", f"is without {label}", gone, detail=label)
        new = f"alter type {name} rename value {literal(label)} to {literal(label + '_')}"
        yield mutant(enum, "enum", "label renamed", f"{label} is called {label}_", new, detail=label)
    for first, second in pairwise(labels):
        steps = ((first, "(neither)"), (second, first), ("(neither)", second))
        make = [f"alter type {name} rename value {literal(old)} to {literal(new)}" for old, new in steps]
        yield mutant(
            enum, "enum", "labels exchanged", f"{second} comes before {first}", make, detail=f"{first} {second}"
        )


def _domain(domain: Object) -> Iterator[Mutant]:
    alter = f"alter domain {quoted(*domain.name)}"
    if domain.has("not_null"):
        yield mutant(domain, "domain", "not null removed", "may be null", f"{alter} drop not null")
    else:
        yield mutant(domain, "domain", "not null added", "may not be null", f"{alter} set not null")
    if domain.has("default"):
        yield mutant(domain, "domain", "default removed", "has no default", f"{alter} drop default")
