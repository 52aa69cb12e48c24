"""``pgassay verify``: every migration can be undone, exactly, and loses no data that it does not declare to lose."""

from __future__ import annotations

import argparse
import json
import os
import queue
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pgassay import console, server
from pgassay.errors import Refused
from pgassay.migrations import history, layouts
from pgassay.migrations.history import Migration

if TYPE_CHECKING:
    from pgassay.catalogue import Catalogue
    from pgassay.catalogue.tables import TableName
    from pgassay.migrations.roundtrip import Proof
    from pgassay.server import Throwaway
    from pgassay.settings import Settings

_STRETCHES_PER_WORKER = 3
_SHORTEST_STRETCH = 5
_STYLES = {"reversible": "green", "refuses": "green", "irreversible": "yellow", "failed": "red"}

EPILOG = """\
Each migration is applied, rolled back and applied again on throwaway databases, with rows in every table. The
catalogue after the rollback must be the one before, exactly; the second application must leave what the first left;
the rows must be as they were. What is lost must stand in the header, and be lost:

  -- loses: shop.products.legacy_code, shop.old_orders (why)

results:
  reversible     all of this holds
  refuses        it holds, but the rollback refuses while there are rows that the former schema cannot hold
  irreversible   the rollback raises an exception that says why
  failed         anything else

exit status: 0 no migration failed, 1 one did, 4 one cannot even be applied"""


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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay verify``."""
    parser.epilog = EPILOG
    parser.add_argument(
        "migrations", nargs="*", metavar="ID", help="only these; the beginning of an id is enough (default: all)"
    )
    parser.add_argument(
        "--since",
        metavar="REF",
        help="only those whose files differ from this commit, and what comes after them in their contexts",
    )
    parser.add_argument("-j", "--jobs", type=int, metavar="N", help="how many at a time (default: one a processor)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Verify and print; 0 if every migration is what it should be, else 1."""
    project = layouts.read(settings)
    chosen = _chosen(settings, project, args)
    where = server.throwaway(settings, database_url=args.database_url, docker=args.docker)
    console.note(f"server: {where.origin}")
    verdict = verify(settings, where, wanted=chosen, jobs=args.jobs)
    if args.json:
        sys.stdout.write(json.dumps(verdict.to_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report(verdict) + "\n")
    return 1 if verdict.failed else 0


def verify(
    settings: Settings, where: Throwaway, *, wanted: Collection[str] | None = None, jobs: int | None = None
) -> Verdict:
    """Prove migrations.

    Args:
        settings: the project's.
        where: the server on which databases are made.
        wanted: ids of those to prove; all by default.
        jobs: how many to prove at the same time; one a processor by default.

    Raises:
        Refused: something is wrong with the files.
        MigrationFailed: one cannot be applied to an empty database.
    """
    started = time.monotonic()
    project = layouts.read(settings)
    ids = {migration.id for migration in project.migrations} if wanted is None else set(wanted)
    verdict = Verdict()
    if ids:
        _Verification(settings, where, project.migrations, ids, jobs or os.cpu_count() or 1).run(verdict)
    verdict.seconds = time.monotonic() - started
    return verdict


def report(verdict: Verdict) -> str:
    """The verdict for people."""
    from pgassay.catalogue import render

    rows = [
        (
            proof.migration.context,
            proof.migration.id,
            console.paint(proof.outcome, _STYLES[proof.outcome]),
            proof.rows,
            ", ".join(proof.lost),
            f"{proof.seconds * 1000:.0f} ms",
        )
        for proof in verdict.proofs
    ]
    aligned = ("left", "left", "left", "right", "left", "right")
    parts = [console.table(rows, ["context", "migration", "result", "tables", "loses", "time"], align=aligned)]
    for proof in verdict.proofs:
        lines = [f"{console.paint('problem:', 'red')} {text}" for text in proof.problems]
        lines += [f"{console.paint('note:', 'yellow')} {text}" for text in proof.notes]
        if proof.difference:
            lines.append(render.difference(proof.difference))
        if lines:
            parts.append("\n".join([console.paint(str(proof.migration.place()), "bold"), *lines]))
    if bare := {name: why for name, why in sorted(verdict.planted.items()) if why}:
        listed = console.table([(".".join(name), why) for name, why in bare.items()], ["table", "why"])
        parts.append("Nothing was proved about the rows of these tables, for they could not be given any:\n" + listed)
    if verdict.past_triggers:
        names = ", ".join(".".join(name) for name in sorted(verdict.past_triggers))
        parts.append(f"Given rows only with their triggers switched off: {names}")
    counts = {outcome: sum(proof.outcome == outcome for proof in verdict.proofs) for outcome in _STYLES}
    said = ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "nothing to verify"
    parts.append(f"{said}; {verdict.seconds:.1f} s")
    return "\n\n".join(parts)


def _chosen(settings: Settings, project: history.History, args: Namespace) -> set[str] | None:
    if not args.migrations and not args.since:
        return None
    ids = {project.find(name).id for name in args.migrations}
    if args.since:
        ids |= since(settings, project, args.since)
    return ids


def since(settings: Settings, project: history.History, ref: str) -> set[str]:
    """Ids of the migrations whose files differ from a commit, and of those after them in their contexts.

    Raises:
        Refused: git does not know the commit.
    """
    paths: set[Path] = set()
    changed = (_git(settings.project, "rev-parse", "--show-toplevel")[0], ("diff", "--name-only", ref))
    added = (str(settings.project), ("ls-files", "--others", "--exclude-standard"))
    for root, arguments in (changed, added):
        lines = _git(settings.project, *arguments, "--", str(settings.migrations))
        paths |= {(Path(root) / line).resolve() for line in lines}
    found: set[str] = set()
    open_contexts: set[str] = set()
    for migration in project.migrations:
        files = {migration.path.resolve(), migration.rollback_path.resolve()}
        if migration.context in open_contexts or files & paths:
            open_contexts.add(migration.context)
            found.add(migration.id)
    return found


def _git(folder: Path, *arguments: str) -> list[str]:
    result = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        raise Refused(f"git {' '.join(arguments)} fails: {result.stderr.strip().splitlines()[0]}")
    return result.stdout.splitlines()


class _Verification:
    """One run: the history is applied once, and clones on the way are where the workers begin."""

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
        self.walks: dict[int, Any] = {}
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
                verdict.proofs += self._collect()
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
        from pgassay.catalogue import source

        conninfo = self.where.clone()
        try:
            applied = 0
            for begin, _ in self.stretches:
                layouts.apply(self.settings, conninfo, self.migrations[applied:begin])
                applied = begin
                self.starts.append(self.where.clone(_name_of(conninfo)))
            layouts.apply(self.settings, conninfo, self.migrations[applied:])
            return source.of_database(conninfo)
        finally:
            self.where.drop(conninfo)

    def _work(self, final: Catalogue) -> None:
        """Prove stretches until there are none left."""
        from pgassay.migrations.roundtrip import Walk

        try:
            while not self.stopped.is_set():
                try:
                    number = self.todo.get_nowait()
                except queue.Empty:
                    break
                _, stretch = self.stretches[number]
                start = _name_of(self.starts[number])
                walk = self.walks[number] = Walk(self.settings, self.where, start, stretch, final)
                for proof in walk.prove(self.wanted):
                    self.done.put(proof)
                    if self.stopped.is_set():
                        walk.close()
                        break
        except BaseException as error:
            self.done.put(error)
        self.done.put(None)

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
    from psycopg.conninfo import conninfo_to_dict

    return str(conninfo_to_dict(conninfo)["dbname"])
