"""Indexes that belong to no constraint."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgassay.assay.expressions import variants
from pgassay.assay.facts import Facts, commented
from pgassay.assay.mutant import Mutant, literal, mutant, quoted
from pgassay.assay.text import Parts, parted
from pgassay.catalogue import Object

_CLASSES = {
    ("text", "btree"): "text_pattern_ops",
    ("character varying", "btree"): "varchar_pattern_ops",
    ("jsonb", "gin"): "jsonb_path_ops",
}
_METHODS = {
    "btree": ("hash", "brin"),
    "hash": ("btree",),
    "brin": ("btree",),
    "gist": ("spgist",),
    "hnsw": ("ivfflat",),
}
_ORDER = re.compile(r"\s+(ASC|DESC)?(\s*NULLS (FIRST|LAST))?$")


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of indexes, those of constraints and of partitions aside."""
    for each in facts.on_tables("index"):
        if not each.has("constraint") and not each.has("parent"):
            yield from _index(facts, each)
        elif each.has("constraint") and not each.has("parent"):
            yield _invalid(each)


def _invalid(index: Object) -> Mutant:
    which = literal(quoted(index.name[0], index.name[2]))
    make = f"update pg_catalog.pg_index set indisvalid = false where indexrelid = {which}::regclass"
    return mutant(index, "index", "marked invalid", "is invalid", make)


def _index(facts: Facts, index: Object) -> Iterator[Mutant]:
    name = quoted(index.name[0], index.name[2])
    drop = f"drop index {name}"
    definition = index.text("definition").replace(" ON ONLY ", " ON ")
    yield mutant(index, "index", "dropped", "is gone", drop)
    yield _invalid(index)
    parts = parted(definition, behind="using")
    if parts is None:
        return

    def made(operator: str, description: str, new: str, detail: str = "") -> Mutant:
        return mutant(index, "index", operator, description, [drop, new, *commented(index)], detail=detail)

    def with_items(items: list[str]) -> str:
        return parts.joined(items)

    items, method = parts.items, index.text("method")
    if len(items) > 1:
        yield made("column order exchanged", "its columns stand the other way round", with_items(items[::-1]))
        for number, item in enumerate(items):
            rest = [*items[:number], *items[number + 1 :]]
            yield made("column removed", f"is without {item}", with_items(rest), item)
    for number, item in enumerate(items):
        for operator, said, new in _changed(facts, index, item, method):
            yield made(operator, said, with_items([*items[:number], new, *items[number + 1 :]]), f"{item} → {new}")
    if index.has("unique"):
        plain = definition.replace("CREATE UNIQUE INDEX", "CREATE INDEX").replace(" NULLS NOT DISTINCT", "")
        yield made("unique removed", "lets the same twice", plain)
        if "NULLS NOT DISTINCT" in parts.after:
            yield made("nulls distinct", "takes nulls for different", definition.replace(" NULLS NOT DISTINCT", ""))
        elif any(_nullable(facts, index, item) for item in items):
            new = parts._replace(after=" NULLS NOT DISTINCT" + parts.after).joined()
            yield made("nulls not distinct", "takes nulls for equal", new)
    else:
        unique = definition.replace("CREATE INDEX", "CREATE UNIQUE INDEX")
        yield made("unique added", "refuses the same twice", unique)
        for other in _METHODS.get(method, ()):
            if other != "hash" or len(items) == 1:
                new = definition.replace(f" USING {method} ", f" USING {other} ")
                yield made("method changed", f"is {other}, not {method}", new, other)
    yield from _include(parts, made)
    yield from _predicate(definition, made)
    if options := index.texts("options"):
        new = re.sub(r" WITH \([^)]*\)", "", definition)
        yield made("options removed", f"is without {', '.join(options)}", new)


def _changed(facts: Facts, index: Object, item: str, method: str) -> Iterator[tuple[str, str, str]]:
    if method == "btree":
        if " DESC" in item:
            yield "order turned", f"{item} ascends", _ORDER.sub("", item.replace(" DESC", " ")).strip()
        else:
            yield "order turned", f"{item} descends", f"{_ORDER.sub('', item + ' ').strip()} DESC"
        if " NULLS " not in item and _nullable(facts, index, item):
            first = "LAST" if " DESC" in item else "FIRST"
            yield "nulls moved", f"in {item} nulls come {first.lower()}", f"{item} NULLS {first}"
    if match := re.fullmatch(r"(.+?) (\S+_ops)( .*)?", item):
        others = {"vector_cosine_ops": "vector_l2_ops"}
        bare = match[2].rpartition(".")[2].strip('"')
        new = match[2].replace(bare, others[bare]) if bare in others else ""
        yield "operator class changed", f"{match[1]} has another operator class", f"{match[1]} {new}{match[3] or ''}"
        return
    column = facts.whole.get("column", *index.name[:2], _ORDER.sub("", item + " ").strip().strip('"'))
    if column is not None:
        other = _CLASSES.get((re.sub(r"\(.*", "", column.text("type")), method))
        if other:
            bare, rest = (item.partition(" DESC")[0], " DESC") if " DESC" in item else (item, "")
            yield "operator class changed", f"{bare} has {other}", f"{bare} {other}{rest}"


def _nullable(facts: Facts, index: Object, item: str) -> bool:
    found = facts.whole.get("column", *index.name[:2], _ORDER.sub("", item + " ").strip().strip('"'))
    return found is not None and not found.has("not_null")


def _include(parts: Parts, made: object) -> Iterator[Mutant]:
    assert callable(made)  # noqa: S101
    if not parts.after.startswith(" INCLUDE "):
        return
    included = parted(parts.after)
    assert included is not None  # noqa: S101
    for item in included.items:
        rest = [each for each in included.items if each != item]
        after = included.joined(rest) if rest else included.after
        yield made("include dropped", f"does not include {item}", parts._replace(after=after).joined(), item)
        moved = parts._replace(after=after).joined([*parts.items, item])
        yield made("include moved", f"has {item} in its key", moved, item)


def _predicate(definition: str, made: object) -> Iterator[Mutant]:
    assert callable(made)  # noqa: S101
    before, where, condition = definition.partition(" WHERE ")
    if not where:
        return
    yield made("predicate removed", "is for all rows", before)
    yield made("predicate negated", "is for the other rows", f"{before} WHERE (NOT {condition})")
    for variant in variants(condition):
        yield made(
            f"predicate: {variant.operator}",
            f"in its predicate, {variant.operator}: {variant.detail}",
            f"{before} WHERE {variant.text}",
            variant.detail,
        )
