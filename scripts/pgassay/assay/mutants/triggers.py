"""Triggers: when they fire, for what, and whether at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgassay.assay.expressions import variants
from pgassay.assay.facts import Facts, commented
from pgassay.assay.mutant import Mutant, mutant, quoted
from pgassay.assay.text import closing, pieces
from pgassay.catalogue import Object

_HEAD = re.compile(r"^(CREATE (?:CONSTRAINT )?TRIGGER .+?) (BEFORE|AFTER|INSTEAD OF) (.+?)( ON .+)$", re.DOTALL)
_STATES = {"always": "enable always", "replica": "enable replica", "disabled": "disable", "": "enable"}


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of triggers; those that partitions copy are left to the original."""
    for each in facts.on_tables("trigger"):
        if not each.has("inherited"):
            yield from _trigger(each)


def _trigger(trigger: Object) -> Iterator[Mutant]:
    table, name = quoted(*trigger.name[:2]), quoted(trigger.name[2])
    state = trigger.text("state")

    def made(operator: str, description: str, new: str, detail: str = "") -> Mutant:
        make = [f"drop trigger {name} on {table}", new, *commented(trigger)]
        if state:
            make.append(f"alter table {table} {_STATES[state]} trigger {name}")
        return mutant(trigger, "trigger", operator, description, make, detail=detail)

    yield mutant(trigger, "trigger", "dropped", "is gone", f"drop trigger {name} on {table}")
    for other in ("disabled", "") if state else ("disabled", "always"):
        if other != state:
            said = other or "as usual"
            make = f"alter table {table} {_STATES[other]} trigger {name}"
            yield mutant(trigger, "trigger", f"fires {said}", f"fires {said}", make)
    definition = trigger.text("definition")
    match = _HEAD.match(definition)
    if match is None:
        return
    head, timing, events, rest = match.groups()
    if timing != "INSTEAD OF":
        other = "AFTER" if timing == "BEFORE" else "BEFORE"
        yield made("timing exchanged", f"fires {other.lower()} the event", f"{head} {other} {events}{rest}")
    listed = events.split(" OR ")
    if len(listed) > 1:
        for event in listed:
            fewer = " OR ".join(each for each in listed if each != event)
            yield made("event removed", f"does not fire on {event}", f"{head} {timing} {fewer}{rest}", event)
    for event in listed:
        if " OF " in event:
            before, after = events.split(event, 1)
            yield from _update_of(event, f"{head} {timing} {before}", f"{after}{rest}", made)
    level = trigger.text("level")
    other = "STATEMENT" if level == "row" else "ROW"
    turned = rest.replace(f"FOR EACH {level.upper()}", f"FOR EACH {other}")
    yield made("level exchanged", f"fires for each {other.lower()}", f"{head} {timing} {events}{turned}")
    yield from _when(f"{head} {timing} {events}", rest, made)


def _update_of(event: str, before: str, after: str, made: object) -> Iterator[Mutant]:
    assert callable(made)  # noqa: S101
    update, _, listed = event.partition(" OF ")
    columns = listed.split(", ")
    yield made("update of widened", "fires on an update of any column", f"{before}{update}{after}")
    if len(columns) > 1:
        for column in columns:
            fewer = ", ".join(each for each in columns if each != column)
            new = f"{before}{update} OF {fewer}{after}"
            yield made("update of column removed", f"does not fire on an update of {column}", new, column)


def _when(head: str, rest: str, made: object) -> Iterator[Mutant]:
    assert callable(made)  # noqa: S101
    found = pieces(rest)
    place = next((i for i, piece in enumerate(found) if piece.word == "when" and piece.depth == 0), None)
    if place is None:
        return
    close = closing(found, place + 1)
    start, end = found[place + 1].start, found[close].end
    before, condition, after = rest[: found[place].start], rest[start:end], rest[end:]
    yield made("when removed", "fires for all rows", f"{head}{before}{after.lstrip()}")
    yield made("when negated", "fires for the other rows", f"{head}{before}WHEN (NOT {condition}){after}")
    for variant in variants(condition):
        new = f"{head}{before}WHEN {variant.text}{after}"
        yield made(f"when: {variant.operator}", f"in its condition, {variant.detail}", new, variant.detail)
