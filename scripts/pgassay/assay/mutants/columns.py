"""Columns: NOT NULL, default, generation, identity, type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgassay.assay.expressions import variants
from pgassay.assay.facts import Facts
from pgassay.assay.mutant import Mutant, mutant, quoted
from pgassay.catalogue import Object

_TYPES = {
    "smallint": ("integer",),
    "integer": ("bigint", "smallint"),
    "bigint": ("integer",),
    "real": ("double precision",),
    "double precision": ("real",),
    "text": ("varchar(255)",),
    "character varying": ("text",),
    "timestamp with time zone": ("timestamp without time zone",),
    "timestamp without time zone": ("timestamp with time zone",),
    "date": ("timestamp without time zone",),
    "json": ("jsonb",),
    "jsonb": ("json",),
    "numeric": ("numeric(38,2)",),
}
_SIZED = re.compile(r"(character varying|character|bit varying|bit|timestamp|time|numeric)\((\d+)(?:,(\d+))?\)(.*)")
_STATIC_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TEXT = re.compile(r"'((?:[^']|'')*)'::(text|character varying)")
_LABEL = re.compile(r"'((?:[^']|'')*)'::(.+)")


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of the columns of tables."""
    tables = {each.name for each in facts.catalogue.of_kind("table")}
    for column in facts.on_tables("column"):
        if column.name[:2] in tables and not column.has("inherited"):
            yield from _column(facts, column)


def _column(facts: Facts, column: Object) -> Iterator[Mutant]:
    alter = f"alter table {quoted(*column.name[:2])} alter column {quoted(column.name[2])}"

    def made(operator: str, description: str, *change: str, detail: str = "") -> Mutant:
        make = [f"{alter} {each}" for each in change]
        return mutant(column, "column", operator, description, make, detail=detail)

    if column.has("not_null"):
        yield made("not null removed", "may be null", "drop not null")
    else:
        yield made("not null added", "may not be null", "set not null")
    if column.has("default"):
        yield made("default removed", "has no default", "drop default")
        for new in _defaults(facts, column):
            yield made("default changed", f"its default is {new}", f"set default {new}", detail=new)
    if column.has("expression"):
        for variant in variants(column.text("expression")):
            yield made(
                f"expression: {variant.operator}",
                f"in its expression, {variant.operator}: {variant.detail}",
                f"set expression as ({variant.text})",
                detail=variant.detail,
            )
        yield made("expression dropped", "is an ordinary column", "drop expression")
    if column.has("identity"):
        other = "by default" if column.text("identity") == "always" else "always"
        yield made("identity changed", f"is generated {other}", f"set generated {other}")
        yield made("identity dropped", "is not generated", "drop identity")
    for new in _types(column.text("type")):
        yield made("type changed", f"is of type {new}, not {column.text('type')}", f"type {new}", detail=new)


def _types(type: str) -> Iterator[str]:
    """Types a little wider and narrower."""
    yield from _TYPES.get(type, ())
    if match := _SIZED.fullmatch(type):
        name, size, scale, rest = match.groups()
        digits = f",{scale}" if scale else ""
        if name in ("character varying", "character", "bit varying", "bit", "numeric"):
            yield f"{name}({int(size) + 1}{digits}){rest}"
        if int(size) > 1 and (scale is None or int(size) - 1 >= int(scale)):
            yield f"{name}({int(size) - 1}{digits}){rest}"
        if scale:
            yield f"{name}({size},{int(scale) + 1}){rest}"


def _defaults(facts: Facts, column: Object) -> Iterator[str]:
    """Other values for a default that the column's type takes."""
    default = column.text("default")
    if _STATIC_NUMBER.fullmatch(default):
        yield str(int(default) + 1) if default.lstrip("-").isdigit() else f"{default}1"
    elif default in ("true", "false"):
        yield "false" if default == "true" else "true"
    elif match := _TEXT.fullmatch(default):
        yield "'x'" if not match[1] else f"'{match[1]} '"
    elif match := _LABEL.fullmatch(default):
        schema, _, name = column.text("type").rpartition(".")
        enum = facts.whole.get("enum", schema.strip('"'), name.strip('"'))
        others = [label for label in enum.texts("labels") if label != match[1]] if enum else []
        yield from [f"'{label}'" for label in others[:1]]
        if match[1] in ("{}", "[]") and column.text("type") in ("jsonb", "json"):
            yield "'[1]'" if match[1] == "[]" else "'{\"a\": 1}'"
    elif column.text("type").startswith(("timestamp", "date")):
        yield "'-infinity'"
        for variant in variants(default):
            yield variant.text
        if match := re.search(r"'(\d+):(\d\d:\d\d)'::interval", default):
            yield default.replace(match[0], f"'{int(match[1]) + 1}:{match[2]}'::interval")
    elif column.text("type") == "uuid":
        yield "'00000000-0000-0000-0000-000000000000'"
    elif column.text("type") == "text":
        yield "'x'"
