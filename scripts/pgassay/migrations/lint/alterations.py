"""Predict what an action of ALTER TABLE does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pgassay.catalogue.tables import expression_of
from pgassay.migrations.lint import types
from pgassay.migrations.lint.actions import Action, Column, Constraint
from pgassay.migrations.lint.facts import Facts, Relation
from pgassay.migrations.lint.modes import ACCESS_EXCLUSIVE, SHARE_ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE
from pgassay.migrations.lint.reading import Reader, quoted, unquoted

if TYPE_CHECKING:
    from pgassay.migrations.lint.effects import Effect

_WEAK = frozenset({"set statistics", "column options", "cluster on", "validate", "attach partition"})
_ON_WRITES = frozenset({"enable trigger", "disable trigger"})
_ALONE = frozenset(
    {
        "owner", "set schema", "rename", "options", "replica identity", "enable row security", "disable row security",
        "force row security", "no force row security", "cluster on", "set logged", "set unlogged", "set tablespace",
        "set access method", "attach partition", "detach partition", "inherit", "no inherit", "enable rule",
        "disable rule",
    }
)  # fmt: skip
# Options that change how rows are found or written; the others are read by the next statement or by autovacuum.
_STRONG_OPTIONS = frozenset({"user_catalog_table", "security_barrier", "security_invoker", "check_option"})
_SERIAL = frozenset({"serial", "bigserial", "smallserial", "serial4", "serial8", "serial2"})


def alter(effect: Effect, action: Action, facts: Facts) -> None:
    """Fill in what the effect's action does to its relation."""
    part, relation = effect.part, effect.relation
    assert part is not None and relation is not None  # noqa: S101
    family = [relation.oid] if part.kind in _ALONE or action.says("only") else relation.family
    if part.kind in _WEAK or (part.kind == "options" and not part.words & _STRONG_OPTIONS):
        effect.lock(family, SHARE_UPDATE_EXCLUSIVE)
    elif part.kind in _ON_WRITES or (
        part.kind == "add constraint" and part.constraint and part.constraint.kind == "foreign key"
    ):
        effect.lock(family, SHARE_ROW_EXCLUSIVE)
    elif part.kind == "detach partition" and "concurrently" in part.words:
        effect.lock(family, SHARE_UPDATE_EXCLUSIVE)
    else:
        effect.lock(family, ACCESS_EXCLUSIVE)
    if handle := _HANDLERS.get(part.kind):
        handle(effect, facts)


def lock_references(effect: Effect, relation: Relation, facts: Facts) -> None:
    """The tables that the foreign keys of a partitioned table refer to: a new partition gets these keys, too."""
    for constraint in relation.constraints:
        if constraint["type"] == "f" and (other := facts.relation_of(constraint["references"])):
            effect.lock(other.family, SHARE_ROW_EXCLUSIVE)
    for reference in relation.raw["referenced_by"]:
        effect.lock([reference["table"]], SHARE_ROW_EXCLUSIVE)


def proven(relation: Relation, column: str, facts: Facts) -> bool:
    """Whether the server knows already that a column holds no NULL: the column says so, or a validated check."""
    found = relation.columns.get(column)
    if found is not None and found.not_null:
        return not any(
            each["type"] == "n" and found.number in each["columns"] and not each["validated"]
            for each in relation.constraints
        )
    wanted = {f"{name} IS NOT NULL" for name in (column, quoted(column), '"' + column.replace('"', '""') + '"')}
    for each in relation.constraints:
        if each["type"] == "c" and each["validated"]:
            body = _bare(expression_of(each["definition"]))
            if any(_bare(term) in wanted for term in re.split(r"\bAND\b", body)):
                return True
    return False


def _bare(text: str) -> str:
    """An expression without the parentheses around it."""
    text = text.strip()
    while text.startswith("(") and expression_of(text) == text:
        text = text[1:-1].strip()
    return text


def volatile(expression: Reader, facts: Facts) -> bool:
    """Whether a default must be computed for each row: any function of a name it calls is volatile."""
    names: list[str] = []
    reader = Reader(expression.tokens)
    while reader:
        name = reader.name()
        if name and reader.word() == "(":
            names.append(name.replace('"', "") if '"' in name else name.lower())
        if not name:
            reader.place += 1
    return facts.volatile(names)


def _storage(effect: Effect) -> set[int]:
    """The relation and its children, as far as they hold rows."""
    assert effect.relation is not None  # noqa: S101
    family = set(effect.relation.family)
    return family - {effect.relation.oid} if effect.relation.kind == "p" else family


def _rewrite(effect: Effect, why: str) -> None:
    effect.rewrites |= _storage(effect)
    effect.scans |= _storage(effect)
    effect.why = why


def _scan(effect: Effect, why: str) -> None:
    effect.scans |= _storage(effect)
    effect.why = effect.why or why


def _look_up(effect: Effect) -> None:
    _scan(effect, "every row is looked up in the other table")
    effect.lookups |= _storage(effect)


def _add_column(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    column = effect.part.column
    if column is None or ("if not exists" in effect.part.words and column.name in effect.relation.columns):
        return
    if effect.relation.kind in ("v", "f"):
        return
    fills = _fills(column, facts)
    if fills:
        _rewrite(effect, fills)
    for constraint in column.constraints:
        if constraint.kind == "foreign key":
            _reference(effect, constraint, facts)
            if column.default is not None:
                _look_up(effect)
        elif constraint.kind == "check":
            _scan(effect, "every row is checked")
        elif constraint.kind in ("unique", "primary key"):
            _scan(effect, "the index is built")
    if column.has("not null") and not fills and (column.default is None or _is_null(column.default)):
        _scan(effect, "every row is looked at for a NULL, and has one")


def _is_null(default: Reader) -> bool:
    return [token.text.lower() for token in default.tokens] == ["null"]


def _fills(column: Column, facts: Facts) -> str:
    """Why each row must be written to add a column; empty if it need not."""
    if column.generated == "stored":
        return "a stored generated column is computed for every row"
    if column.generated == "identity" or column.type.lower() in _SERIAL:
        return "every row gets a number from the sequence"
    if column.generated == "virtual":
        return ""
    if column.default is not None and not _is_null(column.default) and volatile(column.default, facts):
        return "its default is volatile, so every row gets a value of its own"
    if facts.constrained_domain(column.type):
        return "its type is a domain with a constraint, which is checked on every row"
    return ""


def _add_constraint(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    constraint = effect.part.constraint
    if constraint is None:
        return
    if constraint.kind == "foreign key":
        _reference(effect, constraint, facts)
        if not constraint.not_valid:
            _look_up(effect)
    elif constraint.kind == "check":
        if not constraint.not_valid:
            _scan(effect, "every row is checked")
    elif constraint.kind == "not null":
        if not constraint.not_valid and not proven(effect.relation, constraint.columns[0], facts):
            _scan(effect, "every row is looked at for a NULL")
    elif not constraint.index:
        _scan(effect, "the index is built")
    elif constraint.kind == "primary key" and nullable(effect.relation, constraint, facts):
        _scan(effect, "its columns are made NOT NULL, and every row is looked at for a NULL")


def nullable(relation: Relation, constraint: Constraint, facts: Facts) -> list[str]:
    """The columns of a primary key's index that the server must look through for NULL."""
    index = next((each for each in relation.indexes if quoted(each["name"]) == constraint.index.split(".")[-1]), None)
    index = index or next((each for each in relation.indexes if each["name"] == constraint.index.lower()), None)
    if index is None:
        return []
    by_number = {column.number: name for name, column in relation.columns.items()}
    names = [by_number[number] for number in index["columns"] if number in by_number]
    return [name for name in names if not proven(relation, name, facts)]


def _reference(effect: Effect, constraint: Constraint, facts: Facts) -> None:
    if other := facts.relation(constraint.references):
        effect.lock(other.family, SHARE_ROW_EXCLUSIVE)


def _drop_constraint(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    if found := effect.relation.constraint(effect.part.name):
        gone = facts.gone_from([("pg_constraint", found["oid"], 0)], cascade="cascade" in effect.part.words)
        effect.lock(gone, ACCESS_EXCLUSIVE)


def _drop_column(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    if found := effect.relation.columns.get(effect.part.name):
        start = ("pg_class", effect.relation.oid, found.number)
        gone = facts.gone_from([start], cascade="cascade" in effect.part.words)
        effect.lock(gone, ACCESS_EXCLUSIVE)


def _validate(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    found = effect.relation.constraint(effect.part.name)
    if found and found["type"] == "f" and not found["validated"]:
        _look_up(effect)
    elif found is None or not found["validated"]:
        _scan(effect, "every row is checked")


def _set_not_null(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    if not proven(effect.relation, effect.part.name, facts):
        _scan(effect, "every row is looked at for a NULL")


def _set_type(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    relation, part = effect.relation, effect.part
    column = relation.columns.get(part.name)
    if column is None or relation.kind == "v":
        return
    if why := types.rewritten(column, part, facts):
        _rewrite(effect, why)
    for constraint in relation.constraints:
        if constraint["type"] == "f" and column.number in constraint["columns"]:
            effect.lock([constraint["references"]], ACCESS_EXCLUSIVE)
        if constraint["type"] == "c" and column.number in constraint["columns"] and constraint["validated"]:
            _scan(effect, f'the check "{constraint["name"]}" is made anew, and checked on every row')
    for reference in relation.raw["referenced_by"]:
        if column.number in reference["columns"]:
            effect.lock([reference["table"]], ACCESS_EXCLUSIVE)
    if any(each["column"] == column.number for each in relation.raw["sequences"]):
        oids = [each["oid"] for each in relation.raw["sequences"] if each["column"] == column.number]
        if column.identity:
            effect.lock(oids, SHARE_ROW_EXCLUSIVE)


def _attach(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    parent = effect.relation
    if child := facts.relation(effect.part.name):
        effect.lock(child.family, ACCESS_EXCLUSIVE)
        key = [number for number in parent.raw["partition_key"] or [] if number]
        names = [name for name, column in parent.columns.items() if column.number in key]
        numbers = set(child.numbers(names))
        implied = numbers and any(
            each["type"] == "c" and each["validated"] and numbers <= set(each["columns"]) for each in child.constraints
        )
        if not implied:
            effect.scans |= set(child.family)
            effect.why = "every row is checked against the partition's bounds"
    if default := parent.raw["default_partition"]:
        effect.lock([default], ACCESS_EXCLUSIVE)
        effect.scans.add(default)
        effect.why = "the rows of the default partition are read, for none may belong into the new one"
    lock_references(effect, parent, facts)


def _detach(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    if child := facts.relation(effect.part.name):
        effect.lock([child.oid], ACCESS_EXCLUSIVE)
    if default := effect.relation.raw["default_partition"]:
        effect.lock([default], ACCESS_EXCLUSIVE)


def _with_sequences(effect: Effect, facts: Facts) -> None:
    assert effect.relation is not None  # noqa: S101
    effect.lock((each["oid"] for each in effect.relation.raw["sequences"]), ACCESS_EXCLUSIVE)


def _owner(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    if not facts.owned_already(effect.relation.oid, effect.part.name):
        _with_sequences(effect, facts)


def _identity(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    column = effect.relation.columns.get(effect.part.name)
    mode = ACCESS_EXCLUSIVE if effect.part.kind == "drop identity" else SHARE_ROW_EXCLUSIVE
    for each in effect.relation.raw["sequences"]:
        if column and each["column"] == column.number:
            effect.lock([each["oid"]], mode)


def _cluster_on(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None and effect.relation is not None  # noqa: S101
    for index in effect.relation.indexes:
        if index["name"] == unquoted(effect.part.name):
            effect.lock([index["oid"]], SHARE_UPDATE_EXCLUSIVE)


def _inherit(effect: Effect, facts: Facts) -> None:
    assert effect.part is not None  # noqa: S101
    if parent := facts.relation(effect.part.name):
        effect.lock([parent.oid], SHARE_UPDATE_EXCLUSIVE)


def _move(effect: Effect, facts: Facts) -> None:
    _rewrite(effect, "the table is copied")
    assert effect.part is not None  # noqa: S101
    if effect.part.kind == "set tablespace":
        effect.scans.clear()  # block by block, no row is read
    if effect.part.kind in ("set logged", "set unlogged"):
        _with_sequences(effect, facts)


_HANDLERS: dict[str, Callable[[Effect, Facts], None]] = {
    "add column": _add_column,
    "add constraint": _add_constraint,
    "attach partition": _attach,
    "detach partition": _detach,
    "drop column": _drop_column,
    "drop constraint": _drop_constraint,
    "inherit": _inherit,
    "cluster on": _cluster_on,
    "drop identity": _identity,
    "owner": _owner,
    "set identity": _identity,
    "set access method": _move,
    "set logged": _move,
    "set not null": _set_not_null,
    "set schema": _with_sequences,
    "set tablespace": _move,
    "set type": _set_type,
    "set unlogged": _move,
    "validate": _validate,
}
