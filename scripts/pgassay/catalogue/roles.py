"""The same schema under another role's name."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from pgassay.catalogue import privileges
from pgassay.catalogue.model import Catalogue, Object, Value

_NAMED_AFTER_A_ROLE = {"default privileges": 0, "user mapping": 1, "role": 0}


def renamed(catalogue: Catalogue, old: str, new: str) -> Catalogue:
    """The catalogue with one role called otherwise, wherever it stands: as owner, in privileges, in policies."""
    return catalogue if old == new else catalogue.map(lambda each: _renamed(each, old, new))


def _renamed(each: Object, old: str, new: str) -> Object:
    name = list(each.name)
    place = _NAMED_AFTER_A_ROLE.get(each.kind)
    if place is not None and name[place] == old:
        name[place] = new
    attributes: dict[str, Value] = dict(each.attributes)
    if attributes.get("owner") == old:
        attributes["owner"] = new
    if held := each.texts("privileges"):
        attributes["privileges"] = tuple(sorted(_privilege(text, old, new) for text in held))
    if each.kind == "policy" and old in each.texts("roles"):
        attributes["roles"] = tuple(sorted(new if role == old else role for role in each.texts("roles")))
    if tuple(name) == each.name and attributes == each.attributes:
        return each
    return replace(each, name=tuple(name), attributes=MappingProxyType(attributes))


def _privilege(text: str, old: str, new: str) -> str:
    found = privileges.parse(text)
    return str(
        replace(
            found,
            grantee=new if found.grantee == old else found.grantee,
            grantor=new if found.grantor == old else found.grantor,
        )
    )
