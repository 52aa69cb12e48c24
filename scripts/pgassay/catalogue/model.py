"""What a catalogue is made of: objects of one shape."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

Value = str | int | bool | tuple[str | None, ...]
Key = tuple[str, ...]

_PLAIN = re.compile(r"\w+")

_WITHOUT_SCHEMA = frozenset(
    {
        "access method", "cast", "database", "default privileges", "event trigger", "extension",
        "extension dependency", "foreign data wrapper", "foreign server", "language", "privileges", "publication",
        "role", "security label", "subscription", "transform", "user mapping",
    }
)  # fmt: skip
_OF_A_TABLE = frozenset({"column", "constraint", "index", "policy", "rule", "trigger"})
_CALLED_WITH_TYPES = frozenset({"function", "procedure", "aggregate"})


@dataclass(frozen=True)
class Object:
    """One object of a database, named as people name it; no oid, no order of creation.

    Attributes:
        kind: ``table``, ``column``, ``constraint``, ``index``, ``function``, …
        name: its path, unquoted: schema, name, and what hangs on a table has its own name third. A function's
            third part is the list of its argument types.
        attributes: what the server lets one change about it. What is null, false or empty is not there, so a
            plain object has few; numbers too large for JSON are text.
    """

    kind: str
    name: tuple[str, ...]
    attributes: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[object, ...]:
        return Object.of, (self.kind, self.name, dict(self.attributes))  # from one process to another

    @cached_property
    def key(self) -> Key:
        """Kind and name: what makes it the same object in two catalogues."""
        return (self.kind, *self.name)

    @property
    def schema(self) -> str | None:
        """The schema it lies in, or is; None for what lies in none."""
        return None if self.kind in _WITHOUT_SCHEMA else self.name[0]

    @property
    def table(self) -> tuple[str, str] | None:
        """Schema and name of the table or view it hangs on, for columns, constraints, indexes and the like."""
        return (self.name[0], self.name[1]) if self.kind in _OF_A_TABLE else None

    @property
    def label(self) -> str:
        """Kind and name for people: ``column shop.users.email``, ``function platform.actor_id()``."""
        parts = self.name
        arguments = ""
        if self.kind in _CALLED_WITH_TYPES:
            parts, arguments = self.name[:-1], f"({self.name[-1]})"
        quoted = (part if _PLAIN.fullmatch(part) else '"' + part.replace('"', '""') + '"' for part in parts if part)
        return f"{self.kind} {'.'.join(quoted)}{arguments}"

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of its canonical JSON."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def text(self, attribute: str) -> str:
        """An attribute as text; empty when it is not there."""
        value = self.attributes.get(attribute)
        return "" if value is None else value if isinstance(value, str) else str(value)

    def texts(self, attribute: str) -> tuple[str, ...]:
        """A list attribute; empty when it is not there."""
        value = self.attributes.get(attribute)
        return tuple(str(each) for each in value) if isinstance(value, tuple) else ()

    def has(self, attribute: str) -> bool:
        """Whether an attribute is there: set, true, not empty."""
        return attribute in self.attributes

    def without(self, *attributes: str) -> Object:
        """The same object, some attributes left out."""
        if not any(name in self.attributes for name in attributes):
            return self
        kept = {name: value for name, value in self.attributes.items() if name not in attributes}
        return replace(self, attributes=MappingProxyType(kept))

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"kind": self.kind, "name": list(self.name), "attributes": dict(self.attributes)}

    @classmethod
    def of(cls, kind: str, name: Iterable[str], attributes: Mapping[str, Any]) -> Object:
        """Make one from JSON, what is null, false or empty left out."""
        kept = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in attributes.items()
            if value is not None and value is not False and value != []
        }
        return cls(kind, tuple(name), MappingProxyType(kept))


@dataclass(frozen=True)
class Catalogue:
    """A database's schema.

    Attributes:
        server_version: of the server it was read from, as 180001.
        objects: sorted by kind and name.
        roles: the roles that the objects name. They are the server's, shared by its databases, so they stand
            apart and are no part of the fingerprint.
    """

    server_version: int
    objects: tuple[Object, ...]
    roles: tuple[Object, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[Key, Object]:
        """The objects by kind and name."""
        return {each.key: each for each in self.objects}

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Object, ...]]:
        """The objects of each kind."""
        kinds: dict[str, list[Object]] = {}
        for each in self.objects:
            kinds.setdefault(each.kind, []).append(each)
        return {kind: tuple(members) for kind, members in kinds.items()}

    @cached_property
    def by_table(self) -> Mapping[tuple[str, str], tuple[Object, ...]]:
        """What hangs on each table or view."""
        tables: dict[tuple[str, str], list[Object]] = {}
        for each in self.objects:
            if table := each.table:
                tables.setdefault(table, []).append(each)
        return {table: tuple(members) for table, members in tables.items()}

    def of_kind(self, *kinds: str) -> tuple[Object, ...]:
        """The objects of some kinds, in order."""
        return tuple(each for kind in kinds for each in self.by_kind.get(kind, ()))

    def get(self, kind: str, *name: str) -> Object | None:
        """One object, if it is there."""
        return self.by_key.get((kind, *name))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the fingerprints of all objects; the same for the same schema, whatever its oids."""
        digest = hashlib.sha256()
        for each in self.objects:
            digest.update(each.fingerprint.encode())
        return digest.hexdigest()

    def only(self, schemas: Collection[str]) -> Catalogue:
        """What lies in some schemas."""
        return self.where(lambda each: each.schema in schemas)

    def where(self, keep: Callable[[Object], bool]) -> Catalogue:
        """What satisfies a condition."""
        return replace(self, objects=tuple(each for each in self.objects if keep(each)))

    def map(self, change: Callable[[Object], Object]) -> Catalogue:
        """Each object, changed."""
        return of(self.server_version, map(change, self.objects), map(change, self.roles))


def of(server_version: int, objects: Iterable[Object], roles: Iterable[Object] = ()) -> Catalogue:
    """A catalogue of objects in any order."""

    def key(each: Object) -> Key:
        return each.key

    return Catalogue(server_version, tuple(sorted(objects, key=key)), tuple(sorted(roles, key=key)))
