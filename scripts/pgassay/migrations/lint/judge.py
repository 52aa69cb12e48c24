"""Hold a statement against the rules about locks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pgassay.migrations.lint.effects import Effect
from pgassay.migrations.lint.facts import Relation
from pgassay.migrations.lint.findings import Finding
from pgassay.migrations.lint.modes import ACCESS_EXCLUSIVE, blocks
from pgassay.migrations.lint.rules import RULES
from pgassay.migrations.lint.step import Step, Transaction

# ALTER TABLE … that is its own rule, whatever it costs.
_PARTS = {
    "disable row security": "row-security",
    "disable rule": "rewrite-rule",
    "disable trigger": "create-trigger",
    "drop column": "drop-column",
    "drop not null": "drop-not-null",
    "enable row security": "row-security",
    "enable rule": "rewrite-rule",
    "enable trigger": "create-trigger",
    "force row security": "row-security",
    "no force row security": "row-security",
    "rename": "rename",
    "rename column": "rename",
    "replica identity": "storage",
    "set access method": "move-table",
    "set compression": "storage",
    "set logged": "move-table",
    "set schema": "rename",
    "set storage": "storage",
    "set tablespace": "move-table",
    "set unlogged": "move-table",
}
_VERBS = {
    "alter policy": "row-security",
    "alter rule": "rewrite-rule",
    "alter trigger": "exclusive-lock",
    "cluster": "cluster",
    "create policy": "row-security",
    "create rule": "rewrite-rule",
    "create trigger": "create-trigger",
    "create view": "replace-view",
    "drop policy": "row-security",
    "drop rule": "rewrite-rule",
    "drop trigger": "drop-trigger",
    "lock": "lock-table",
    "truncate": "truncate",
}
_DROPS_DATA = ("table", "view", "materialized view", "foreign table", "schema")


def judge(step: Step, transaction: Transaction) -> Iterator[Finding]:
    """What is wrong with a statement's locks.

    Args:
        step: the statement.
        transaction: what came before it in its transaction.
    """
    for effect in step.prediction.effects:
        if rule := _rule(step, effect, transaction):
            yield found(step, rule, _what(step, effect), effect)
    yield from _without_relation(step)
    yield from _backfill(step)
    yield from _after_others(step, transaction)


def found(step: Step, rule: str, message: str, effect: Effect | None = None) -> Finding:
    """A finding at a statement, with the locks for which somebody waits."""
    locks = {oid: mode for oid, mode in step.locks(effect).items() if blocks(mode)}
    why = effect.why if effect else ""
    return Finding(RULES[rule], step.migration.id, step.place, message, why, step.named(locks), step.via)


def _what(step: Step, effect: Effect) -> str:
    """The statement in its first words, with the relation it works on."""
    action, part = step.action, effect.part
    name = effect.relation.label if effect.relation else " ".join(action.names)
    if part is None:
        about = f" {action.own}" if action.own else ""
        said = action.verb if action.verb != "drop" else f"drop {action.kind}"
        return f"{said}{about}" + (f" on {name}" if about else f" {name}")
    return f"{part.kind} {part.name}".strip() + f" on {name}"


def _rule(step: Step, effect: Effect, transaction: Transaction) -> str:
    """The rule that an effect breaks; empty if none."""
    locks = step.locks(effect)
    if not locks:
        return ""
    if effect.part is not None and step.action.kind != "index":
        return _rule_of_part(step, effect, transaction)
    verb, scans = step.action.verb, effect.scans & step.visible
    if verb == "create index":
        return "" if step.action.says("concurrently") else "create-index"
    if verb == "drop":
        if step.action.kind == "index":
            return "" if step.action.says("concurrently") else "drop-index"
        return "drop-table" if step.action.kind in _DROPS_DATA else _brief(locks)
    if verb == "reindex":
        return "" if step.action.says("concurrently") else "reindex"
    if verb == "vacuum":
        return "cluster" if step.action.says("full") else ""
    if verb == "refresh":
        return "" if step.action.says("concurrently") else "refresh-materialized-view"
    if verb == "alter domain":
        return "domain-constraint" if scans else ""
    if verb == "create table" and step.action.partition_of:
        return "default-partition" if scans else "create-partition"
    return _VERBS.get(verb) or _brief(locks)


def _brief(locks: dict[int, str]) -> str:
    return "exclusive-lock" if ACCESS_EXCLUSIVE in locks.values() else ""


def _rule_of_part(step: Step, effect: Effect, transaction: Transaction) -> str:
    part, relation = effect.part, effect.relation
    assert part is not None and relation is not None  # noqa: S101
    locks, scans = step.locks(effect), effect.scans & step.visible
    if step.action.kind in ("view", "materialized view") and part.kind not in ("rename", "rename column", "set schema"):
        return _brief(locks)
    if rule := _PARTS.get(part.kind):
        return rule
    if part.kind == "add column" and part.column:
        return _added_column(effect, scans) or _brief(locks)
    if part.kind == "add constraint" and part.constraint:
        return _added_constraint(effect, scans) or _brief(locks)
    if part.kind == "validate":
        return "validate-with-add" if (relation.oid, part.name) in transaction.added else ""
    if part.kind == "set not null":
        return "set-not-null" if scans else "exclusive-lock"
    if part.kind == "drop constraint":
        dropped = relation.constraint(part.name)
        return "drop-foreign-key" if dropped and dropped["type"] == "f" else "drop-constraint"
    if part.kind == "set type":
        return "column-type-change" if scans or effect.rewrites else "widen-type"
    if part.kind == "attach partition":
        if relation.raw["default_partition"] in step.visible:
            return "default-partition"
        return "attach-partition" if scans else "exclusive-lock"
    if part.kind == "detach partition":
        return "" if part.words & {"concurrently", "finalize"} else "detach-partition"
    return _brief(locks)


def _added_column(effect: Effect, scans: set[int]) -> str:
    assert effect.part is not None and effect.part.column is not None  # noqa: S101
    column = effect.part.column
    if effect.rewrites:
        return "add-column"
    if column.has("not null") and "NULL" in effect.why:
        return "required-column"
    for kind, rule in (
        ("check", "check"),
        ("unique", "unique"),
        ("primary key", "unique"),
        ("foreign key", "foreign-key"),
    ):
        if column.has(kind) and scans:
            return rule
    return ""


def _added_constraint(effect: Effect, scans: set[int]) -> str:
    assert effect.part is not None and effect.part.constraint is not None  # noqa: S101
    constraint = effect.part.constraint
    if constraint.index:
        return "primary-key-nullable" if scans else "constraint-using-index"
    if not scans:
        return ""
    return {"foreign key": "foreign-key", "check": "check", "not null": "set-not-null"}.get(constraint.kind, "unique")


def _without_relation(step: Step) -> Iterator[Finding]:
    """What breaks running code without a lock on any relation."""
    action = step.action
    if action.verb == "rename":
        yield found(step, "rename", f"rename {action.kind} {' '.join(action.names)}")
    if action.verb == "drop" and action.kind == "database":
        yield found(step, "drop-database", f"drop database {' '.join(action.names)}")
    if action.verb == "drop" and action.kind == "schema" and not step.locks():
        yield found(step, "drop-table", f"drop schema {' '.join(action.names)}")


def _backfill(step: Step) -> Iterator[Finding]:
    action = step.action
    if action.verb not in ("update", "delete") or action.says("limit"):
        return
    relation = step.facts.relation(action.names[0])
    if relation is None or (action.says("alone") and _by_key(step, relation)):
        return
    if step.facts.visible([relation.oid]):
        rows = "the rows that its WHERE finds" if action.says("where") else "every row"
        yield found(step, "backfill", f"{action.verb} {relation.label}: {rows}, in one statement")


def _by_key(step: Step, relation: Relation) -> bool:
    """Whether the rows are found by all the columns of a unique index: by keys that were given."""
    compared = {name for name in relation.columns if step.action.says(f"= {name}")}
    numbers = set(relation.numbers(compared))
    return any(
        index["unique"] and index["valid"] and not index["expression"] and set(index["columns"]) <= numbers
        for index in relation.indexes
    )


def _after_others(step: Step, transaction: Transaction) -> Iterator[Finding]:
    """What should not stand behind a lock that is held already."""
    if not transaction.held:
        return
    readers_wait = {oid: line for oid, (mode, line) in transaction.held.items() if mode == ACCESS_EXCLUSIVE}
    if readers_wait and (step.works or any(True for _ in _backfill(step))):
        names = ", ".join(sorted(set(step.facts.labels(readers_wait).values())))
        line = min(readers_wait.values())
        yield found(step, "work-under-lock", f"{names} stays locked since line {line} while this reads or writes rows")
    taken = {oid: mode for oid, mode in step.locks().items() if blocks(mode) and oid not in transaction.held}
    if taken and ("wide-lock-window", bool(readers_wait)) not in transaction.told:
        transaction.told.add(("wide-lock-window", bool(readers_wait)))
        waiting = readers_wait or {oid: line for oid, (_, line) in transaction.held.items()}
        names = ", ".join(sorted(set(step.facts.labels(waiting).values())))
        message = f"waits for another lock while {names} stays locked since line {min(waiting.values())}"
        if not readers_wait:
            message += ", against writers alone"
        yield replace(found(step, "wide-lock-window", message), harmless=not readers_wait)
