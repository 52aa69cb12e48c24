"""What a statement is, as far as locks depend on it: values that the recogniser makes and the predictions read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pgassay.migrations.lint.reading import Reader

WITHOUT_TABLE = frozenset(
    {
        "access", "aggregate", "cast", "collation", "conversion", "database", "default", "event", "extension",
        "function", "group", "language", "large", "operator", "procedural", "procedure", "role", "routine", "schema",
        "server", "subscription", "system", "tablespace", "text", "transform", "trusted", "type", "user", "foreign",
        "domain", "statistics", "publication",
    }
)  # fmt: skip
"""Objects whose creation, change or comment touches no table."""


@dataclass(frozen=True)
class Constraint:
    """A constraint in a definition.

    Attributes:
        kind: ``check``, ``unique``, ``primary key``, ``exclude``, ``foreign key`` or ``not null``.
        name: its name, as the catalogue has it; empty where the server chooses it.
        columns: those it is on; of a check, those it names are not known here.
        references: the other table of a foreign key, as it is written.
        index: the index that USING INDEX names.
        not_valid: whether existing rows are left unchecked.
    """

    kind: str
    name: str = ""
    columns: tuple[str, ...] = ()
    references: str = ""
    index: str = ""
    not_valid: bool = False


@dataclass(frozen=True)
class Column:
    """A column in a definition.

    Attributes:
        name: as the catalogue has it.
        type: as it is written, as ``character varying(20)``.
        default: the expression; None where there is none.
        generated: ``stored``, ``virtual``, ``identity`` or empty.
        constraints: those that stand in its definition.
    """

    name: str
    type: str
    default: Reader | None = None
    generated: str = ""
    constraints: tuple[Constraint, ...] = ()

    def has(self, kind: str) -> bool:
        """Whether a constraint of a kind stands in its definition."""
        return any(constraint.kind == kind for constraint in self.constraints)


@dataclass(frozen=True)
class Part:
    """One action of ALTER TABLE.

    Attributes:
        kind: what it does, as ``add column``, ``set not null``, ``validate``.
        name: the column, constraint, trigger, partition or schema that it names; a column and a constraint as the
            catalogue has them, a relation as it is written.
        column: of ``add column``.
        constraint: of ``add constraint``.
        type: of ``set type``.
        using: the expression of USING in ``set type``.
        words: options of SET (…), and ``concurrently``, ``cascade``, ``if not exists``, ``if exists``.
    """

    kind: str
    name: str = ""
    column: Column | None = None
    constraint: Constraint | None = None
    type: str = ""
    using: Reader | None = None
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Action:
    """A statement.

    Attributes:
        verb: what it does, as ``create table``, ``alter``, ``drop``, ``comment``, ``truncate``; ``other`` where it is
            of no concern; ``unknown`` where it is not known.
        kind: the kind of object, as ``table``, ``index``, ``view``, ``domain``.
        names: the objects, as they are written. Of ``create index`` and of what hangs on a table: the table.
        own: the name of what is made or changed on that table, as the catalogue has it.
        words: ``concurrently``, ``cascade``, ``only``, ``unique``, ``or replace``, ``if not exists`` and the like.
        parts: of ALTER TABLE and its like.
        columns: of CREATE TABLE.
        constraints: of CREATE TABLE, those of its columns included.
        parents: of CREATE TABLE … INHERITS.
        partition_of: of CREATE TABLE.
        mode: of LOCK TABLE.
        new_names: what it gives names to, as they are written.
        body: of DO.
    """

    verb: str
    kind: str = ""
    names: tuple[str, ...] = ()
    own: str = ""
    words: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    parents: tuple[str, ...] = ()
    partition_of: str = ""
    mode: str = ""
    new_names: tuple[str, ...] = field(default=())
    body: str = ""

    def says(self, word: str) -> bool:
        """Whether it has one of its words."""
        return word in self.words
