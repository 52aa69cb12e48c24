"""Primary keys, unique constraints, checks and exclusions of tables; checks of domains."""

from __future__ import annotations

from collections.abc import Iterator

from pgassay.assay.expressions import variants
from pgassay.assay.facts import Facts, commented
from pgassay.assay.mutant import Mutant, mutant, quoted
from pgassay.assay.text import Parts, parted
from pgassay.catalogue import Object
from pgassay.catalogue.tables import expression_of


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of constraints, foreign keys aside."""
    for each in facts.on_tables("constraint"):
        if each.has("inherited"):
            continue
        match each.text("type"):
            case "primary key" | "unique" as kind:
                yield from _key(facts, each, kind)
            case "check":
                yield from _check(each, "check", f"alter table {quoted(*each.name[:2])}")
            case "exclusion":
                yield from _exclusion(each)
    for each in facts.catalogue.of_kind("domain constraint"):
        yield from _check(each, "domain", f"alter domain {quoted(*each.name[:2])}")


def recreated(facts: Facts | None, constraint: Object, definition: str) -> list[str]:
    """The statements that put another constraint in the place of one, under its name and with its comment."""
    alter = f"alter table {quoted(*constraint.name[:2])}"
    name = quoted(constraint.name[2])
    index = facts.whole.get("index", *constraint.name) if facts else None
    return [
        f"{alter} drop constraint {name}",
        f"{alter} add constraint {name} {definition}",
        *commented(constraint),
        *(commented(index) if index else []),
    ]


def _key(facts: Facts, key: Object, kind: str) -> Iterator[Mutant]:
    definition = key.text("definition")
    alter = f"alter table {quoted(*key.name[:2])}"
    yield mutant(key, kind, "removed", "is gone", f"{alter} drop constraint {quoted(key.name[2])}")
    parts = parted(definition)
    if parts is None:
        return

    def made(operator: str, description: str, new: str, detail: str = "") -> Mutant:
        return mutant(key, kind, operator, description, recreated(facts, key, new), detail=detail)

    columns = parts.items
    if len(columns) > 1:
        for column in columns:
            rest = [each for each in columns if each != column]
            yield made("column removed", f"is without {column}", parts.joined(rest), column)
    names = {each.name[2] for each in facts.columns((key.name[0], key.name[1]))}
    bare = {column.strip('"') for column in columns}
    others = [c for c in facts.columns((key.name[0], key.name[1])) if c.name[2] in names - bare and c.has("not_null")]
    if others:
        other = quoted(others[0].name[2])
        yield made("column added", f"has {other}, too", parts.joined([*columns, other]), other)
        yield made("column exchanged", f"has {other} for {columns[-1]}", parts.joined([*columns[:-1], other]), other)
    if kind == "unique":
        if "NULLS NOT DISTINCT" in parts.before:
            new = parts._replace(before=parts.before.replace("NULLS NOT DISTINCT ", "")).joined()
            yield made("nulls distinct", "takes nulls for different", new)
        elif any(not _not_null(facts, key, column) for column in columns):
            new = parts._replace(before="UNIQUE NULLS NOT DISTINCT ").joined()
            yield made("nulls not distinct", "takes nulls for equal", new)
    yield from _deferrability(key, kind, lambda new: recreated(facts, key, new))


def _not_null(facts: Facts, key: Object, column: str) -> bool:
    found = facts.whole.get("column", *key.name[:2], column.strip('"').replace('""', '"'))
    return found is not None and found.has("not_null")


def _deferrability(of: Object, kind: str, make: object) -> Iterator[Mutant]:
    definition = of.text("definition")
    plain = definition.replace(" INITIALLY DEFERRED", "").replace(" DEFERRABLE", "")
    assert callable(make)  # noqa: S101
    if of.has("deferrable"):
        yield mutant(of, kind, "made not deferrable", "cannot be deferred", make(plain))
        other = " DEFERRABLE" if of.has("deferred") else " DEFERRABLE INITIALLY DEFERRED"
        said = "is checked at once" if of.has("deferred") else "is checked at the end"
        yield mutant(of, kind, "initially exchanged", said, make(plain + other))
    else:
        yield mutant(of, kind, "made deferrable", "can be deferred", make(plain + " DEFERRABLE"))


def _check(check: Object, kind: str, alter: str) -> Iterator[Mutant]:
    definition, name = check.text("definition"), quoted(check.name[2])
    expression = expression_of(definition)
    tail = definition[definition.index(expression) + len(expression) :]

    def made(operator: str, description: str, new: str, detail: str = "") -> Mutant:
        make = [
            f"{alter} drop constraint {name}",
            f"{alter} add constraint {name} CHECK {new}{tail}",
            *commented(check),
        ]
        return mutant(check, kind, operator, description, make, detail=detail)

    yield mutant(check, kind, "removed", "is gone", f"{alter} drop constraint {name}")
    yield made("negated", "is turned round", f"(NOT {expression})")
    if not check.has("not_valid"):
        new = f"{alter} add constraint {name} {definition} NOT VALID"
        make = [f"{alter} drop constraint {name}", new, *commented(check)]
        yield mutant(check, kind, "left not valid", "was never checked against the rows that are there", make)
    for variant in variants(expression):
        yield made(variant.operator, f"{variant.operator}: {variant.detail}", variant.text, variant.detail)


def _exclusion(exclusion: Object) -> Iterator[Mutant]:
    definition = exclusion.text("definition")
    alter = f"alter table {quoted(*exclusion.name[:2])}"
    drop = f"{alter} drop constraint {quoted(exclusion.name[2])}"
    yield mutant(exclusion, "exclusion", "removed", "is gone", drop)
    parts = parted(definition)
    if parts is None:
        return

    def made(operator: str, description: str, new: str, detail: str = "") -> Mutant:
        make = recreated(None, exclusion, new)
        return mutant(exclusion, "exclusion", operator, description, make, detail=detail)

    for number, item in enumerate(parts.items):
        others = [*parts.items[:number], *parts.items[number + 1 :]]
        column, _, operator = item.rpartition(" WITH ")
        if others:
            yield made("column removed", f"does not compare {column}", parts.joined(others), column)
        for new in {"=": ("<>",), "&&": ("=", "-|-")}.get(operator, ("=",)):
            items = [*parts.items]
            items[number] = f"{column} WITH {new}"
            yield made("operator exchanged", f"compares {column} with {new}", parts.joined(items), f"{column} {new}")
        for old, new in (("'[)'", "'[]'"), ("'[]'", "'[)'")):
            if old in item:
                items = [*parts.items]
                items[number] = item.replace(old, new)
                yield made("bounds changed", f"the range is {new}", parts.joined(items), f"{column} {new}")
    yield from _predicate(exclusion, parts, made)
    yield from _deferrability(exclusion, "exclusion", lambda new: recreated(None, exclusion, new))


def _predicate(exclusion: Object, parts: Parts, made: object) -> Iterator[Mutant]:
    assert callable(made)  # noqa: S101
    where = parted(parts.after, behind="where")
    if where is None or " WHERE " not in parts.after:
        return
    begin = parts.after.index(" WHERE ")
    condition = where.joined()[begin + 7 :]
    yield made("predicate removed", "is for all rows", parts._replace(after=parts.after[:begin]).joined())
    for variant in variants(condition):
        after = f"{parts.after[:begin]} WHERE {variant.text}"
        yield made(
            f"predicate: {variant.operator}",
            f"in its predicate, {variant.operator}: {variant.detail}",
            parts._replace(after=after).joined(),
            variant.detail,
        )
