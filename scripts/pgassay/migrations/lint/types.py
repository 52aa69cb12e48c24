"""Which changes of a column's type leave its rows as they are."""

from __future__ import annotations

from pgassay.migrations.lint.actions import Part
from pgassay.migrations.lint.facts import Column, Facts

_HEADER = 4  # of a varlena value: the modifier of a length counts it


def rewritten(column: Column, part: Part, facts: Facts) -> str:
    """Why every row must be written to give a column another type; empty if it need not.

    The rules are those of ATColumnChangeRequiresRewrite and of the planner's support functions for length
    coercions: a wider varchar, varbit, numeric precision or time precision is the same value.
    """
    after = facts.type_of(part.type)
    if after is None:
        return "the new type is not known here"
    if part.using is not None and not _is_column(part, column):
        return "USING computes a new value for every row"
    old, new = column.type, after[0]
    name_before, base_before, domain_before = facts.type_category(old)
    name_after, base_after, domain_after = facts.type_category(new)
    if domain_after and new != old:
        if facts.constrained_domain(part.type):
            return "the new type is a domain with a constraint, which is checked on every row"
        new, name_after = base_after, facts.type_category(base_after)[0]
    if domain_before and old != new:
        old, name_before = base_before, facts.type_category(base_before)[0]
    if old == new:
        return "" if _wider(name_after, column.mod, after[1]) else "the new type holds less than the old one"
    if {name_before, name_after} == {"timestamp", "timestamptz"}:
        plain = after[1] == -1 and facts.setting("TimeZone") in ("UTC", "GMT", "Etc/UTC")
        return "" if plain else "every instant is computed anew"
    if facts.coercible(old, new):
        # varchar to text and back: a length to be cut to is a rewrite, none is not.
        return "" if after[1] == -1 else "the new type has a length, to which values may have to be cut"
    return "the values of the new type are stored in another way"


def _is_column(part: Part, column: Column) -> bool:
    using = part.using
    if using is None:
        return True
    words = [token.text for token in using.tokens]
    bare = words[0].strip('"').lower() == part.name.lower() if words else False
    return bare and (len(words) == 1 or words[1] == "::" or words[1:3] == [":", ":"])


def _wider(name: str, before: int, after: int) -> bool:
    if before == after or after == -1:
        return True
    if before == -1:
        return False
    if name in ("varchar", "varbit"):
        return after >= before
    if name == "numeric":
        precision = [(mod - _HEADER) >> 16 & 0xFFFF for mod in (before, after)]
        scale = [(mod - _HEADER) & 0x7FF for mod in (before, after)]
        return scale[0] == scale[1] and precision[1] >= precision[0]
    if name in ("timestamp", "timestamptz", "time", "timetz"):
        return after >= before
    return False
