"""Compare two catalogues, attribute by attribute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pgassay.catalogue.model import Catalogue, Key, Object, Value
from pgassay.catalogue.wording import levelled

_NOT_NULL_AS_CONSTRAINT = 180000
_MAINTAIN = _IDENTITY_IN_PARTITIONS = 170000


@dataclass(frozen=True)
class Change:
    """An object that is in both catalogues and not the same.

    Attributes:
        before: it in the first.
        after: it in the second.
    """

    before: Object
    after: Object

    @property
    def label(self) -> str:
        """Kind and name for people."""
        return self.before.label

    @property
    def attributes(self) -> Mapping[str, tuple[Value | None, Value | None]]:
        """Each attribute that differs, before and after; None where it is not set."""
        names = sorted({*self.before.attributes, *self.after.attributes})
        pairs = {name: (self.before.attributes.get(name), self.after.attributes.get(name)) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True)
class Difference:
    """What turns one catalogue into the other. False when they are equal.

    Attributes:
        added: only in the second.
        removed: only in the first.
        changed: in both, with other attributes.
    """

    added: tuple[Object, ...] = ()
    removed: tuple[Object, ...] = ()
    changed: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    def __add__(self, other: Difference) -> Difference:
        return Difference(self.added + other.added, self.removed + other.removed, self.changed + other.changed)

    def __len__(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every object concerned."""
        labels = [each.label for each in (*self.added, *self.removed)] + [each.label for each in self.changed]
        return tuple(sorted(labels))

    def where(self, keep: Callable[[str], bool]) -> Difference:
        """The part whose objects' labels satisfy a condition."""
        return Difference(
            added=tuple(each for each in self.added if keep(each.label)),
            removed=tuple(each for each in self.removed if keep(each.label)),
            changed=tuple(each for each in self.changed if keep(each.label)),
        )

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "added": [each.to_json() for each in self.added],
            "removed": [each.to_json() for each in self.removed],
            "changed": [
                {
                    "kind": each.before.kind,
                    "name": list(each.before.name),
                    "attributes": {
                        name: {"before": before, "after": after} for name, (before, after) in each.attributes.items()
                    },
                }
                for each in self.changed
            ],
        }


def diff(before: Catalogue, after: Catalogue, *, roles: bool = False, restored: bool = False) -> Difference:
    """Compare two catalogues.

    Between servers of different versions, what only the newer one can say is not compared: the name of a NOT NULL
    (18), the privilege MAINTAIN and identity columns of partitions (17), the comment that an extension brings.

    Args:
        before: the first.
        after: the second.
        roles: compare the roles that they name, too.
        restored: one of them may come out of a dump: expressions that this words otherwise are the same.
    """
    found = _difference(before, after, roles=roles)
    if not restored:
        return found
    changed = tuple(each for each in found.changed if levelled(each.before) != levelled(each.after))
    return Difference(found.added, found.removed, changed)


def _difference(before: Catalogue, after: Catalogue, *, roles: bool) -> Difference:
    versions = sorted((before.server_version, after.server_version))
    if versions[0] // 10000 == versions[1] // 10000:
        found = _compare(before.by_key, after.by_key)
        return found + _compare(_by_key(before.roles), _by_key(after.roles)) if roles else found
    first = [*before.objects, *(before.roles if roles else ())]
    second = [*after.objects, *(after.roles if roles else ())]
    return _compare(_by_key(_common(first, versions)), _by_key(_common(second, versions)))


def _by_key(objects: Iterable[Object]) -> Mapping[Key, Object]:
    return {each.key: each for each in objects}


def _compare(first: Mapping[Key, Object], second: Mapping[Key, Object]) -> Difference:
    # What was read twice is most often the same value.
    both = [
        (each, other) for key, each in first.items() if (other := second.get(key)) is not None and other is not each
    ]
    return Difference(
        added=tuple(each for key, each in second.items() if key not in first),
        removed=tuple(each for key, each in first.items() if key not in second),
        changed=tuple(Change(each, other) for each, other in both if each.attributes != other.attributes),
    )


def _common(objects: Iterable[Object], versions: list[int]) -> Iterator[Object]:
    older, newer = versions
    for each in objects:
        unsaid = []
        if each.kind == "extension":
            unsaid.append("comment")
        if each.kind == "column" and older < _NOT_NULL_AS_CONSTRAINT <= newer:
            unsaid += [name for name in each.attributes if name.startswith("not_null_")]
        if each.kind == "column" and older < _IDENTITY_IN_PARTITIONS <= newer and each.has("inherited"):
            unsaid.append("identity")
        known = each.without(*unsaid)
        held = known.texts("privileges")
        if older < _MAINTAIN <= newer and held:
            kept = tuple(entry for entry in held if " MAINTAIN" not in entry)
            rest = known.without("privileges").attributes
            known = Object(each.kind, each.name, MappingProxyType({**rest, **({"privileges": kept} if kept else {})}))
        yield known
