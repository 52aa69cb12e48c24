"""The statements of a PL/pgSQL body, found by its keywords: enough to remove one, or to turn a condition round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pgassay.assay.text import Piece

_NOT_ASSIGNMENTS = frozenset(
    {"return", "raise", "perform", "select", "insert", "update", "delete", "execute", "call", "with"}
)


class NotUnderstood(Exception):
    """The body has a form that this reader does not know."""


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes:
        word: its first word: ``if``, ``raise``, ``insert``, …; ``assignment`` for ``:=``.
        first: index of its first piece.
        last: index of its semicolon.
        depth: how many blocks, branches and loops it is in.
    """

    word: str
    first: int
    last: int
    depth: int


@dataclass(frozen=True)
class Condition:
    """A condition: between ``if``, ``elsif``, ``while``, ``when`` and what follows it.

    Attributes:
        word: what it belongs to.
        first: index of its first piece.
        last: index of its last piece.
    """

    word: str
    first: int
    last: int


@dataclass
class Body:
    """What was found."""

    statements: list[Statement] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)


def read(found: Sequence[Piece]) -> Body:
    """Read the pieces of a body.

    Raises:
        NotUnderstood: it is not of a known form.
    """
    reader = _Reader(found)
    reader.block(0, 0)
    return reader.body


class _Reader:
    def __init__(self, found: Sequence[Piece]) -> None:
        self.found = found
        self.body = Body()

    def word(self, place: int) -> str:
        if place >= len(self.found):
            raise NotUnderstood("it ends in the middle of a statement")
        return self.found[place].word

    def until(self, place: int, *words: str) -> int:
        """Index of the next of some words outside parentheses and CASE expressions."""
        depth, cases = self.found[place].depth if place < len(self.found) else 0, 0
        while True:
            word = self.word(place)
            level = self.found[place].depth
            if level <= depth and not cases and word in words:
                return place
            if level <= depth and word == "case":
                cases += 1
            elif level <= depth and word == "end" and cases:
                cases -= 1
            place += 1

    def block(self, place: int, depth: int) -> int:
        """A block from its label, DECLARE or BEGIN; the index behind its semicolon."""
        place = self.label(place)
        if self.word(place) == "declare":
            place = self.until(place + 1, "begin")
        if self.word(place) != "begin":
            raise NotUnderstood(f"a block begins with {self.found[place].text}")
        place = self.statements(place + 1, depth, "end", "exception")
        if self.word(place) == "exception":
            place += 1
            while self.word(place) == "when":
                place = self.until(place, "then")
                place = self.statements(place + 1, depth + 1, "end", "when")
        return self.past(place)

    def past(self, place: int) -> int:
        """The index behind END …; of a block, or the end of the text."""
        while place < len(self.found) and self.found[place].text != ";":
            place += 1
        return place + 1

    def label(self, place: int) -> int:
        if self.word(place) == "<<":
            while self.word(place) != ">>":
                place += 1
            place += 1
        return place

    def statements(self, place: int, depth: int, *ends: str) -> int:
        while self.word(place) not in ends:
            place = self.statement(place, depth)
        return place

    def statement(self, place: int, depth: int) -> int:
        first = place
        place = self.label(place)
        word = self.word(place)
        match word:
            case "if":
                place = self.branches(place, depth)
            case "case":
                place = self.cases(place, depth)
            case "loop" | "while" | "for" | "foreach":
                begin = self.until(place, "loop")
                if word == "while":
                    self.condition("while", place + 1, begin - 1)
                place = self.past(self.statements(begin + 1, depth + 1, "end"))
            case "begin" | "declare":
                place = self.block(place, depth + 1)
            case _:
                end = self.until(place, ";")
                if word in ("exit", "continue"):
                    when = next((p for p in range(place, end) if self.word(p) == "when"), None)
                    if when is not None:
                        self.condition("when", when + 1, end - 1)
                elif place + 1 < end and any(
                    self.word(p) in (":=", "=") for p in range(place + 1, min(end, place + 8))
                ):
                    known = ("return", "raise", "perform", "select", "insert", "update", "delete", "execute", "call")
                    word = word if word in known or word == "with" else "assignment"
                place = end + 1
        self.body.statements.append(Statement(word, first, place - 1, depth))
        return place

    def branches(self, place: int, depth: int) -> int:
        while True:
            word = self.word(place)
            then = self.until(place + 1, "then")
            self.condition(word, place + 1, then - 1)
            place = self.statements(then + 1, depth + 1, "elsif", "elseif", "else", "end")
            if self.word(place) in ("elsif", "elseif"):
                continue
            if self.word(place) == "else":
                place = self.statements(place + 1, depth + 1, "end")
            return self.past(place)

    def cases(self, place: int, depth: int) -> int:
        searched = self.word(place + 1) == "when"
        place = self.until(place + 1, "when")
        while self.word(place) == "when":
            then = self.until(place + 1, "then")
            if searched:
                self.condition("when", place + 1, then - 1)
            place = self.statements(then + 1, depth + 1, "when", "else", "end")
        if self.word(place) == "else":
            place = self.statements(place + 1, depth + 1, "end")
        return self.past(place)

    def condition(self, word: str, first: int, last: int) -> None:
        if last < first:
            raise NotUnderstood(f"{word} without a condition")
        self.body.conditions.append(Condition(word, first, last))
