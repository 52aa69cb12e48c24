"""A cursor over the tokens of a statement, as a grammar is written by hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pgassay.sql import Token

_NAME = ("word", "identifier")
_PLAIN = re.compile(r"[a-z_\u0080-\U0010ffff][a-z0-9_$\u0080-\U0010ffff]*")


def unquoted(text: str) -> str:
    """A name as the catalogue has it: folded to lower case unless it is quoted."""
    return text[1:-1].replace('""', '"') if text.startswith('"') else text.lower()


def quoted(name: str) -> str:
    """A catalogue's name as SQL writes it."""
    return name if _PLAIN.fullmatch(name) else '"' + name.replace('"', '""') + '"'


class Reader:
    """Reads tokens from left to right.

    Args:
        tokens: of one statement, comments left out.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)
        self.place = 0

    def __bool__(self) -> bool:
        return self.place < len(self.tokens)

    def word(self, ahead: int = 0) -> str:
        """The next token in lower case: a word or a sign; empty at the end, and for what is quoted."""
        place = self.place + ahead
        if place >= len(self.tokens):
            return ""
        token = self.tokens[place]
        return token.text.lower() if token.kind in ("word", "other") else ""

    def sees(self, *words: str) -> bool:
        """Whether these come next."""
        return all(self.word(ahead) == word for ahead, word in enumerate(words))

    def accept(self, *words: str) -> bool:
        """Step over these if they come next."""
        if not words or not self.sees(*words):
            return False
        self.place += len(words)
        return True

    def accept_any(self, *words: str) -> str:
        """Step over one of these if it comes next, and say which; empty if none does."""
        word = self.word()
        if word in words:
            self.place += 1
            return word
        return ""

    def take(self) -> Token | None:
        """The next token, stepped over; a whole parenthesis is one."""
        if not self:
            return None
        token = self.tokens[self.place]
        self.place += 1
        if token.text in "([":
            depth = 1
            while self and depth:
                text = self.tokens[self.place].text
                depth += (text in "([") - (text in ")]")
                self.place += 1
        return token

    def name(self) -> str:
        """The name that comes next, as the statement writes it, qualified where it is; empty if none comes."""
        if not self or self.tokens[self.place].kind not in _NAME:
            return ""
        parts = [self.tokens[self.place].text]
        self.place += 1
        while self.word() == "." and self.place + 1 < len(self.tokens):
            parts += [".", self.tokens[self.place + 1].text]
            self.place += 2
        return "".join(parts)

    def names(self) -> tuple[str, ...]:
        """Names with commas between them."""
        found = []
        while True:
            self.accept("only")
            if name := self.name():
                found.append(name)
            self.accept("*")
            if not name or not self.accept(","):
                return tuple(found)

    def parenthesis(self) -> Reader | None:
        """What stands in the parenthesis that comes next, stepped over; None if none comes."""
        if self.word() != "(":
            return None
        begin = self.place
        self.take()
        return Reader(self.tokens[begin + 1 : self.place - 1])

    def until(self, stops: Collection[str]) -> Reader:
        """What comes before the first of these words, or the end; stepped over."""
        begin = self.place
        while self and self.word() not in stops:
            self.take()
        return Reader(self.tokens[begin : self.place])

    def pieces(self) -> Iterator[Reader]:
        """What stands between commas, from here to the end."""
        while self:
            yield self.until((",",))
            self.accept(",")

    def rest(self) -> Reader:
        """What is left, stepped over."""
        found = Reader(self.tokens[self.place :])
        self.place = len(self.tokens)
        return found

    def columns(self) -> tuple[str, ...]:
        """The plain columns of a list in parentheses, as the catalogue has them."""
        inside = self.parenthesis()
        if inside is None:
            return ()
        return tuple(unquoted(piece.tokens[0].text) for piece in inside.pieces() if piece.tokens)

    def has(self, *words: str) -> bool:
        """Whether these follow each other anywhere from here on, outside of every parenthesis."""
        start = self.place
        try:
            while self:
                if self.sees(*words):
                    return True
                self.take()
            return False
        finally:
            self.place = start

    @property
    def text(self) -> str:
        """The tokens as SQL again, with single blanks."""
        parts: list[str] = []
        for before, token in zip((None, *self.tokens), self.tokens, strict=False):
            glued = before is None or token.text in ".,)](" or before.text in ".(["
            if before is not None and token.text == "::":
                glued = True
            if (before is not None and token.text == ":") or (before is not None and before.text == ":"):
                glued = True
            parts.append(("" if glued else " ") + token.text)
        return "".join(parts)
