"""Many migrations proved at the same time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pgassay import console
from pgassay.catalogue import Catalogue
from pgassay.catalogue.tables import TableName
from pgassay.migrations import catalogues, layouts
from pgassay.migrations.history import Migration
from pgassay.migrations.roundtrip import Proof, Walk
from pgassay.server import Throwaway
from pgassay.settings import Settings

_STRETCHES_PER_WORKER = 2
_SHORTEST_STRETCH = 5


@dataclass
class Verdict:
    """What was found out.

    Attributes:
        proofs: by migration, in the order of the history.
        planted: each table that was to hold rows; why it holds none, where that is so.
        past_triggers: tables whose triggers had to be switched off for it.
        seconds: how long it took.
    """

    proofs: list[Proof] = field(default_factory=list)
    planted: dict[TableName, str | None] = field(default_factory=dict)
    past_triggers: set[TableName] = field(default_factory=set)
    seconds: float = 0.0

    @property
    def failed(self) -> list[Proof]:
        """The migrations that are not what they should be."""
        return [proof for proof in self.proofs if proof.outcome == "failed"]

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "seconds": round(self.seconds, 3),
            "migrations": [
                {
                    "id": proof.migration.id,
                    "outcome": proof.outcome,
                    "problems": list(proof.problems),
                    "notes": list(proof.notes),
                    "lost": list(proof.lost),
                    "difference": proof.difference.to_json() if proof.difference else None,
                    "tables_with_rows": proof.rows,
                    "seconds": round(proof.seconds, 3),
                }
                for proof in self.proofs
            ],
            "tables_without_rows": {".".join(name): why for name, why in sorted(self.planted.items()) if why},
            "tables_planted_past_their_triggers": [".".join(name) for name in sorted(self.past_triggers)],
        }


class Proving:
    """One run: the history is applied once, and clones on the way are where the workers begin.

    Args:
        settings: the project's.
        where: the server.
        migrations: the whole history, in order.
        wanted: ids of those to prove; at least one.
        jobs: how many workers.
    """

    def __init__(
        self, settings: Settings, where: Throwaway, migrations: Sequence[Migration], wanted: set[str], jobs: int
    ) -> None:
        self.settings, self.where, self.wanted, self.jobs = settings, where, wanted, jobs
        last = max(number for number, migration in enumerate(migrations) if migration.id in wanted)
        self.migrations = migrations
        self.stretches = list(_stretches(migrations[: last + 1], wanted, jobs))
        self.starts: list[str] = []
        self.done: queue.Queue[Proof | BaseException | None] = queue.Queue()
        self.todo: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.walks: dict[int, Walk] = {}
        self.stopped = threading.Event()

    def run(self, verdict: Verdict) -> None:
        """Do it, with a progress bar."""
        try:
            final = self._prepare()
            for number in range(len(self.stretches)):
                self.todo.put(number)
            threads = [threading.Thread(target=self._work, args=(final,)) for _ in range(self.jobs)]
            for thread in threads:
                thread.start()
            try:
                verdict.proofs += {proof.migration.id: proof for proof in self._collect()}.values()
            finally:
                self.stopped.set()
                for thread in threads:
                    thread.join()
        finally:
            for conninfo in self.starts:
                self.where.drop(conninfo)
        place = {migration.id: number for number, migration in enumerate(self.migrations)}
        verdict.proofs.sort(key=lambda proof: place[proof.migration.id])
        for number in sorted(self.walks):
            verdict.planted.update(self.walks[number].planted)
            verdict.past_triggers |= self.walks[number].past_triggers

    def _prepare(self) -> Catalogue:
        """Apply everything; clone the state before each stretch; return the catalogue of the end."""
        conninfo = self.where.clone()
        try:
            applied = 0
            for begin, _ in self.stretches:
                layouts.apply(self.settings, conninfo, self.migrations[applied:begin])
                applied = begin
                self.starts.append(self.where.clone(_name_of(conninfo)))
            layouts.apply(self.settings, conninfo, self.migrations[applied:])
            return catalogues.of_database(conninfo)
        finally:
            self.where.drop(conninfo)

    def _work(self, final: Catalogue) -> None:
        """Prove stretches until there are none left."""
        try:
            while not self.stopped.is_set():
                try:
                    number = self.todo.get_nowait()
                except queue.Empty:
                    break
                if not self._walk(number, final, careful=False):
                    self._walk(number, final, careful=True)
        except BaseException as error:
            self.done.put(error)
        self.done.put(None)

    def _walk(self, number: int, final: Catalogue, *, careful: bool) -> bool:
        """Prove a stretch; whether it is done, and need not be walked again with care."""
        start = _name_of(self.starts[number])
        walk = Walk(self.settings, self.where, start, self.stretches[number][1], final, careful=careful)
        self.walks[number] = walk
        try:
            for proof in walk.prove(self.wanted):
                if not careful and proof.outcome == "failed":
                    walk.close()
                    return False
                self.done.put(proof)
                if self.stopped.is_set():
                    walk.close()
                    return True
        except psycopg.Error:  # of a walk that believed what is not so
            if careful:
                raise
            return False
        return walk.sound

    def _collect(self) -> Iterator[Proof]:
        """Proofs as they come, until every worker is through; its error, if one has any."""
        working = self.jobs
        with console.bar(len(self.wanted), unit="migration", label="verifying") as advance:
            while working:
                found = self.done.get()
                if isinstance(found, BaseException):
                    raise found
                if found is None:
                    working -= 1
                else:
                    advance()
                    yield found


def _stretches(
    migrations: Sequence[Migration], wanted: set[str], jobs: int
) -> Iterator[tuple[int, Sequence[Migration]]]:
    """The history in pieces, each with its beginning; pieces without a wanted one are left out."""
    size = max(_SHORTEST_STRETCH, -(-len(wanted) // (jobs * _STRETCHES_PER_WORKER)))
    for begin in range(0, len(migrations), size):
        piece = migrations[begin : begin + size]
        if any(migration.id in wanted for migration in piece):
            yield begin, piece


def _name_of(conninfo: str) -> str:
    return str(conninfo_to_dict(conninfo)["dbname"])
