"""Predict what a statement locks, rewrites and scans, from what it is and from the catalogue before it.

The lock levels are those of AlterTableGetLockLevel and of the commands' own code in PostgreSQL 15 to 18; the lock
trace compares every one of them with ``pg_locks``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pgassay.migrations.lint import alterations
from pgassay.migrations.lint.actions import Action, Part
from pgassay.migrations.lint.facts import Facts, Relation
from pgassay.migrations.lint.modes import (
    ACCESS_EXCLUSIVE,
    EXCLUSIVE,
    SHARE,
    SHARE_ROW_EXCLUSIVE,
    SHARE_UPDATE_EXCLUSIVE,
    STRONG,
    strongest,
)
from pgassay.migrations.lint.reading import quoted


@dataclass
class Effect:
    """What one statement, or one action of an ALTER TABLE, does to relations.

    Attributes:
        part: the action; None for a statement that is one.
        relation: what it works on, as it was before.
        locks: by oid, the strongest mode; none weaker than SHARE UPDATE EXCLUSIVE.
        rewrites: relations that get a new file.
        scans: relations of which every row is read.
        lookups: those among them that are read by a query of the server's own, as it finds best.
        why: in words, why it rewrites or scans.
    """

    part: Part | None = None
    relation: Relation | None = None
    locks: dict[int, str] = field(default_factory=dict)
    rewrites: set[int] = field(default_factory=set)
    scans: set[int] = field(default_factory=set)
    lookups: set[int] = field(default_factory=set)
    why: str = ""

    def lock(self, oids: Iterable[int], mode: str) -> Effect:
        """Note a lock."""
        if mode in STRONG:
            for oid in oids:
                self.locks[oid] = strongest([mode, *filter(None, [self.locks.get(oid)])])
        return self


@dataclass
class Prediction:
    """What a statement does.

    Attributes:
        effects: one, or of ALTER TABLE one an action.
        known: whether the statement was understood.
        rows: whether it reads or writes rows as queries do, so that its scans are not predicted.
    """

    effects: list[Effect]
    known: bool = True
    rows: bool = False

    @property
    def locks(self) -> dict[int, str]:
        """By oid, the strongest mode."""
        found: dict[int, str] = {}
        for effect in self.effects:
            for oid, mode in effect.locks.items():
                found[oid] = strongest([mode, *filter(None, [found.get(oid)])])
        return found

    @property
    def rewrites(self) -> set[int]:
        """The relations that get a new file."""
        return set().union(*(effect.rewrites for effect in self.effects))

    @property
    def scans(self) -> set[int]:
        """The relations of which every row is read."""
        return set().union(*(effect.scans for effect in self.effects))

    @property
    def lookups(self) -> set[int]:
        """Those of them that are read by a query of the server's own."""
        return set().union(*(effect.lookups for effect in self.effects))


def predict(action: Action, facts: Facts) -> Prediction:
    """What a statement will do, asked for right before it runs."""
    if action.verb == "alter" and action.kind != "index":
        relation = facts.relation(action.names[0])
        if relation is None:
            return Prediction([])
        effects = [Effect(part, relation) for part in action.parts]
        for effect in effects:
            alterations.alter(effect, action, facts)
        return Prediction(effects, known=all(part.kind != "unknown" for part in action.parts))
    if action.verb in ("select", "with", "call", "do", "insert", "update", "delete", "merge", "copy", "execute"):
        return Prediction([], rows=True)
    if action.verb == "comment":  # half of all statements: the oid is enough
        return Prediction([Effect().lock(facts.oids(action.names), SHARE_UPDATE_EXCLUSIVE)])
    if action.verb in _HANDLERS:
        effect = Effect(relation=facts.relation(action.names[0]) if action.names else None)
        _HANDLERS[action.verb](effect, action, facts)
        return Prediction([effect], rows=action.verb == "refresh" or action.says("as"))
    filled = action.kind == "materialized view" and action.says("as")
    return Prediction([], rows=filled, known=action.verb != "unknown")


def _relations(action: Action, facts: Facts) -> list[Relation]:
    return [found for name in action.names if (found := facts.relation(name))]


def _create_table(effect: Effect, action: Action, facts: Facts) -> None:
    if action.partition_of and (parent := facts.relation(action.partition_of)):
        effect.relation = parent
        effect.lock([parent.oid], ACCESS_EXCLUSIVE)
        if default := parent.raw["default_partition"]:
            effect.lock([default], ACCESS_EXCLUSIVE)
            effect.scans.add(default)
            effect.why = "the rows of the default partition are read, for none may belong into the new one"
        alterations.lock_references(effect, parent, facts)
    for name in action.parents:
        if parent := facts.relation(name):
            effect.lock([parent.oid], SHARE_UPDATE_EXCLUSIVE)
    for constraint in action.constraints:
        if constraint.kind == "foreign key" and (other := facts.relation(constraint.references)):
            effect.lock(other.family, SHARE_ROW_EXCLUSIVE)


def _create_index(effect: Effect, action: Action, facts: Facts) -> None:
    if effect.relation is None or (action.says("if not exists") and facts.relation(_beside(effect.relation, action))):
        return
    family = [effect.relation.oid] if action.says("only") else effect.relation.family
    effect.lock(family, SHARE_UPDATE_EXCLUSIVE if action.says("concurrently") else SHARE)
    effect.scans.update(oid for oid in family if oid != effect.relation.oid or effect.relation.kind != "p")


def _beside(relation: Relation, action: Action) -> str:
    return f"{quoted(relation.schema)}.{action.own}"


def _drop(effect: Effect, action: Action, facts: Facts) -> None:
    if action.kind == "index" and action.says("concurrently"):
        for index in _relations(action, facts):
            effect.lock([index.raw["table"]], SHARE_UPDATE_EXCLUSIVE)
            effect.lock([index.oid], ACCESS_EXCLUSIVE)
        return
    if action.kind in ("database", "role", "tablespace", "publication", "subscription"):
        return
    effect.lock(facts.gone(action.kind, action.names, cascade=action.says("cascade")), ACCESS_EXCLUSIVE)


def _whole(mode: str) -> Callable[[Effect, Action, Facts], None]:
    """The relations that are named, and nothing else."""

    def handle(effect: Effect, action: Action, facts: Facts) -> None:
        effect.lock([relation.oid for relation in _relations(action, facts)], mode)

    return handle


def _family(mode: str) -> Callable[[Effect, Action, Facts], None]:
    """The relations that are named, with their partitions."""

    def handle(effect: Effect, action: Action, facts: Facts) -> None:
        for relation in _relations(action, facts):
            effect.lock(relation.family, mode)

    return handle


def _create_view(effect: Effect, action: Action, facts: Facts) -> None:
    if action.says("or replace") and effect.relation:
        effect.lock([effect.relation.oid], ACCESS_EXCLUSIVE)


def _create_trigger(effect: Effect, action: Action, facts: Facts) -> None:
    if effect.relation:
        partitions = effect.relation.children if effect.relation.kind == "p" else []
        effect.lock([effect.relation.oid, *partitions], SHARE_ROW_EXCLUSIVE)


def _drop_trigger(effect: Effect, action: Action, facts: Facts) -> None:
    if effect.relation:
        partitions = effect.relation.children if effect.relation.kind == "p" else []
        effect.lock([effect.relation.oid, *partitions], ACCESS_EXCLUSIVE)


def _truncate(effect: Effect, action: Action, facts: Facts) -> None:
    todo = [relation.oid for relation in _relations(action, facts)]
    seen: set[int] = set()
    while todo:
        relation = facts.relation_of(todo.pop())
        if relation is None or relation.oid in seen:
            continue
        seen.add(relation.oid)
        effect.lock([relation.oid], ACCESS_EXCLUSIVE)
        if relation.kind == "r":
            effect.rewrites.add(relation.oid)
        if action.says("restart"):
            effect.lock((each["oid"] for each in relation.raw["sequences"]), ACCESS_EXCLUSIVE)
        todo += relation.children
        if action.says("cascade"):
            todo += [each["table"] for each in relation.raw["referenced_by"]]


def _reindex(effect: Effect, action: Action, facts: Facts) -> None:
    concurrently = action.says("concurrently")
    relation = effect.relation
    if relation is None:
        return
    if action.kind == "index":
        if relation.kind == "i":
            effect.lock([relation.raw["table"]], SHARE_UPDATE_EXCLUSIVE if concurrently else SHARE)
            effect.lock([relation.oid], SHARE_UPDATE_EXCLUSIVE if concurrently else ACCESS_EXCLUSIVE)
            effect.scans.add(relation.raw["table"])
        return
    effect.lock(relation.family, SHARE_UPDATE_EXCLUSIVE if concurrently else SHARE)
    for oid in relation.family:
        member = facts.relation_of(oid)
        indexes = [index["oid"] for index in member.indexes] if member else []
        effect.lock(indexes, SHARE_UPDATE_EXCLUSIVE if concurrently else ACCESS_EXCLUSIVE)
        if indexes:
            effect.scans.add(oid)


def _cluster(effect: Effect, action: Action, facts: Facts) -> None:
    if effect.relation:
        effect.lock(effect.relation.family, ACCESS_EXCLUSIVE)
        effect.rewrites.update(effect.relation.family)
        effect.scans.update(effect.relation.family)


def _vacuum(effect: Effect, action: Action, facts: Facts) -> None:
    mode = ACCESS_EXCLUSIVE if action.says("full") else SHARE_UPDATE_EXCLUSIVE
    for relation in _relations(action, facts):
        effect.lock(relation.family, mode)
        effect.scans.update(relation.family)
        if action.says("full"):
            effect.rewrites.update(relation.family)


def _refresh(effect: Effect, action: Action, facts: Facts) -> None:
    if effect.relation:
        effect.lock([effect.relation.oid], EXCLUSIVE if action.says("concurrently") else ACCESS_EXCLUSIVE)
        if not action.says("concurrently"):
            effect.rewrites.add(effect.relation.oid)


def _lock(effect: Effect, action: Action, facts: Facts) -> None:
    for relation in _relations(action, facts):
        effect.lock([relation.oid] if action.says("only") else relation.family, action.mode)


def _alter_domain(effect: Effect, action: Action, facts: Facts) -> None:
    checks = (action.says("add constraint") and not action.says("not valid")) or action.says("set not null")
    if checks or action.says("validate"):
        # Since PostgreSQL 18 VALIDATE lets writers go on.
        weaker = action.says("validate") and facts.version >= 18
        tables = facts.with_domain(action.names[0])
        effect.lock(tables, SHARE_UPDATE_EXCLUSIVE if weaker else SHARE)
        effect.scans.update(tables)


def _alter_index(effect: Effect, action: Action, facts: Facts) -> None:
    if effect.relation is None:
        return
    index = [effect.relation.oid]
    for part in action.parts:
        if part.kind == "attach partition":
            effect.lock(index, SHARE_UPDATE_EXCLUSIVE)
            if child := facts.relation(part.name):
                effect.lock([child.oid], ACCESS_EXCLUSIVE)
        elif part.kind in ("rename", "set statistics") or (
            part.kind == "options" and part.words <= {"fillfactor", "deduplicate_items"}
        ):
            effect.lock(index, SHARE_UPDATE_EXCLUSIVE)
        else:
            effect.lock(index, ACCESS_EXCLUSIVE)
            if part.kind == "set tablespace":
                effect.rewrites.update(index)


def _reassign(effect: Effect, action: Action, facts: Facts) -> None:
    effect.lock(facts.owned_by(action.names), ACCESS_EXCLUSIVE)


_HANDLERS: dict[str, Callable[[Effect, Action, Facts], None]] = {
    "alter": _alter_index,
    "alter domain": _alter_domain,
    "alter policy": _whole(ACCESS_EXCLUSIVE),
    "alter publication": _family(SHARE_UPDATE_EXCLUSIVE),
    "alter rule": _whole(ACCESS_EXCLUSIVE),
    "alter sequence": _whole(SHARE_ROW_EXCLUSIVE),
    "alter trigger": _family(ACCESS_EXCLUSIVE),
    "analyze": _family(SHARE_UPDATE_EXCLUSIVE),
    "cluster": _cluster,
    "create index": _create_index,
    "create policy": _whole(ACCESS_EXCLUSIVE),
    "create publication": _family(SHARE_UPDATE_EXCLUSIVE),
    "create rule": _whole(ACCESS_EXCLUSIVE),
    "create statistics": _whole(SHARE_UPDATE_EXCLUSIVE),
    "create table": _create_table,
    "create trigger": _create_trigger,
    "create view": _create_view,
    "drop": _drop,
    "drop owned": _reassign,
    "drop policy": _whole(ACCESS_EXCLUSIVE),
    "drop rule": _whole(ACCESS_EXCLUSIVE),
    "drop trigger": _drop_trigger,
    "lock": _lock,
    "reassign owned": _reassign,
    "refresh": _refresh,
    "reindex": _reindex,
    "truncate": _truncate,
    "vacuum": _vacuum,
}
