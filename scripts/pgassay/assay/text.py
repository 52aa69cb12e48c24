"""SQL text in pieces, as mutants need it: operators whole, with the depth of parentheses; and ways to cut it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pgassay.sql import tokens

_OPERATOR_CHARACTERS = frozenset("+-*/<>=~!@#%^&|`?:")
_MAY_END_IN_SIGN = frozenset("~!@#%^&|`?")


class Piece(NamedTuple):
    """A token: ``text`` as written, ``word`` in lower case where it is a bare word or an operator, else empty."""

    kind: str
    text: str
    start: int
    depth: int
    word: str

    @property
    def end(self) -> int:
        """Offset of the first character behind it."""
        return self.start + len(self.text)


def pieces(text: str) -> list[Piece]:
    """The pieces of SQL text, comments left out; an operator of several characters is one."""
    found: list[Piece] = []
    depth = 0
    for token in tokens(text):
        if token.kind == "comment":
            continue
        if token.text in (")", "]"):
            depth -= 1
        bare = token.kind == "word" or token.kind == "other"
        piece = Piece(token.kind, token.text, token.start, depth, token.text.lower() if bare else "")
        if token.text in ("(", "["):
            depth += 1
        last = found[-1] if found else None
        if token.text in _OPERATOR_CHARACTERS:
            piece = piece._replace(kind="operator")
            if last and last.kind == "operator" and last.end == piece.start and _joins(last.text, token.text):
                found[-1] = last._replace(text=last.text + token.text, word=last.text + token.text)
                continue
        found.append(piece)
    return found


def _joins(before: str, after: str) -> bool:
    """Whether a character belongs to the operator before it (documentation, "Lexical Structure", "Operators")."""
    if ":" in (before, after) or before == "::":
        return before == ":" and after in ":="
    return after not in "+-" or any(character in _MAY_END_IN_SIGN for character in before)


def cut(text: str, start: int, end: int, replacement: str = "") -> str:
    """The text with a part replaced."""
    return text[:start] + replacement + text[end:]


def closing(found: Sequence[Piece], opening: int) -> int:
    """Index of the parenthesis that closes the one at index ``opening``; the last piece's if none does."""
    for index in range(opening + 1, len(found)):
        if found[index].depth == found[opening].depth and found[index].text in (")", "]"):
            return index
    return len(found) - 1


def elements(text: str, found: Sequence[Piece], opening: int) -> list[str]:
    """What stands between a parenthesis and the one that closes it, parted at its commas."""
    close = closing(found, opening)
    inside = found[opening].depth + 1
    edges = [found[opening].end]
    parts = []
    for piece in found[opening + 1 : close]:
        if piece.text == "," and piece.depth == inside:
            parts.append(text[edges[-1] : piece.start].strip())
            edges.append(piece.end)
    parts.append(text[edges[-1] : found[close].start].strip())
    return [part for part in parts if part]


class Parts(NamedTuple):
    """A definition with a list in parentheses: what comes before it, its elements, what comes behind."""

    before: str
    items: list[str]
    after: str

    def joined(self, items: Sequence[str] | None = None) -> str:
        """The definition again, with other elements."""
        return f"{self.before}({', '.join(self.items if items is None else items)}){self.after}"


def parted(text: str, *, behind: str | None = None) -> Parts | None:
    """A definition, parted at its first list in parentheses; None if there is none.

    Args:
        text: the definition.
        behind: look only behind this word (lower case), at the outermost depth.
    """
    found = pieces(text)
    begin = 0
    if behind is not None:
        begin = next((i for i, piece in enumerate(found) if piece.word == behind and piece.depth == 0), len(found))
    for index in range(begin, len(found)):
        if found[index].text == "(":
            close = closing(found, index)
            return Parts(text[: found[index].start], elements(text, found, index), text[found[close].end :])
    return None
