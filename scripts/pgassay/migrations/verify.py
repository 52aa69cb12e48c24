"""``pgassay verify``: every migration can be undone, exactly, and loses no data that it does not declare to lose."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from pgassay import console, git, options
from pgassay.migrations import history, layouts

if TYPE_CHECKING:  # the command line asks for the arguments alone: keep it cheap
    from pgassay.migrations.proving import Verdict
    from pgassay.server import Throwaway
    from pgassay.settings import Settings

_STYLES = {"reversible": "green", "refuses": "green", "irreversible": "yellow", "failed": "red"}

EPILOG = """\
Each migration is applied, rolled back and applied again on throwaway databases, with rows in every table. The
catalogue after the rollback must be the one before, exactly; the second application must leave what the first left;
the rows must be as they were. What is lost must stand in the header, and be lost:

  -- loses: shop.products.legacy_code, shop.old_orders (why)
  -- may lose: shop.orders.total (only from rows of a certain kind)

results:
  reversible     all of this holds
  refuses        it holds, but the rollback refuses while there are rows that the former schema cannot hold
  irreversible   the rollback raises an exception that says why
  failed         anything else

exit status: 0 no migration failed, 1 one did, 4 one cannot even be applied"""


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
    where = options.throwaway(settings, args)
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
    from pgassay.migrations.proving import Verdict, prove

    started = time.monotonic()
    project = layouts.read(settings)
    ids = {migration.id for migration in project.migrations} if wanted is None else set(wanted)
    verdict = Verdict()
    if ids:
        prove(settings, where, project.migrations, ids, jobs=jobs or os.cpu_count() or 1, verdict=verdict)
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
    changed = (git.run(settings, "rev-parse", "--show-toplevel"), ("diff", "--name-only", ref))
    added = (str(settings.project), ("ls-files", "--others", "--exclude-standard"))
    for root, arguments in (changed, added):
        lines = git.run(settings, *arguments, "--", str(settings.migrations)).splitlines()
        paths |= {(Path(root) / line).resolve() for line in lines}
    found: set[str] = set()
    open_contexts: set[str] = set()
    for migration in project.migrations:
        files = {migration.path.resolve(), migration.rollback_path.resolve()}
        if migration.context in open_contexts or files & paths:
            open_contexts.add(migration.context)
            found.add(migration.id)
    return found
