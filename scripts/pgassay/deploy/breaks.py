"""What code that knows the schema from before cannot do on the one after: read off the two catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pgassay.catalogue import Catalogue, Change, Object, diff

_RELATIONS = ("table", "view", "materialized view", "foreign table")
_CALLED = ("function", "procedure", "aggregate")
_GONE = {
    "schema": "whatever names it fails",
    "column": "a query that names it fails, and an insert without names of columns",
    "sequence": "nextval of it fails",
    "domain": "a cast to it fails",
    "enum": "a cast to it fails",
    "composite type": "a cast to it fails",
    "extension": "its functions and types are gone",
    **dict.fromkeys(_RELATIONS, "every query of it fails"),
    **dict.fromkeys(_CALLED, "every call fails"),
}
_STRICTER = {
    "check": "a row that breaks the new rule is refused",
    "unique": "a second row with the same key is refused",
    "primary key": "a second row with the same key is refused, and NULL in it",
    "exclusion": "a row that overlaps another is refused",
    "foreign key": "a row that points nowhere is refused, and the deletion of what is pointed at may be",
}


@dataclass(frozen=True, order=True)
class Break:
    """Something that code from before could do and cannot any more.

    Attributes:
        label: the object.
        what: what happened to it.
        so: what fails.
        certain: False where it depends on what the code does.
    """

    label: str
    what: str
    so: str
    certain: bool = True


def breaks(before: Catalogue, after: Catalogue) -> list[Break]:
    """What a client of the schema before may miss or be refused on the one after, in order of the objects.

    Args:
        before: which the code was written for.
        after: on which it will run for as long as a rolling deployment takes.
    """
    found = diff(before, after)
    gone = {each.key for each in found.removed}
    made = {(each.name[0], each.name[1]) for each in found.added if each.kind in _RELATIONS}
    result: list[Break] = []
    for each in found.removed:
        owner = each.table
        if owner and any((kind, *owner) in gone for kind in _RELATIONS):
            continue
        if each.kind in _GONE:
            result.append(Break(each.label, "is gone", _GONE[each.kind]))
        elif each.kind == "constraint" and each.text("type") in ("unique", "primary key", "exclusion"):
            result.append(Break(each.label, "is gone", "an ON CONFLICT that relies on it fails", certain=False))
    for each in found.added:
        if each.table in made:
            continue
        result += _added(each)
    for change in found.changed:
        result += _changed(change)
    return sorted(result)


def _added(each: Object) -> Iterator[Break]:
    if each.kind == "column" and each.has("not_null") and not _filled(each):
        yield Break(each.label, "is new, required, without a default", "every insert from before fails")
    elif each.kind == "constraint" and (so := _STRICTER.get(each.text("type"))):
        yield Break(each.label, "is new", so, certain=False)
    elif each.kind == "index" and each.text("definition").startswith("CREATE UNIQUE"):
        yield Break(each.label, "is new and unique", _STRICTER["unique"], certain=False)
    elif each.kind == "trigger":
        yield Break(each.label, "is new", "what it refuses or changes", certain=False)
    elif each.kind == "policy" and each.has("restrictive"):
        yield Break(each.label, "is new and restrictive", "rows that it does not admit are hidden", certain=False)


def _changed(change: Change) -> Iterator[Break]:
    before, after, label = change.before, change.after, change.label
    if before.kind == "column":
        if before.text("type") != after.text("type"):
            what = f"was {before.text('type')}, is {after.text('type')}"
            yield Break(label, what, "a cast, a comparison, a client's type", certain=False)
        if after.has("not_null") and not before.has("not_null"):
            yield Break(label, "is required", "an insert without it fails" if not _filled(after) else "NULL is refused")
        if _filled(before) and not _filled(after) and after.has("not_null"):
            yield Break(label, "has no default any more", "an insert without it fails")
        if after.has("generated") and not before.has("generated"):
            yield Break(label, "is generated", "an insert that gives a value fails")
    elif before.kind == "enum" and (lost := set(before.texts("labels")) - set(after.texts("labels"))):
        yield Break(label, f"lost {', '.join(sorted(lost))}", "a value that is written so fails")
    elif before.kind == "constraint" and before.text("definition") != after.text("definition"):
        yield Break(
            label, "has another definition", _STRICTER.get(after.text("type"), "what it refuses"), certain=False
        )
    elif before.kind in _CALLED:
        for attribute, so in (("result", "a client's type"), ("arguments", "a call with names or defaults")):
            if before.text(attribute) != after.text(attribute):
                what = f"{attribute}: was ({before.text(attribute)}), is ({after.text(attribute)})"
                yield Break(label, what, so, certain=False)
        if before.text("body") != after.text("body"):
            yield Break(label, "has another body", "whatever relied on what it did", certain=False)
    elif before.kind in _RELATIONS and after.has("row_security") and not before.has("row_security"):
        yield Break(label, "has row security", "rows are hidden that no policy admits", certain=False)
    if lost_privileges := [each for each in before.texts("privileges") if each not in after.texts("privileges")]:
        yield Break(
            label, f"takes away {', '.join(lost_privileges)}", "permission is denied to that role", certain=False
        )


def _filled(column: Object) -> bool:
    return column.has("default") or column.has("identity") or column.has("generated")
