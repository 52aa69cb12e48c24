"""One statement at its moment in the history, and what its transaction did before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pgassay import sql
from pgassay.errors import Place
from pgassay.migrations.history import Migration
from pgassay.migrations.lint.actions import Action
from pgassay.migrations.lint.effects import Effect, Prediction
from pgassay.migrations.lint.facts import Facts
from pgassay.migrations.lint.modes import blocks


@dataclass(frozen=True)
class Step:
    """One statement.

    Attributes:
        migration: in which it stands.
        statement: its text.
        place: file and line.
        action: what it is.
        prediction: what it does.
        visible: of the relations that it touches, those that other sessions see.
        labels: qualified names of the relations that it touches.
        facts: what the catalogue says right before it.
        via: through which function or block it runs; empty where it stands in the file itself.
        alone: whether it runs outside of every transaction.
    """

    migration: Migration
    statement: sql.Statement
    place: Place
    action: Action
    prediction: Prediction
    visible: frozenset[int]
    labels: Mapping[int, str]
    facts: Facts
    via: str = ""
    alone: bool = False

    def locks(self, effect: Effect | None = None) -> dict[int, str]:
        """The locks on relations that other sessions see: of one effect, or of the whole statement."""
        found = effect.locks if effect is not None else self.prediction.locks
        return {oid: mode for oid, mode in found.items() if oid in self.visible}

    def named(self, locks: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
        """Locks with the relations' names."""
        return tuple(sorted((self.labels.get(oid, str(oid)), mode) for oid, mode in locks.items()))

    @property
    def works(self) -> bool:
        """Whether it reads or writes rows of a relation that others see."""
        return bool((self.prediction.scans | self.prediction.rewrites) & self.visible)


@dataclass
class Transaction:
    """What one transaction has done so far; a statement outside of any is one of its own.

    Attributes:
        held: by oid, the locks for which readers or writers wait, each with the line of its statement.
        added: constraints by relation and name.
        told: rules that are reported once a transaction.
    """

    held: dict[int, tuple[str, int]] = field(default_factory=dict)
    added: set[tuple[int, str]] = field(default_factory=set)
    told: set[object] = field(default_factory=set)

    def note(self, step: Step) -> None:
        """Remember what a statement did."""
        for oid, mode in step.locks().items():
            if blocks(mode):
                self.held.setdefault(oid, (mode, step.place.line))
        for effect in step.prediction.effects:
            if effect.part and effect.part.kind == "add constraint" and effect.relation:
                self.added.add((effect.relation.oid, effect.part.name))
