"""Choosing by words, as pytest's ``-k`` does: ``cart and not (expiry or refund)``."""

from __future__ import annotations

import re
from collections.abc import Callable

from pgassay.errors import Refused

Chooser = Callable[[str], bool]

_TOKEN = re.compile(r"[()]|[^\s()]+")


def chooser(expression: str) -> Chooser:
    """A function that tells whether a name is chosen.

    A word is chosen where it occurs in the name, capitals or not; ``not`` binds closer than ``and``, ``and``
    closer than ``or``.

    Raises:
        Refused: the expression makes no sense.
    """
    parser = _Parser(expression)
    choose = parser.alternatives()
    if parser.next is not None:
        raise parser.refusal()
    return choose


class _Parser:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self._tokens = _TOKEN.findall(expression)

    @property
    def next(self) -> str | None:
        return self._tokens[0] if self._tokens else None

    def refusal(self) -> Refused:
        found = f"at {self.next!r}" if self.next else "at its end"
        return Refused(
            f"-k {self.expression!r} makes no sense {found}",
            hint="write words with and, or, not and parentheses: -k 'cart and not (expiry or refund)'",
        )

    def alternatives(self) -> Chooser:
        choose = self._conjunction()
        while self.next == "or":
            self._tokens.pop(0)
            choose = _either(choose, self._conjunction())
        return choose

    def _conjunction(self) -> Chooser:
        choose = self._single()
        while self.next == "and":
            self._tokens.pop(0)
            choose = _both(choose, self._single())
        return choose

    def _single(self) -> Chooser:
        if self.next in (None, ")", "and", "or"):
            raise self.refusal()
        word = self._tokens.pop(0)
        if word == "not":
            refused = self._single()
            return lambda name: not refused(name)
        if word == "(":
            inner = self.alternatives()
            if self.next != ")":
                raise self.refusal()
            self._tokens.pop(0)
            return inner
        word = word.casefold()
        return lambda name: word in name.casefold()


def _either(one: Chooser, other: Chooser) -> Chooser:
    return lambda name: one(name) or other(name)


def _both(one: Chooser, other: Chooser) -> Chooser:
    return lambda name: one(name) and other(name)
