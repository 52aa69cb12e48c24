"""Functions and procedures: their attributes, and their bodies in SQL and PL/pgSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pgassay.assay import plpgsql
from pgassay.assay.expressions import Variant, variants
from pgassay.assay.facts import Facts
from pgassay.assay.mutant import Mutant, called, mutant
from pgassay.assay.text import Piece, cut, pieces
from pgassay.catalogue import Object

_VOLATILITIES = ("immutable", "stable", "volatile")
_PARALLEL = ("safe", "restricted", "unsafe")
_LOCKS = re.compile(
    r"\bfor\s+(?:no\s+key\s+update|key\s+share|update|share)\b(?:\s+of\s+[\w\".]+)?(?:\s+(?:skip\s+locked|nowait))?",
    re.IGNORECASE,
)
_END_OF_CONDITION = frozenset(
    {"group", "order", "having", "limit", "offset", "fetch", "for", "window", "union", "intersect", "except"}
) | {"returning", "on", "loop", "then", ";", "into", "end"}
_NAMES = {"raise": "raise removed"}


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of functions and procedures."""
    for each in facts.catalogue.of_kind("function", "procedure"):
        yield from _attributes(each)
        if definition := facts.definitions.get(each.key):
            yield from _body(each, definition)
    for each in facts.catalogue.of_kind("aggregate"):
        yield mutant(each, "function", "dropped", "is gone", f"drop aggregate {called(each)}")


def _attributes(function: Object) -> Iterator[Mutant]:
    alter = f"alter {function.kind} {called(function)}"

    def made(operator: str, description: str, change: str, detail: str = "") -> Mutant:
        return mutant(function, "function", operator, description, f"{alter} {change}", detail=detail)

    yield mutant(function, "function", "dropped", "is gone", f"drop {function.kind} {called(function)}")
    definer = function.has("security_definer")
    other = "invoker" if definer else "definer"
    yield made("security changed", f"works with the rights of its {other}", f"security {other}")
    for setting in function.texts("settings"):
        name = setting.partition("=")[0]
        yield made(f"{name} reset", f"takes {name} from its caller", f"reset {name}")
    if function.kind == "procedure":
        return
    for volatility in _VOLATILITIES:
        if volatility != function.text("volatility"):
            yield made("volatility changed", f"is {volatility}", volatility, volatility)
    if function.text("result") not in ("trigger", "event_trigger"):
        if function.has("strict"):
            yield made("made not strict", "is called with null", "called on null input")
        elif function.name[2]:
            yield made("made strict", "is not called with null", "strict")
    for parallel in _PARALLEL:
        if parallel != function.text("parallel"):
            yield made("parallel safety changed", f"is parallel {parallel}", f"parallel {parallel}", parallel)
    turned = "not leakproof" if function.has("leakproof") else "leakproof"
    yield made("leakproof changed", f"is {turned}", turned)


@dataclass(frozen=True)
class _Source:
    """A definition, parted: what comes before the body, the body, what comes behind it."""

    head: str
    body: str
    tail: str
    standard: bool

    def with_body(self, body: str) -> str:
        return f"{self.head}{body}{self.tail}"


def _parted(definition: str) -> _Source | None:
    """A definition as pg_get_functiondef() writes it."""
    if match := re.search(r"\nAS (\$[a-z]*\$)", definition):
        tag = match[1]
        end = definition.rindex(tag)
        return _Source(definition[: match.end()], definition[match.end() : end], definition[end:], standard=False)
    match = re.search(r"\n(?=BEGIN ATOMIC|RETURN )", definition)
    if match is None:
        return None
    return _Source(definition[: match.end()], definition[match.end() :], "", standard=True)


def _body(function: Object, definition: str) -> Iterator[Mutant]:
    source = _parted(definition)
    if source is None:
        return
    original = source.with_body(source.body).rstrip()
    for variant in body_variants(function, source.body, standard=source.standard):
        yield mutant(
            function,
            "function",
            f"body: {variant.operator}",
            f"{variant.operator}: {variant.detail}" if variant.detail else variant.operator,
            source.with_body(variant.text).rstrip(),
            detail=variant.detail,
            original=original,
        )


def body_variants(function: Object, body: str, *, standard: bool = False) -> Iterator[Variant]:
    """Each change of a body.

    Args:
        function: it.
        body: its text.
        standard: it is one of standard SQL (RETURN, BEGIN ATOMIC).
    """
    found = pieces(body)
    procedural = function.text("language") == "plpgsql"
    if empty := _emptied(function, standard=standard):
        yield Variant("emptied", empty, f"\n{empty}\n" if not procedural else f"\nbegin\n    {empty}\nend\n")
    counts: dict[str, int] = {}

    def numbered(operator: str, what: str, start: int, end: int, new: str) -> Variant:
        detail = _line(what)
        number = counts[operator + detail] = counts.get(operator + detail, 0) + 1
        return Variant(operator, detail + (f" #{number}" if number > 1 else ""), cut(body, start, end, new))

    yield from variants(body, every=False, whole=found)
    for match in _LOCKS.finditer(body):
        if any(piece.start == match.start() and piece.word == "for" for piece in found):
            yield numbered("lock removed", match[0], match.start(), match.end(), "")
            if waits := re.search(r"\s+(?:skip\s+locked|nowait)$", match[0], re.IGNORECASE):
                start = match.start() + waits.start()
                yield numbered("does not skip", match[0], start, match.end(), "")
    for index, piece in enumerate(found):
        if piece.word == "where" and (last := _condition(found, index)):
            start, end = found[index + 1].start, found[last].end
            yield numbered("condition removed", body[start:end], start, end, "true")
        elif piece.word == "desc" and piece.depth <= found[index - 1].depth:
            yield numbered("order turned", f"{found[index - 1].text} desc", piece.start, piece.end, "asc")
        elif piece.word == "strict" and found[index - 1].word == "into":
            yield numbered("strict removed", body[piece.start : piece.end + 30], piece.start, piece.end, "")
    if procedural:
        yield from _procedural(body, found, numbered)
    else:
        yield from _statements_of_sql(body, found, numbered)


def _procedural(body: str, found: list[Piece], numbered: object) -> Iterator[Variant]:
    assert callable(numbered)  # noqa: S101
    try:
        known = plpgsql.read(found)
    except plpgsql.NotUnderstood:
        return
    for condition in known.conditions:
        start, end = found[condition.first].start, found[condition.last].end
        yield numbered("condition negated", body[start:end], start, end, f"not coalesce(({body[start:end]}), false)")
    for statement in known.statements:
        last = statement.depth == 0 and statement is known.statements[-1]
        if statement.word == "null" or (statement.word == "return" and last):
            continue
        start, end = found[statement.first].start, found[statement.last].end
        operator = _NAMES.get(statement.word, "statement removed")
        yield numbered(operator, body[start:end], start, end, "null;")


def _statements_of_sql(body: str, found: list[Piece], numbered: object) -> Iterator[Variant]:
    assert callable(numbered)  # noqa: S101
    atomic = [piece.word for piece in found[:2]] == ["begin", "atomic"]
    edges = [1 if atomic else -1, *(i for i, piece in enumerate(found) if piece.text == ";" and piece.depth == 0)]
    if edges[-1] != len(found) - (2 if atomic else 1):
        edges.append(len(found))
    for before, after in pairwise(edges[:-1]):
        if after > before + 1:
            start, end = found[before + 1].start, found[after].end
            yield numbered("statement removed", body[start:end], start, end, "")


def _condition(found: list[Piece], where: int) -> int | None:
    """Index of the last piece of the condition behind a WHERE."""
    depth = found[where].depth
    cases = 0
    for place in range(where + 1, len(found)):
        piece = found[place]
        if piece.depth < depth:
            return place - 1 if place > where + 1 else None
        if piece.depth == depth:
            if piece.word == "case":
                cases += 1
            elif piece.word == "end" and cases:
                cases -= 1
            elif not cases and (piece.word in _END_OF_CONDITION) and place > where + 1:
                return place - 1
    return len(found) - 1


def _emptied(function: Object, *, standard: bool) -> str:
    """A body that does nothing; empty where there is none."""
    result = function.text("result")
    if function.text("language") == "plpgsql":
        if result == "trigger":
            return "return coalesce(new, old);"
        if not result or result == "void" or result.startswith(("SETOF", "TABLE")):
            return "return;"
        return "return null;" if " OUT " not in f" {function.text('arguments')}" else "return;"
    if standard:
        return f"RETURN NULL::{result}" if result and not result.startswith(("SETOF", "TABLE")) else ""
    if not result or result == "void":
        return "select null;" if not result else "select null::void;"
    if result.startswith("SETOF "):
        name = result.removeprefix("SETOF ")
        return f"select null::{name} limit 0;" if name != "record" else ""
    if result.startswith("TABLE("):
        inside = re.findall(r'(?:"[^"]+"|\w+) ((?:[^,(]|\([^)]*\))+)', result[6:-1])
        return f"select {', '.join(f'null::{type.strip()}' for type in inside)} limit 0;"
    return f"select null::{result};" if result != "record" else ""


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
