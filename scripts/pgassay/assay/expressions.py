"""Mutants of an expression's text: the server's own deparsed one, or a function's body.

The relational operators follow Kaminski, Ammann and Offutt ("Improving logic-based testing", 2013): of the six
replacements of each, those that subsume the others are made, and negation stands apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pgassay.assay.mutant import literal
from pgassay.assay.text import Piece, closing, cut, elements, pieces

_NEIGHBOURS = {
    "<": ("<=", "<>"),
    "<=": ("<", "="),
    ">": (">=", "<>"),
    ">=": (">", "="),
    "=": ("<>",),
    "<>": ("=",),
    "!=": ("=",),
}
_OTHERS = ("<", "<=", "=", "<>", ">=", ">")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_QUOTED_NUMBER = re.compile(r"'(-?[0-9]+(?:\.[0-9]+)?)'")
_NUMERIC_TYPES = frozenset({"integer", "bigint", "smallint", "numeric", "double", "real"})
_MATCHES = frozenset({"~", "~*", "!~", "!~*"})


@dataclass(frozen=True)
class Variant:
    """A changed text.

    Attributes:
        operator: what was done, without particulars.
        detail: the particulars, unique together with the operator.
        text: the whole text, changed.
    """

    operator: str
    detail: str
    text: str


def variants(text: str, *, every: bool = True, whole: Sequence[Piece] | None = None) -> Iterator[Variant]:
    """Each change of one piece of an expression.

    Args:
        text: SQL.
        every: exchange a relational operator for each other, and move bounds both ways; else for those that
            subsume the others, and up.
        whole: its pieces, if they are known.
    """
    found = list(pieces(text)) if whole is None else whole
    counts: dict[str, int] = {}
    for index, piece in enumerate(found):
        for operator, new, start, end in _of(text, found, index, every=every):
            old = text[start:end]
            detail = f"{_short(old)} → {_short(new)}" if new.strip() else _short(old)
            number = counts[operator + detail] = counts.get(operator + detail, 0) + 1
            detail += f" #{number}" if number > 1 else ""
            yield Variant(operator, detail, cut(text, start, end, new))
        if piece.text == "(" and _is_list(found, index):
            for variant in _shortened(text, found, index):
                number = counts[variant.detail] = counts.get(variant.detail, 0) + 1
                yield variant if number == 1 else Variant(variant.operator, f"{variant.detail} #{number}", variant.text)
        if piece.text == "[" and index and found[index - 1].word == "array":
            for variant in _shortened(text, found, index):
                number = counts[variant.detail] = counts.get(variant.detail, 0) + 1
                yield variant if number == 1 else Variant(variant.operator, f"{variant.detail} #{number}", variant.text)


def _of(text: str, found: Sequence[Piece], index: int, *, every: bool) -> Iterator[tuple[str, str, int, int]]:
    """Changes at one piece: operator, new text, start and end of what it replaces."""
    piece = found[index]
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    if piece.kind == "operator" and piece.text in _NEIGHBOURS and not _assigns(found, index):
        normal = "<>" if piece.text == "!=" else piece.text
        for other in [each for each in _OTHERS if each != normal] if every else _NEIGHBOURS[piece.text]:
            yield "operator exchanged", other, piece.start, piece.end
    elif piece.word in ("and", "or") and not (piece.word == "and" and _between(found, index)):
        yield "operator exchanged", "or" if piece.word == "and" else "and", piece.start, piece.end
    elif piece.word in ("true", "false") and (before is None or before.word not in ("is", "not", ".")):
        yield "constant changed", "false" if piece.word == "true" else "true", piece.start, piece.end
    elif piece.word == "is" and after is not None:
        yield from _is(found, index)
    elif piece.word == "exists" and (before is None or before.word not in ("not", "if")):
        yield "condition negated", "not exists", piece.start, piece.end
    elif piece.kind == "number" and _NUMBER.fullmatch(piece.text) and not _modifier(found, index):
        yield "constant moved", _moved(piece.text, 1), piece.start, piece.end
        if every:
            yield "constant moved", _moved(piece.text, -1), piece.start, piece.end
    elif piece.kind == "string":
        yield from _string(text, found, index, every=every)


def _is(found: Sequence[Piece], index: int) -> Iterator[tuple[str, str, int, int]]:
    words = [piece.word for piece in found[index + 1 : index + 3]]
    if words[:1] == ["null"] or words == ["distinct", "from"]:
        yield "condition negated", "is not", found[index].start, found[index].end
    elif words in (["not", "null"], ["not", "distinct"]):
        yield "condition negated", "is", found[index].start, found[index + 1].end


def _string(text: str, found: Sequence[Piece], index: int, *, every: bool) -> Iterator[tuple[str, str, int, int]]:
    piece = found[index]
    typed = index + 2 < len(found) and found[index + 1].text == "::" and found[index + 2].word in _NUMERIC_TYPES
    if typed and (match := _QUOTED_NUMBER.fullmatch(piece.text)):
        for step in (1, -1) if every else (1,):
            yield "constant moved", f"'{_moved(match[1], step)}'", piece.start, piece.end
    elif index and (found[index - 1].text in _MATCHES) and piece.text.startswith("'"):
        pattern = piece.text[1:-1].replace("''", "'")
        if pattern.startswith("^"):
            yield "pattern opened", literal(pattern[1:]), piece.start, piece.end
        if pattern.endswith("$") and not pattern.endswith("\\$"):
            yield "pattern opened", literal(pattern[:-1]), piece.start, piece.end


def _assigns(found: Sequence[Piece], index: int) -> bool:
    """Whether an ``=`` is no comparison: ``set column = …`` is left to the statement's own mutants."""
    if found[index].text != "=":
        return False
    depth = found[index].depth
    for place in range(index - 1, -1, -1):
        piece = found[place]
        if piece.depth < depth or piece.text == ";":
            return False
        if piece.depth == depth:
            if piece.word in _CLAUSES:
                return piece.word in ("set", "using", "declare")
            if piece.word in ("and", "or", "case", "when", "not"):
                return False
    return False


_CLAUSES = frozenset(
    {"set", "where", "on", "having", "select", "returning", "if", "while", "return", "when", "using", "check", "values"}
) | {"then", "else", "begin", "loop", "declare", "elsif", "from", "into", "perform", "filter"}


def _between(found: Sequence[Piece], index: int) -> bool:
    """Whether an AND belongs to BETWEEN."""
    depth = found[index].depth
    for place in range(index - 1, -1, -1):
        piece = found[place]
        if piece.depth < depth or (piece.depth == depth and piece.word in ("and", "or", "where", "when", ";", "then")):
            return False
        if piece.depth == depth and piece.word == "between":
            return True
    return False


def _modifier(found: Sequence[Piece], index: int) -> bool:
    """Whether a number belongs to a type, as in ``numeric(10,2)``."""
    place = index
    while (place and found[place - 1].text == ",") or (place and found[place - 1].kind == "number"):
        place -= 1
    if not place or found[place - 1].text != "(" or place < 2:
        return False
    return found[place - 2].word in ("numeric", "varying", "varchar", "char", "character", "bit", "time", "timestamp")


def _is_list(found: Sequence[Piece], index: int) -> bool:
    return index > 0 and found[index - 1].word == "in" and index + 1 < len(found) and found[index + 1].word != "select"


def _shortened(text: str, found: Sequence[Piece], index: int) -> Iterator[Variant]:
    parts = elements(text, found, index)
    close = closing(found, index)
    if len(parts) < 2 or not all(_constant(part) for part in parts):
        return
    for number, part in enumerate(parts):
        rest = ", ".join(parts[:number] + parts[number + 1 :])
        yield Variant("list shortened", _short(part), cut(text, found[index].end, found[close].start, rest))


def _constant(part: str) -> bool:
    return part[:1] in "'-(0123456789" or part[:2] in ("E'", "B'") or part.lower() in ("null", "true", "false")


def _moved(number: str, step: int) -> str:
    if "." in number:
        places = len(number.partition(".")[2])
        return f"{float(number) + step * 10**-places:.{places}f}"
    return str(int(number) + step)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
