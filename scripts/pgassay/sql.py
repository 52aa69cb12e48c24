"""A lexer for PostgreSQL's SQL: enough to know where statements begin and end, and what they start with.

The rules are those of the server's scanner (documentation, "Lexical Structure") and of psql's splitting:
dollar quotes, nested comments, ``E''`` strings, ``BEGIN ATOMIC`` bodies and parenthesised rule actions do
not end a statement at their semicolons.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple

Kind = Literal["comment", "string", "identifier", "word", "number", "meta", "other"]


class Token(NamedTuple):
    """A piece of SQL text; white space is left out."""

    kind: Kind
    text: str
    start: int


# The scanner's own classes: its white space is ASCII, and every character beyond ASCII may stand in a name.
_SPACE = r"[ \t\n\r\f\v]"
_START = r"[A-Za-z_\u0080-\U0010ffff]"
_PART = r"[A-Za-z_0-9\u0080-\U0010ffff]"
# Literals with nothing but a new line between them are one; a comment may stand there, too.
_CONTINUES = rf"'[ \t\f\v\r]*(?:--[^\n]*)?\n(?:{_SPACE}|--[^\n]*\n)*'"
_TOKEN = rf"""
      (?P<space>{_SPACE}+)
    | (?P<comment>--[^\n\r]*|/\*)
    | (?P<string>[eE]'(?:[^'\\]|''|\\.|{_CONTINUES})*(?:'|\Z)|(?:[nNbBxX]|[uU]&)?'(?:[^']|'')*(?:'|\Z))
    | (?P<identifier>(?:[uU]&)?"(?:[^"]|"")*(?:"|\Z))
    | (?P<dollar>\$(?:{_START}{_PART}*)?\$)
    | (?P<word>{_START}(?:{_PART}|\$)*)
    | (?P<number>[0-9][\w.]*|\$[0-9]+)
    | (?P<meta>\\[^\n]*)
    | (?P<other>.)
    """
_MAY_STAY_OPEN = re.compile(r"""['"$]|/\*""")
_COMMENT_EDGE = re.compile(r"/\*|\*/")


@cache
def _token() -> re.Pattern[str]:
    # Compiled when it is first needed: it takes 10 ms, and most commands read no SQL.
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of SQL text. What is left open at the end reaches to the end; the server will say so."""
    position, length, match_token = 0, len(text), _token().match
    while position < length:
        match = match_token(text, position)
        assert match is not None  # noqa: S101  (the last alternative takes any character)
        kind, start, position = match.lastgroup, match.start(), match.end()
        if kind == "space":
            continue
        if kind == "comment" and text.startswith("/*", start):
            position = _end_of_comment(text, start)
        elif kind == "dollar":
            close = text.find(match.group(), position)
            position = length if close < 0 else close + len(match.group())
            kind = "string"
        yield Token(kind, text[start:position], start)  # type: ignore[arg-type]


def _end_of_comment(text: str, start: int) -> int:
    depth = 0
    for edge in _COMMENT_EDGE.finditer(text, start):
        depth += 1 if edge.group() == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(text)


@dataclass(frozen=True)
class Statement:
    """One statement of a file.

    Attributes:
        text: the statement, without the comments before it and without its semicolon.
        start: offset of its first character in the file.
        line: number of its first line, from 1.
        tokens: its tokens, comments left out.
    """

    text: str
    start: int
    line: int
    tokens: tuple[Token, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its bare words (keywords and unquoted names) in lower case, in order."""
        return tuple(token.text.lower() for token in self.tokens if token.kind == "word")

    def starts_with(self, *words: str) -> bool:
        """Whether its first words are these (lower case)."""
        return self.words[: len(words)] == words


def left_open(text: str) -> Token | None:
    """The literal, name or comment at the end of a text that is never closed, if there is one."""
    if not _MAY_STAY_OPEN.search(text):
        return None
    last = None
    for token in tokens(text + "\n;"):  # swallowed by what is open
        if token.start > len(text):
            return None
        last = token
    return last


class Lines:
    """Line and column of offsets in a text, both from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at ``offset``."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def split(text: str) -> list[Statement]:
    """The statements of a file, in order; empty ones are left out."""
    lines = Lines(text)
    statements: list[Statement] = []
    current: list[Token] = []
    parentheses = 0
    body = 0  # depth of BEGIN ATOMIC … END in a function's body, CASE … END included; BEGIN cannot nest
    for token in tokens(text):
        if token.kind == "comment":
            continue
        if token.text == ";" and parentheses <= 0 and body == 0:
            _finish(text, lines, current, statements)
            current, parentheses = [], 0
            continue
        if token.text == "(":
            parentheses += 1
        elif token.text == ")":
            parentheses -= 1
        elif token.kind == "word":
            body = _body_depth(body, token.text.lower(), current)
        current.append(token)
    _finish(text, lines, current, statements)
    return statements


def _body_depth(depth: int, word: str, before: list[Token]) -> int:
    last = before[-1].text.lower() if before else ""
    if word == "atomic" and depth == 0:
        return 1 if last == "begin" and before[0].text.lower() == "create" else 0
    if depth == 0 or last in (".", "as"):  # a column or a label of that name
        return depth
    return depth + (word == "case") - (word == "end")


def _finish(text: str, lines: Lines, current: list[Token], statements: list[Statement]) -> None:
    if not current:
        return
    start, last = current[0].start, current[-1]
    end = last.start + len(last.text)
    statements.append(Statement(text=text[start:end], start=start, line=lines.at(start)[0], tokens=tuple(current)))
