"""Access lists as people read them: ``shop_app SELECT``, and only what differs from the ordinary.

An owner may do everything and is not listed, except where something was taken away (``postgres lacks UPDATE``).
A list that is null and one that says the same explicitly are the same. What PUBLIC may do is always listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORDS = {
    "a": "INSERT", "r": "SELECT", "w": "UPDATE", "d": "DELETE", "D": "TRUNCATE", "x": "REFERENCES", "t": "TRIGGER",
    "m": "MAINTAIN", "X": "EXECUTE", "U": "USAGE", "C": "CREATE", "T": "TEMPORARY", "c": "CONNECT", "s": "SET",
    "A": "ALTER SYSTEM",
}  # fmt: skip
# What an owner and PUBLIC may do with a new object: acldefault() in the server's source, by its code for kinds.
_OWNER = {
    "r": "arwdDxtm", "s": "rwU", "f": "X", "T": "U", "n": "UC", "d": "CTc", "l": "U", "F": "U", "S": "U", "c": "",
    "L": "rw",
}  # fmt: skip
_PUBLIC = {"f": "X", "T": "U", "l": "U", "d": "Tc"}

CODES = {
    "table": "r", "foreign table": "r", "view": "r", "materialized view": "r", "column": "c", "attribute": "c",
    "sequence": "s", "function": "f", "procedure": "f", "aggregate": "f", "enum": "T", "domain": "T",
    "composite type": "T", "range type": "T", "base type": "T", "schema": "n", "database": "d", "language": "l",
    "foreign data wrapper": "F", "foreign server": "S",
}  # fmt: skip
"""The server's code for each kind of object that has an access list."""

_NAME = r'(?:[^"=/]|"(?:[^"]|"")*")*'
_ITEM = re.compile(rf"(?P<grantee>{_NAME})=(?P<letters>[a-zA-Z*]*)/(?P<grantor>{_NAME})")
_READABLE = re.compile(
    r'(?P<grantee>"(?:[^"]|"")*"|\S+) (?P<lacks>lacks )?(?P<privilege>[A-Z ]+?)(?P<grantable>\*)?'
    r"(?: by (?P<grantor>.+))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Privilege:
    """One entry of an object's ``privileges``.

    Attributes:
        grantee: the role, or PUBLIC.
        privilege: ``SELECT``, ``EXECUTE``, …
        grantable: with grant option.
        grantor: who granted it, if not the owner.
        lacks: the owner does not have it.
    """

    grantee: str
    privilege: str
    grantable: bool = False
    grantor: str | None = None
    lacks: bool = False

    def __str__(self) -> str:
        option = "*" if self.grantable else ""
        by = f" by {_quote(self.grantor)}" if self.grantor else ""
        return f"{_quote(self.grantee)} {'lacks ' if self.lacks else ''}{self.privilege}{option}{by}"


def parse(text: str) -> Privilege:
    """Read back one entry.

    Raises:
        ValueError: it is none.
    """
    match = _READABLE.fullmatch(text)
    if not match:
        raise ValueError(f"not a privilege: {text!r}")
    grantor = match["grantor"]
    return Privilege(
        _unquote(match["grantee"]),
        match["privilege"],
        grantable=bool(match["grantable"]),
        grantor=_unquote(grantor) if grantor else None,
        lacks=bool(match["lacks"]),
    )


def readable(
    acl: Sequence[str] | None, *, owner: str, code: str, server_version: int, additions: bool = False
) -> tuple[str, ...]:
    """An access list as sorted entries.

    Args:
        acl: its items as the server writes them; None for the default.
        owner: the object's owner.
        code: the server's code for the object's kind, see ``CODES``.
        server_version: MAINTAIN exists since 17.
        additions: the list adds to another (default privileges within a schema), so an owner lacks nothing.
    """
    if acl is None:
        return tuple(sorted(str(Privilege("PUBLIC", _WORDS[letter])) for letter in _PUBLIC.get(code, "")))
    held = ""
    found: list[str] = []
    for grantee, letters, grantor in _items(acl):
        for letter, star in re.findall(r"(\w)(\*?)", letters):
            ordinary = grantee == owner == grantor and letter in _OWNER[code] and not additions
            if ordinary:
                held += letter
            if not ordinary or star:
                by = grantor if grantor != owner else None
                found.append(str(Privilege(grantee, _WORDS[letter], grantable=bool(star), grantor=by)))
    if not additions:
        missing = set(_OWNER[code]) - set(held) - ({"m"} if server_version < 170000 else set())
        found += [str(Privilege(owner, _WORDS[letter], lacks=True)) for letter in missing]
    return tuple(sorted(found))


def _items(acl: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for item in acl:
        match = _ITEM.fullmatch(item)
        if not match:
            raise ValueError(f"not an access list's item: {item!r}")
        yield _unquote(match["grantee"]) or "PUBLIC", match["letters"], _unquote(match["grantor"])


def _quote(name: str) -> str:
    return name if re.fullmatch(r"\w+", name) else '"' + name.replace('"', '""') + '"'


def _unquote(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name
