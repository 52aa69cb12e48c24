"""The server's wording of an expression, as it is after a dump and its restoring.

An expression is kept as it was parsed, and written with all its parentheses: ``((a AND b) AND c)``. Whoever reads that
text again has three conditions in one list, which are written ``(a AND b AND c)``; and a list that was cast as a whole,
``(ARRAY[a, b])::text[]``, has become a list of casts, ``ARRAY[(a)::text, (b)::text]``. Nothing else differs, and
nothing else is levelled here: other parentheses, blanks and casts say something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from pgassay.catalogue.model import Object

_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[()\[\]]|\w+|\s+|.""", re.DOTALL)
_CLOSES = {"(": ")", "[": "]"}


@dataclass(frozen=True)
class _Group:
    """What stands between two brackets: tokens, and groups."""

    opens: str
    parts: tuple[str | _Group, ...]

    def __str__(self) -> str:
        return f"{self.opens}{_text(self.parts)}{_CLOSES[self.opens]}"


_EMPTY = _Group("[", ())
"""As at the end of the name of a type."""


def levelled(each: Object) -> Object:
    """An object with its expressions worded as a restored database has them.

    What people wrote is not an expression: comments, and bodies of functions that the server keeps as text.
    """
    texts = {
        name: _word(value)
        for name, value in each.attributes.items()
        if isinstance(value, str)
        and name != "comment"
        and (name != "body" or value.startswith(("BEGIN ATOMIC", "RETURN ")))
    }
    return replace(each, attributes=MappingProxyType({**each.attributes, **texts})) if texts else each


def _word(text: str) -> str:
    return _text(_parts(iter(_TOKEN.findall(text)), ""))


def _text(parts: tuple[str | _Group, ...]) -> str:
    return "".join(str(part) for part in parts)


def _parts(tokens: Iterator[str], end: str) -> tuple[str | _Group, ...]:
    """What stands before the end of a group, levelled."""
    parts: list[str | _Group] = []
    for each in tokens:
        if each == end:
            break
        parts.append(_Group(each, _parts(tokens, _CLOSES[each])) if each in _CLOSES else each)
        if parts[-1] == _EMPTY:
            parts = _casts(parts)
    return tuple(_flat(parts))


def _flat(parts: list[str | _Group]) -> Iterator[str | _Group]:
    """Conditions that stand in a list of the same kind become part of it."""
    joined = _joined(parts)
    for place, part in enumerate(parts):
        alone = joined and all(
            next((other for other in side if not str(other).isspace()), joined) == joined
            for side in (parts[:place][::-1], parts[place + 1 :])
        )
        if alone and isinstance(part, _Group) and part.opens == "(" and _joined(part.parts) == joined:
            yield from part.parts
        else:
            yield part


def _joined(parts: list[str | _Group] | tuple[str | _Group, ...]) -> str | None:
    """AND or OR, if these parts are a list of conditions."""
    kinds = {part for part in parts if part in ("AND", "OR")}
    return str(kinds.pop()) if len(kinds) == 1 else None


def _casts(parts: list[str | _Group]) -> list[str | _Group]:
    """``(ARRAY[a, b])::type[]`` at the end of these parts becomes a list of casts."""
    place = len(parts) - 2
    while place > 0 and isinstance(parts[place], str) and re.fullmatch(r"\w+|\s+", str(parts[place])):
        place -= 1
    cast = _text(tuple(parts[place - 1 : -1]))
    listed = parts[place - 2] if place > 1 else ""
    if not (cast.startswith("::") and isinstance(listed, _Group)):
        return parts
    match listed.parts:
        case ("ARRAY", _Group(opens="[", parts=elements)):
            each = "".join("\0" if part == "," else str(part) for part in elements).split("\0")
            words = ", ".join(f"({element.strip()}){cast}" for element in each)
            return [*parts[: place - 2], "ARRAY", _Group("[", (words,))]
    return parts
