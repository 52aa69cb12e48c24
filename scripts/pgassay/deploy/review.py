"""``pgassay review BASE..HEAD``: what a reviewer wants to know about the migrations of a branch, on one page."""

from __future__ import annotations

import argparse
import json
import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from pgassay import console, server
from pgassay.catalogue import Catalogue, Difference, diff
from pgassay.deploy import revisions
from pgassay.deploy.compat import Compat, between
from pgassay.errors import MigrationFailed, PgassayError, Refused
from pgassay.migrations import catalogues, drift, layouts, verify
from pgassay.migrations.history import History, Migration
from pgassay.migrations.lint.modes import blocks, words
from pgassay.migrations.locks.trace import Trace, trace
from pgassay.migrations.roundtrip import Proof
from pgassay.planting.bulk import fill
from pgassay.server import Throwaway
from pgassay.settings import Settings

SIZES = (1_000, 10_000)
_LISTED = 40

EPILOG = """\
BASE..HEAD names two commits; without HEAD, the files as they lie here are meant. The page says of every migration that
HEAD adds what it changes, which locks it was seen to take and whom they block, what it rewrites and reads whole, how
long it takes with how many rows, and whether it can be undone or what is lost; then what the release of BASE cannot do
any more, drift where --database-url names a database, and how coverage changes where both have an assay report
(--assay BEFORE AFTER, written by `pgassay assay --json`).

exit status: 0 nothing speaks against it; 1 something does: an edited migration, one that cannot be undone and does not
say so, a certain break, drift"""


@dataclass
class Page:
    """What the page says.

    Attributes:
        title: the two commits.
        added: the migrations that are new.
        edited: those whose text or rollback changed, or that are gone.
        difference: between the catalogues.
        traces: what each statement did.
        proofs: whether each can be undone.
        times: milliseconds by migration and by rows in each table.
        compat: what the release before cannot do.
        drift: what a live database has otherwise; None if none was named.
        scores: the assay's score by schema, before and after.
        notes: what could not be found out.
    """

    title: str
    added: list[Migration] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    difference: Difference = field(default_factory=Difference)
    traces: list[Trace] = field(default_factory=list)
    proofs: dict[str, Proof] = field(default_factory=dict)
    times: dict[str, dict[int, float]] = field(default_factory=dict)
    compat: Compat | None = None
    drift: list[str] | None = None
    scores: dict[str, tuple[float | None, float | None]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against it."""
        failed = any(proof.outcome == "failed" for proof in self.proofs.values())
        return not (self.edited or failed or self.drift or (self.compat and not self.compat.ok))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay review``."""
    parser.epilog = EPILOG
    parser.add_argument("range", metavar="BASE..HEAD", help="two commits; HEAD may be left out")
    parser.add_argument(
        "--rows",
        type=int,
        action="append",
        metavar="N",
        help="a size to measure; may be repeated (default: 1000, 10000)",
    )
    parser.add_argument("--no-tests", action="store_true", help="leave out the tests of BASE on the new schema")
    parser.add_argument(
        "--assay", nargs=2, type=Path, metavar=("BEFORE", "AFTER"), help="two reports of `pgassay assay --json`"
    )


def run(settings: Settings, args: Namespace) -> int:
    """Write the page; 0 if nothing speaks against the change, else 1."""
    base, _, head = args.range.partition("..")
    if not base or head.startswith("."):
        raise Refused(f"{args.range}: write BASE..HEAD, or BASE for the files as they lie here")
    where = server.throwaway(settings, docker=args.docker)
    console.note(f"server: {where.origin}")
    with ExitStack() as open_:
        then = open_.enter_context(revisions.checked_out(settings, base))
        now = open_.enter_context(revisions.checked_out(settings, head)) if head else settings
        page = Page(f"{base}..{head or 'the files here'}")
        _history(page, layouts.read(then), layouts.read(now))
        _schema(page, now, where, layouts.read(now), sizes=args.rows or SIZES)
        if page.added and not args.no_tests:
            page.compat = between(now, where, then)
        if args.database_url:
            live = server.development(settings, database_url=args.database_url)
            ignores = drift.ignore_list(settings.project / "pyproject.toml")
            found = drift.examine(settings, live.conninfo, where, ignores=ignores)
            page.drift = [line for line in drift.report(found).splitlines() if line.strip()] if found else []
        if args.assay:
            page.scores = _scores(*args.assay)
    sys.stdout.write(markdown(page) + "\n")
    return 0 if page.ok else 1


def _history(page: Page, then: History, now: History) -> None:
    """Which migrations are new, and which should be as they were and are not."""
    page.added = [each for each in now.migrations if each.id not in then.by_id]
    for each in then.migrations:
        other = now.by_id.get(each.id)
        if other is None:
            page.edited.append(f"{each.id} is gone")
        elif (other.text, other.rollback_text) != (each.text, each.rollback_text):
            page.edited.append(f"{each.id} was edited")


def _schema(page: Page, now: Settings, where: Throwaway, project: History, *, sizes: Sequence[int]) -> None:
    """What running the new migrations shows."""
    if not page.added:
        return
    before, rest = _released_first(project, page.added)
    with catalogues.migrated(now, where, before) as conninfo:
        start = catalogues.of_database(conninfo)
        try:
            page.traces = trace(now, conninfo, rest, frozenset(each.id for each in page.added))
        except PgassayError as error:
            page.notes.append(f"the locks could not be traced to the end: {error}")
    with catalogues.migrated(now, where, rest and [*before, *rest]) as conninfo:
        page.difference = diff(start, catalogues.of_database(conninfo))
    verdict = verify.verify(now, where, wanted=[each.id for each in page.added])
    page.proofs = {proof.migration.id: proof for proof in verdict.proofs}
    for size in sizes:
        with catalogues.migrated(now, where, before) as conninfo:
            _timed(page, now, conninfo, rest, size, start)


def _released_first(project: History, added: Sequence[Migration]) -> tuple[list[Migration], list[Migration]]:
    """What a database of BASE has, and what comes to it: the contexts after that of a new one are released, too."""
    new = {each.id for each in added}
    released = [each for each in project.migrations if each.id not in new]
    if not any(new & set(each.depends) for each in released):
        return released, list(added)
    first = project.migrations.index(added[0])
    return list(project.migrations[:first]), list(project.migrations[first:])


def _timed(page: Page, now: Settings, conninfo: str, rest: Sequence[Migration], size: int, start: Catalogue) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        fill(connection, start, size)
    for migration in rest:
        begun = time.monotonic()
        try:
            layouts.apply(now, conninfo, [migration])
        except MigrationFailed as error:
            page.notes.append(f"with {size} rows a table, {migration.id} fails: {error.what.splitlines()[0]}")
            return
        page.times.setdefault(migration.id, {})[size] = (time.monotonic() - begun) * 1000


def _scores(before: Path, after: Path) -> dict[str, tuple[float | None, float | None]]:
    """The score of each schema in two reports of the assay."""
    reports: list[dict[str, float | None]] = []
    for path in (before, after):
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            reports.append({name: entry["score"] for name, entry in content["schemas"].items()})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Refused(f"{path} is no report of `pgassay assay --json`: {error}") from None
    return {name: (reports[0].get(name), reports[1].get(name)) for name in sorted({*reports[0], *reports[1]})}


def markdown(page: Page) -> str:
    """The page."""
    parts = [f"# Migrations of {page.title}", _summary(page)]
    if page.edited:
        parts.append("**Released migrations are not as they were:**\n\n" + _list(page.edited))
    if page.added:
        parts += ["## Each migration", _migrations(page), "## What changes", _changes(page.difference)]
    if page.compat:
        parts += ["## What the release before cannot do", _compat(page.compat)]
    if page.drift is not None:
        parts += [
            "## Drift",
            "\n".join(["```", *page.drift, "```"]) if page.drift else "The database equals its migrations.",
        ]
    if page.scores:
        parts += ["## Coverage", _coverage(page)]
    if page.notes:
        parts += ["## Not found out", _list(page.notes)]
    return "\n\n".join(parts)


def _summary(page: Page) -> str:
    counts = Counter(each.kind for each in page.difference.added)
    made = ", ".join(f"{count} {kind}" for kind, count in counts.most_common(6))
    stuck = [id for id, proof in page.proofs.items() if proof.outcome == "irreversible"]
    failed = [id for id, proof in page.proofs.items() if proof.outcome == "failed"]
    lines = [
        f"{len(page.added)} new migrations; {len(page.difference.added)} objects added"
        + (f" ({made})" if made else "")
        + f", {len(page.difference.removed)} removed, {len(page.difference.changed)} changed.",
    ]
    if page.proofs:
        undone = len(page.proofs) - len(stuck) - len(failed)
        lines.append(f"{undone} of {len(page.proofs)} can be undone exactly.")
    if stuck:
        lines.append(f"Irreversible, and say so: {', '.join(stuck)}.")
    if failed:
        lines.append(f"**Cannot be undone as they say: {', '.join(failed)}.**")
    if page.compat:
        lines.append(
            "Nothing is sure to break the release before." if page.compat.ok else "**The release before breaks.**"
        )
    return " ".join(lines)


def _migrations(page: Page) -> str:
    sizes = sorted({size for times in page.times.values() for size in times})
    head = [
        "migration",
        "locks others can notice",
        "blocks",
        "rewritten",
        "read whole",
        *(f"{s:,} rows" for s in sizes),
        "undone",
    ]
    rows = [head, ["---"] * len(head)]
    for migration in page.added:
        traces = [each for each in page.traces if each.migration == migration.id]
        locks: dict[str, set[str]] = {}
        for each in traces:
            for name, mode in each.locks.items():
                locks.setdefault(words(mode), set()).add(name)
        held = "; ".join(f"{mode}: {', '.join(sorted(names))}" for mode, names in sorted(locks.items()))
        blocked = {who for each in traces for mode in each.locks.values() for who in blocks(mode)}
        rewritten = {name for each in traces for name in each.rewritten}
        scanned = {name for each in traces for name in each.scanned}
        proof = page.proofs.get(migration.id)
        undone: str = "not tried" if proof is None else proof.outcome
        if proof and proof.lost:
            undone += f"; loses {', '.join(proof.lost)}"
        if proof and proof.problems:
            undone += f": {proof.problems[0]}"
        times = [page.times.get(migration.id, {}).get(size) for size in sizes]
        cells = [f"`{migration.id}`", held or "none", ", ".join(sorted(blocked)) or "nobody",
                 ", ".join(sorted(rewritten)), ", ".join(sorted(scanned)),
                 *("" if took is None else f"{took:.0f} ms" for took in times), undone]  # fmt: skip
        rows.append([cell.replace("|", "\\|").replace("\n", " ") for cell in cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _changes(difference: Difference) -> str:
    lines = [f"- removed: {each.label}" for each in difference.removed]
    lines += [f"- changed: {each.label}: {', '.join(each.attributes)}" for each in difference.changed]
    new = {each.name for each in difference.added if each.kind in ("table", "view", "materialized view")}
    lines += [f"- added: {each.label}" for each in difference.added if each.table is None or each.table not in new]
    if len(lines) > _LISTED:
        lines = [*lines[:_LISTED], f"- and {len(lines) - _LISTED} more: `pgassay diff` lists all"]
    return "\n".join(lines) or "Nothing that the catalogue holds."


def _compat(found: Compat) -> str:
    certain = [f"**{each.label}** {each.what}: {each.so}" for each in found.breaks if each.certain]
    possible = [f"{each.label} {each.what}: {each.so}" for each in found.breaks if not each.certain]
    tests = [f"{each.place}: {each.what}" for each in (*found.tests, *found.queries)]
    lines = [
        f"{found.files} test files and {found.prepared} queries of the release before ran on the new schema: "
        f"{len(tests)} fail there and did not before; {found.inventories} inventories miss what is new."
    ]
    for title, entries in (("Certain:", certain), ("Its tests and queries:", tests), ("Possible:", possible)):
        if entries:
            rest = [f"and {len(entries) - 12} more: `pgassay compat` lists all"] if len(entries) > 12 else []
            lines.append(f"{title}\n\n{_list([*entries[:12], *rest])}")
    return "\n\n".join(lines)


def _coverage(page: Page) -> str:
    def percent(score: float | None) -> str:
        return "" if score is None else f"{score:.1f} %"

    rows = ["| schema | before | after |", "| --- | --- | --- |"]
    rows += [f"| {name} | {percent(then)} | {percent(now)} |" for name, (then, now) in page.scores.items()]
    return "\n".join(rows)


def _list(entries: Sequence[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)
