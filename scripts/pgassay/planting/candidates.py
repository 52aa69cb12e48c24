"""Values that a column may take, the likeliest first; the server has the last word."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pgassay import sql
from pgassay.catalogue.model import Catalogue, Object
from pgassay.catalogue.tables import Check, Table, expression_of, split_name
from pgassay.planting import pattern

_WIDTH = 4
"""How many values of one sort are proposed: enough for rows that differ."""

_TEXTS = (
    "text {n}", "person{n}@example.org", "slug-{n}", "EUR", "USD", "FR", "DE", "fr", "en", "fr-FR", "Europe/Paris",
    "UTC", "https://example.org/{n}", "/path/{n}", "+3361234567{n}", "1.0.{n}", "image/png", "{n}", "2026-01-0{n}",
    "0{n}:00", "#a1b2c{n}", "192.0.2.{n}", "2026-01", "A", "a", "yes",
    "[]", "{{}}",
)  # fmt: skip
_MOMENTS = (
    "2026-01-0{n} 10:00:00+00", "2030-06-0{n} 12:00:00+00", "2020-02-0{n} 09:00:00+00", "2026-01-05 00:00:00+00",
)  # fmt: skip
_BY_TYPE: dict[str, tuple[str, ...]] = {
    "boolean": ("true", "false"),
    "date": ("2026-01-0{n}", "2030-06-0{n}", "2020-02-0{n}", "2026-01-01", "2026-01-05"),
    "time without time zone": ("0{n}:00", "1{n}:30"),
    "time with time zone": ("0{n}:00+00",),
    "interval": ("{n} hours", "{n} days", "30 minutes", "0"),
    "json": ("{{}}", '{{"key": {n}}}', "[]", "[{n}]", '"text"', "{n}"),
    "jsonb": ("{{}}", '{{"key": {n}}}', "[]", "[{n}]", '"text"', "{n}"),
    "jsonpath": ("$.key",),
    "bytea": (r"\x0{n}", r"\x"),
    "inet": ("192.0.2.{n}",),
    "cidr": ("192.0.{n}.0/24",),
    "macaddr": ("08:00:2b:01:02:0{n}",),
    "macaddr8": ("08:00:2b:01:02:03:04:0{n}",),
    "point": ("({n},{n})",),
    "box": ("({n},{n}),(0,0)",),
    "circle": ("<(0,0),{n}>",),
    "line": ("{{1,{n},0}}",),
    "lseg": ("[(0,0),({n},1)]",),
    "path": ("((0,0),({n},1))",),
    "polygon": ("((0,0),({n},1),(1,0))",),
    "money": ("{n}.00",),
    "tsvector": ("word{n}",),
    "tsquery": ("word{n}",),
    "xml": ("<a>{n}</a>",),
    "pg_lsn": ("0/{n}",),
    "tid": ("(0,{n})",),
    "xid": ("{n}",), "xid8": ("{n}",), "cid": ("{n}",),
    "regclass": ("pg_catalog.pg_class",), "regtype": ("integer",), "regproc": ("pg_catalog.now",),
    "regprocedure": ("pg_catalog.now()",), "regrole": ("pg_monitor",), "regnamespace": ("pg_catalog",),
    "regconfig": ("simple", "english"),
    "oid": ("{n}",),
    "int4range": ("[{n},{n}]",), "int8range": ("[{n},{n}]",), "numrange": ("[{n},{n}]",),
    "daterange": ("[2026-01-0{n},2026-01-0{n}]", "[2026-01-01,2026-02-01)"),
    "tsrange": ("[2026-01-0{n} 10:00,2026-01-0{n} 11:00)",),
    "tstzrange": ("[2026-01-0{n} 10:00+00,2026-01-0{n} 11:00+00)",),
    "int4multirange": ("{{[{n},{n}]}}",),
    "citext": _TEXTS,
    "hstore": ("key=>{n}",),
    "ltree": ("top.part{n}",),
}  # fmt: skip
_TEXT_TYPES = {"text", "character varying", "character", "name", "citext", '"char"'}
_WHOLE_TYPES = {"smallint", "integer", "bigint"}
_NUMBER_TYPES = {*_WHOLE_TYPES, "numeric", "real", "double precision"}
_MOMENT_TYPES = {"timestamp with time zone", "timestamp without time zone"}
_TYPE = re.compile(r"(?P<name>.+?)(?:\((?P<modifier>[^)]*)\))?(?P<rest> with(?:out)? time zone)?(?P<array>(?:\[\])*)")


@dataclass(frozen=True)
class Proposal:
    """What is proposed for one column.

    Attributes:
        type: to which its values are cast while checks are tried; the base type where the column has a domain.
        values: as the server reads them.
        checks: expressions on this column alone that must not be false, beside those of its table.
        required: its domain takes no NULL.
    """

    type: str
    values: tuple[str, ...]
    checks: tuple[str, ...] = ()
    required: bool = False


def propose(
    catalogue: Catalogue, table: Table, column: Object, later: Sequence[Check] = (), *, after: int = 0
) -> Proposal:
    """Values for a column of a table; none where its type is unknown to us.

    Args:
        catalogue: knows the types.
        table: the column's.
        column: for which.
        later: checks that the table will have: what stands in them is proposed, too.
        after: how many rows the table holds; ids are others than those proposed before.
    """
    name = column.name[2]
    type, checks, required = _resolve(catalogue, column.text("type"), column=name)
    said = [check.expression for check in (*table.checks, *later) if name in check.columns] + list(checks)
    bounds = list(_literals(table.partitions))
    hints = list(_literals([*said, column.text("default")]))
    hints += [size for each in table.columns for size in re.findall(r"\((\d+)\)", each.text("type"))]
    seed = "/".join((*column.name, str(after)))
    values = list(dict.fromkeys(_values(catalogue, type, hints + bounds, seed)))
    if bounds:  # rows of other moments have no partition to go to
        values.sort(key=lambda value: value not in bounds)
    return Proposal(type, tuple(values), tuple(checks), required)


def _resolve(catalogue: Catalogue, type: str, *, column: str) -> tuple[str, list[str], bool]:
    """The base type below domains, the domains' checks written for the column, whether they take no NULL."""
    checks: list[str] = []
    required = False
    while len(parts := split_name(type)) == 2 and (domain := catalogue.get("domain", *parts)):
        checks += [
            _for_column(expression_of(each.text("definition")), column)
            for each in catalogue.of_kind("domain constraint")
            if each.name[:2] == domain.name
        ]
        required = required or domain.has("not_null")
        type = domain.text("type")
    return type, checks, required


def _for_column(expression: str, column: str) -> str:
    """A domain's check with the column in the place of VALUE."""
    quoted = '"' + column.replace('"', '""') + '"'
    found, end = "", 0
    for token in sql.tokens(expression):
        if token.kind == "word" and token.text == "VALUE":
            found += expression[end : token.start] + quoted
            end = token.start + len(token.text)
    return found + expression[end:]


def _literals(texts: Iterable[str]) -> Iterator[str]:
    """Strings and numbers that stand in expressions."""
    for text in texts:
        for token in sql.tokens(text):
            if token.kind == "string":
                yield token.text.lstrip("eE").strip("'").replace("''", "'")
            elif token.kind == "number":
                yield token.text


def _values(catalogue: Catalogue, type: str, hints: list[str], seed: str) -> Iterator[str]:
    match = _TYPE.fullmatch(type)
    name = (match["name"] + (match["rest"] or "")) if match else type
    if match and match["array"]:
        inner = list(_values(catalogue, type[: -len(match["array"])], hints, seed))[:_WIDTH]
        yield from ("{" + _element(value) + "}" for value in inner)
        yield "{}"
        return
    limit = int(match["modifier"]) if match and (match["modifier"] or "").isdigit() else None
    parts = split_name(name)
    if len(parts) == 2 and (enum := catalogue.get("enum", *parts)):
        yield from enum.texts("labels")
    elif name in _TEXT_TYPES or parts[-1] == "citext":
        yield from (text for text in _texts(hints, seed) if limit is None or len(text) <= limit)
    elif name in _NUMBER_TYPES:
        yield from _numbers(hints, whole=name in _WHOLE_TYPES)
    elif name == "uuid":
        yield from (str(uuid.UUID(_digest(f"{seed}/{n}"))) for n in range(_WIDTH))
    elif name in _MOMENT_TYPES or name == "date":
        yield from _moments(hints, _BY_TYPE["date"] if name == "date" else _MOMENTS)
    elif parts[-1] in ("vector", "halfvec") and limit:
        yield from ("[" + ",".join(f"0.{(n + place) % 9 + 1}" for place in range(limit)) + "]" for n in range(_WIDTH))
    elif parts[-1] == "sparsevec" and limit:
        yield from (f"{{{n}:1}}/{limit}" for n in range(1, _WIDTH))
    elif name in ("bit", "bit varying"):
        yield from ("1" * (limit or 1), "0" * (limit or 1))
    else:
        yield from _numbered(_BY_TYPE.get(parts[-1], ()))
        if name == "bytea":
            yield from (
                rf"\x{_digest(seed + str(n)) * 4}"[: 2 + 2 * size] for n in range(_WIDTH) for size in (16, 32, 64)
            )


def _texts(hints: list[str], seed: str) -> Iterator[str]:
    yield from _numbered(_TEXTS)
    for hint in hints:
        if hint.isdigit():
            yield from ((str(n) * int(hint))[: int(hint)] for n in range(1, _WIDTH) if 0 < int(hint) <= 10_000)
        else:
            yield hint
            yield from filter(None, (pattern.sample(hint, variant) for variant in range(_WIDTH)))
            yield hint.replace("%", "x").replace("_", "x")
    for n in range(_WIDTH):
        digest = _digest(f"{seed}/{n}")
        yield from (str(uuid.UUID(digest)), digest, digest + digest, digest[:8], digest[:10].upper())


def _numbers(hints: list[str], *, whole: bool) -> Iterator[str]:
    yield from (str(n) for n in range(1, _WIDTH + 1))
    for hint in hints:
        if re.fullmatch(r"-?\d+", hint):
            yield from (hint, str(int(hint) + 1), str(int(hint) - 1), str(-int(hint)))
        elif not whole and re.fullmatch(r"-?\d+\.\d+", hint):
            yield hint
    yield from ("0", "10", "60", "100", "1000", "2026", "-1")
    if not whole:
        yield from ("0.5", "1.25")


def _moments(hints: list[str], usual: Iterable[str]) -> Iterator[str]:
    dated = [hint for hint in hints if re.match(r"\d{4}-\d\d-\d\d", hint)]
    yield from _numbered(usual)
    yield from dated


def _numbered(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for n in range(1, _WIDTH + 1 if "{n}" in text else 2):
            yield text.format(n=n)


def _element(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
