"""Trace migrations: what each statement locked, rewrote and scanned, and where the linter said otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import psycopg

from pgassay.errors import Place
from pgassay.migrations.history import Migration
from pgassay.migrations.lint.modes import ORDER, blocks, strongest, words
from pgassay.migrations.lint.replay import Replay, Run, Visitor, is_foreign
from pgassay.migrations.lint.step import Step, Transaction
from pgassay.migrations.locks.bystander import Bystander, Known, Seen, counted
from pgassay.settings import Settings

_TABLES = """
select oid::bigint from pg_class
where relkind in ('r', 'm')
    and relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_|^information_schema$')
"""


@dataclass(frozen=True)
class Trace:
    """One statement of a migration, as it ran.

    Attributes:
        migration: its id.
        place: file and line.
        text: the statement's first line.
        locks: by relation, the strongest mode that it took and that others can notice.
        rewritten: relations that got a new file.
        read: by relation, the rows that were read.
        scanned: relations read from beginning to end.
        wal: bytes of write-ahead log.
        seconds: how long it ran.
        differences: where the linter said otherwise.
    """

    migration: str
    place: Place
    text: str
    locks: Mapping[str, str]
    rewritten: tuple[str, ...]
    read: Mapping[str, int]
    scanned: tuple[str, ...]
    wal: int
    seconds: float
    differences: tuple[str, ...] = ()

    @property
    def blocked(self) -> tuple[str, ...]:
        """Who would have waited."""
        found = {who for mode in self.locks.values() for who in blocks(mode)}
        return tuple(sorted(found))

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it, times and sizes left out."""
        return {
            "migration": self.migration,
            "line": self.place.line,
            "statement": self.text,
            "locks": {name: words(mode) for name, mode in sorted(self.locks.items())},
            "blocks": list(self.blocked),
            "rewritten": list(self.rewritten),
            "scanned": list(self.scanned),
            "differences": list(self.differences),
        }


@dataclass
class _Expected:
    """What the linter said of a statement and of what it runs."""

    locks: dict[int, str] = field(default_factory=dict)
    rewrites: set[int] = field(default_factory=set)
    scans: set[int] = field(default_factory=set)
    lookups: set[int] = field(default_factory=set)
    labels: dict[int, str] = field(default_factory=dict)
    rows: bool = False
    known: bool = True

    def add(self, step: Step) -> None:
        for oid, mode in step.prediction.locks.items():
            self.locks[oid] = strongest([mode, *filter(None, [self.locks.get(oid)])])
        self.rewrites |= step.prediction.rewrites
        self.scans |= step.prediction.scans
        self.lookups |= step.prediction.lookups
        self.labels.update(step.labels)
        self.rows |= step.prediction.rows
        self.known &= step.prediction.known


class Tracer(Visitor):
    """Watches every statement of a replay.

    Args:
        wanted: ids of the migrations to trace; all by default.
        beside: is told of each statement, too.
    """

    def __init__(self, wanted: frozenset[str] | None = None, beside: Visitor | None = None) -> None:
        self._beside = beside or Visitor()
        self.traces: list[Trace] = []
        self.bystander: Bystander
        self._wanted = wanted
        self._expected = _Expected()
        self._everything: set[int] | None = None

    def begin(self, migration: Migration) -> None:
        """Before a migration."""
        self._everything = None

    def _tables(self, step: Step) -> set[int]:
        """Every table that others see: a statement that reads rows may read any."""
        if self._everything is None or step.alone:
            rows = step.facts.others.execute(_TABLES).fetchall()
            self._everything = {int(oid) for (oid,) in rows}
        return self._everything

    def step(self, step: Step, transaction: Transaction) -> None:
        """Before a statement: remember what the linter says of it."""
        self._beside.step(step, transaction)
        if not step.via:
            self._expected = _Expected()
        self._expected.add(step)

    def unknown(self, migration: Migration, place: Place, message: str, via: str) -> None:
        """A statement that cannot be looked into."""
        self._beside.unknown(migration, place, message, via)

    def run(self, step: Step, transaction: Transaction, run: Run) -> None:
        """Run and watch it."""
        if self._wanted is not None and step.migration.id not in self._wanted:
            run()
            return
        expected = self._expected
        touched = set(expected.locks) | expected.rewrites | expected.scans
        watched = touched | self._tables(step)
        if not step.alone:
            seen = self.bystander.watch(run, watched)
        else:
            seen = self.bystander.watch_alone(run, watched, expected.locks)
        known = self.bystander.known({oid for oid, _ in seen.locks | seen.before} | watched)
        known |= {
            oid: Known("i", label, 0) for oid, label in expected.labels.items() if oid not in known and seen.sampled
        }
        self.traces.append(_trace(step, seen, expected, known))


def _trace(step: Step, seen: Seen, expected: _Expected, known: Mapping[int, Known]) -> Trace:
    taken = counted(seen.locks, dict(known))
    labels = {oid: relation.label for oid, relation in known.items()}
    visible = {oid for oid in known if known[oid].kind in ("r", "m", "i")}
    return Trace(
        step.migration.id,
        step.place,
        step.statement.text.split("\n")[0],
        {labels[oid]: strongest(modes) for oid, modes in taken.items()},
        tuple(sorted(labels[oid] for oid in seen.rewritten & visible if known[oid].kind != "i")),
        {labels[oid]: rows for oid, rows in sorted(seen.read.items()) if oid in visible},
        tuple(sorted(labels[oid] for oid in seen.scanned & visible)),
        seen.wal,
        seen.seconds,
        tuple(differences(seen, expected, known)),
    )


def differences(seen: Seen, expected: _Expected, known: Mapping[int, Known]) -> list[str]:
    """Where the prediction and the trace do not agree."""
    found: list[str] = []
    before: dict[int, set[str]] = {}
    for oid, mode in seen.before:
        before.setdefault(oid, set()).add(mode)
    both = frozenset(seen.locks | {(oid, mode) for oid, modes in before.items() for mode in modes})
    everything = counted(both, dict(known))
    taken = {oid: strongest(mode for mode in modes if (oid, mode) in seen.locks) for oid, modes in everything.items()}
    predicted_pairs = frozenset(expected.locks.items())
    predicted = {oid: strongest(modes) for oid, modes in counted(predicted_pairs | seen.before, dict(known)).items()}
    for oid in sorted(set(taken) | set(expected.locks)):
        if oid not in known or oid not in everything | predicted:
            continue
        said, got = expected.locks.get(oid, ""), taken.get(oid, "")
        if said == got or (said and said in before.get(oid, ())):
            continue
        if said and not got and known[oid].kind in ("i", "I", "S") and (oid not in predicted or seen.sampled):
            continue
        if seen.sampled and said and got and ORDER.index(got) < ORDER.index(said) and known[oid].kind != "r":
            continue
        found.append(f"{known[oid].label}: predicted {words(said) or 'no lock'}, took {words(got) or 'none'}")
    found += _files(seen, expected, known)
    return found


def _files(seen: Seen, expected: _Expected, known: Mapping[int, Known]) -> Iterable[str]:
    """Differences in what was rewritten and scanned."""
    tables = {oid for oid, relation in known.items() if relation.kind in ("r", "m")}
    for oid in sorted((seen.rewritten ^ expected.rewrites) & tables):
        said = "rewritten" if oid in expected.rewrites else "not rewritten"
        yield f"{known[oid].label}: predicted to be {said}, and the trace shows the opposite"
    if expected.rows or seen.sampled:
        return
    for oid in sorted((expected.scans - expected.rewrites - expected.lookups) & tables - seen.scanned):
        yield f"{known[oid].label}: predicted to be read whole, and was not"
    extra = (seen.scanned - expected.scans - expected.rewrites) & tables
    if not expected.scans:  # what looks up references may read the other table as it likes
        for oid in sorted(extra):
            yield f"{known[oid].label}: read whole, which was not predicted"


def trace(
    settings: Settings,
    conninfo: str,
    migrations: Sequence[Migration],
    wanted: frozenset[str] | None = None,
    *,
    weighs: bool = False,
) -> list[Trace]:
    """Trace migrations on a database in the state before the first of them.

    Args:
        settings: the project's.
        conninfo: of the database; its user is superuser.
        migrations: in order.
        wanted: ids of those to trace; the others are only applied. All by default.
        weighs: whether the bytes that are written matter.

    Raises:
        MigrationFailed: the server stopped one.
    """
    tracer = Tracer(wanted)
    foreign = is_foreign(migrations)
    with ExitStack() as stack:
        replay = stack.enter_context(Replay(settings, conninfo, tracer).opened(foreign=foreign))
        own = stack.enter_context(psycopg.connect(conninfo, autocommit=True))
        tracer.bystander = Bystander(replay.session, own, conninfo, weighs=weighs)
        replay.walk(migrations)
    return tracer.traces
