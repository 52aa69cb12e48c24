"""A text that a regular expression matches: enough of the language for what check constraints say."""

from __future__ import annotations

import re

# Tried in this order wherever several characters fit.
_POOL = "a1Ab2Bc3Cdefgxyz0987DEFXYZ_-.@/:+ ,#%"
_QUANTIFIER = re.compile(r"(\*|\+|\?|\{(\d+)(?:,(\d*))?\})\??")
_LONGEST = 4000
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "digit": "0-9", "lower": "a-z", "upper": "A-Z", "space": r"\s",
    "xdigit": "0-9a-fA-F",
}  # fmt: skip


def sample(pattern: str, variant: int = 0) -> str | None:
    """A short text that ``pattern`` matches, or None where it says more than we understand.

    Args:
        pattern: a regular expression as PostgreSQL reads it.
        variant: another number gives another text, where the pattern leaves a choice.
    """
    text = _plain_classes(pattern.removeprefix("(?i)"))
    try:
        found, rest = _alternatives(text, variant)
        if rest or len(found) > _LONGEST or not re.search(text.replace(r"\A", "^").replace(r"\Z", "$"), found):
            return None
    except (ValueError, re.error, IndexError):
        return None
    return found


def _alternatives(text: str, variant: int) -> tuple[str, str]:
    options = []
    found, rest = _sequence(text, variant)
    options.append(found)
    while rest.startswith("|"):
        found, rest = _sequence(rest[1:], variant)
        options.append(found)
    return options[variant % len(options)], rest


def _sequence(text: str, variant: int) -> tuple[str, str]:
    found = ""
    while text and text[0] not in "|)":
        place = variant + len(found)
        atom, text = _atom(text, place)
        if match := _QUANTIFIER.match(text):
            text = text[match.end() :]
            atom *= {"*": 0, "?": 0, "+": 1}.get(match[1], int(match[2] or 1))
        found += atom
    return found, text


def _atom(text: str, place: int) -> tuple[str, str]:
    first = text[0]
    if first in "^$":
        return "", text[1:]
    if first == "(":
        if text.startswith(("(?=", "(?!", "(?<")):
            raise ValueError(text)
        inner = text[3:] if text.startswith("(?:") else text[1:]
        found, rest = _alternatives(inner, place)
        if not rest.startswith(")"):
            raise ValueError(text)
        return found, rest[1:]
    if first == "[":
        end = text.index("]", 3 if text.startswith("[^") else 2)
        return _fitting(text[: end + 1], place), text[end + 1 :]
    if first == "\\":
        if text[1] in "mMyYAZ":
            return "", text[2:]
        if text[1] in "dDwWsS":
            return _fitting(text[:2], place), text[2:]
        return text[1], text[2:]
    if first == ".":
        return _fitting("[a-z]", place), text[1:]
    return first, text[1:]


def _plain_classes(text: str) -> str:
    """The pattern with ``[:alpha:]`` and its like as Python writes them."""
    for name, plain in _CLASSES.items():
        text = text.replace(f"[:{name}:]", plain)
    return text


def _fitting(one: str, place: int) -> str:
    """A character that matches the expression for one character."""
    fitting = [character for character in _POOL if re.fullmatch(one, character)]
    if not fitting:
        raise ValueError(one)
    return fitting[place % len(fitting)]
