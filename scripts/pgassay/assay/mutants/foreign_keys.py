"""Foreign keys: actions, columns, deferrability, validity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgassay.assay.facts import Facts
from pgassay.assay.mutant import Mutant, mutant, quoted
from pgassay.assay.mutants.constraints import recreated
from pgassay.catalogue import Object

_ACTIONS = ("no action", "restrict", "cascade", "set null", "set default")
_DEFERRABILITY = re.compile(r" DEFERRABLE(?: INITIALLY DEFERRED)?")
_NOT_VALID = re.compile(r" NOT VALID\b")


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of foreign keys."""
    for each in facts.on_tables("constraint"):
        if each.text("type") == "foreign key" and not each.has("inherited"):
            yield from _key(each)


def _key(key: Object) -> Iterator[Mutant]:
    definition = key.text("definition")
    alter, name = f"alter table {quoted(*key.name[:2])}", quoted(key.name[2])

    def made(operator: str, description: str, new: str, detail: str = "") -> Mutant:
        return mutant(key, "foreign key", operator, description, recreated(None, key, new), detail=detail)

    yield mutant(key, "foreign key", "removed", "is gone", f"{alter} drop constraint {name}")
    for event in ("delete", "update"):
        for action in _ACTIONS:
            if action != key.text(f"on_{event}"):
                new = with_action(definition, event, action)
                yield made(f"on {event} changed", f"on {event} it does {action}", new, action)
    columns, referenced = list(key.texts("columns")), list(key.texts("referenced_columns"))
    if len(columns) > 1:
        exchanged = [columns[-1], *columns[1:-1], columns[0]]
        new = definition.replace(_list(columns), _list(exchanged), 1)
        if new != definition:
            yield made("column exchanged", f"its columns are {', '.join(exchanged)}", new)
        for place, column in enumerate(columns):
            rest = [each for each in columns if each != column]
            other = [each for number, each in enumerate(referenced) if number != place]
            new = definition.replace(_list(columns), _list(rest), 1).replace(_list(referenced), _list(other), 1)
            yield made("column removed", f"is without {column}", new, column)
    plain = _DEFERRABILITY.sub("", definition)
    if key.has("deferrable"):
        yield made("made not deferrable", "cannot be deferred", plain)
        later = "" if key.has("deferred") else " INITIALLY DEFERRED"
        yield made("initially exchanged", "is checked at another time", f"{plain} DEFERRABLE{later}")
    else:
        yield made("made deferrable", "can be deferred", f"{plain} DEFERRABLE")
    if not key.has("not_valid"):
        yield made("left not valid", "was never checked against the rows that are there", f"{definition} NOT VALID")
    if key.text("match") == "full":
        yield made("match full removed", "lets a part of it be null", definition.replace(" MATCH FULL", ""))


def with_action(definition: str, event: str, action: str) -> str:
    """A foreign key's definition with another action."""
    bare = re.sub(
        rf" ON {event.upper()} (?:NO ACTION|RESTRICT|CASCADE|SET NULL|SET DEFAULT)(?: \([^)]*\))?", "", definition
    )
    clause = f" ON {event.upper()} {action.upper()}"
    tail = _DEFERRABILITY.search(bare) or _NOT_VALID.search(bare)
    place = tail.start() if tail else len(bare)
    return bare[:place] + clause + bare[place:]


def _list(columns: list[str]) -> str:
    return "(" + ", ".join(_as_written(column) for column in columns) + ")"


def _as_written(column: str) -> str:
    return column if re.fullmatch(r"[a-z_][a-z0-9_]*", column) else quoted(column)
