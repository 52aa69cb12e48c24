"""``pgassay migrate --guard``: a restored backup first, then the migrations, then validation; back if that fails."""

from __future__ import annotations

import shutil
import textwrap
import tomllib
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from psycopg.conninfo import conninfo_to_dict

from pgassay import console, server
from pgassay.catalogue import diff
from pgassay.deploy.validate import Verdict, validate
from pgassay.errors import PgassayError, Place, Refused
from pgassay.migrations import catalogues, runner
from pgassay.operations import backup as backups
from pgassay.operations.backup import Backup
from pgassay.server import Throwaway
from pgassay.settings import Settings

Outcome = Literal["done", "failed", "skipped"]
_WIDTH = 90
_STYLES = {"done": "green", "failed": "red", "skipped": "yellow"}


@dataclass(frozen=True)
class Guard:
    """How to guard: ``[tool.pgassay.guard]``.

    Attributes:
        folder: where backups are kept.
        keep: how many of a database.
        checks: folder of integrity checks.
        restore_on: the server on which a backup is restored to verify it; None for one of our own.
    """

    folder: Path
    keep: int = 5
    checks: Path | None = None
    restore_on: str | None = None


@dataclass(frozen=True)
class Step:
    """One step of a guarded deployment.

    Attributes:
        name: as ``back up``.
        outcome: ``done``, ``failed`` or ``skipped``.
        said: what was done, or why not.
    """

    name: str
    outcome: Outcome
    said: str


@dataclass
class Deployment:
    """What became of a guarded deployment.

    Attributes:
        steps: in order.
        applied: ids of what is applied now and was not before.
        rolled_back: ids of what was applied and rolled back, in that order.
        backup: from which everything can be restored.
        remains: what somebody has to see to.
        exit_code: of the command.
    """

    steps: list[Step] = field(default_factory=list)
    applied: list[str] = field(default_factory=list)
    rolled_back: list[str] = field(default_factory=list)
    backup: Backup | None = None
    remains: list[str] = field(default_factory=list)
    exit_code: int = 0

    def note(self, name: str, outcome: Outcome, said: str) -> None:
        """Add a step."""
        self.steps.append(Step(name, outcome, said))


def of(settings: Settings, args: Namespace) -> Guard:
    """How to guard, from the project and the command line.

    Raises:
        Refused: a setting is unknown or has the wrong type.
    """
    path = settings.project / "pyproject.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    section = tomllib.loads(text).get("tool", {}).get("pgassay", {}).get("guard", {})
    known: dict[str, type] = {"backups": str, "keep": int, "checks": str, "restore-on": str}
    for name, value in section.items():
        if name not in known or type(value) is not known[name]:
            wanted = (
                f"must be {'a whole number' if known[name] is int else 'a string'}" if name in known else "is unknown"
            )
            raise Refused(
                f"[tool.pgassay.guard] {name} {wanted}", where=Place(path), hint="it has: " + ", ".join(sorted(known))
            )
    keep = args.keep if args.keep is not None else section.get("keep", 5)
    if keep < 1:
        raise Refused(f"keep {keep} backups: at least one is kept")
    return Guard(
        folder=(args.backups or settings.project / section.get("backups", "backups")).absolute(),
        keep=keep,
        checks=settings.project / section.get("checks", "checks"),
        restore_on=args.restore_on or section.get("restore-on"),
    )


def deploy(
    settings: Settings, conninfo: str, guard: Guard, *, to: str | None = None, contexts: Sequence[str] | None = None
) -> Deployment:
    """Apply what is pending, guarded.

    Args:
        settings: the project's.
        conninfo: the database.
        guard: how.
        to: as for ``runner.migrate``.
        contexts: as for ``runner.migrate``.

    Raises:
        Refused: something is wrong with the files; nothing was run.
        ServerError: the database cannot be reached, or its lock is taken.
    """
    done = Deployment()
    pending = [
        state.migration.id for state in runner.migrate(settings, conninfo, to=to, contexts=contexts, dry_run=True)
    ]
    if not pending:
        done.note("plan", "done", "nothing to apply: the database is up to date")
        return done
    done.note("plan", "done", f"{len(pending)} pending: {', '.join(pending)}")
    if not _validated(done, "validate before", lambda: validate(settings, conninfo, checks=guard.checks, before=True)):
        _nothing_done(done, "it was not valid before: nothing was applied")
        return done
    try:
        with _restoring_server(settings, guard) as where:
            done.backup = backups.take(settings, conninfo, folder=guard.folder, where=where)
    except PgassayError as error:
        done.note("back up", "failed", str(error))
        _nothing_done(done, "there is no backup that can be restored: nothing was applied")
        return done
    done.note("back up", "done", f"{done.backup.path}: {done.backup.rows} rows of {done.backup.tables} tables restored")
    before = catalogues.of_database(conninfo)
    try:
        states = runner.migrate(settings, conninfo, to=to, contexts=contexts)
        done.applied = [state.migration.id for state in states]
        done.note("apply", "done", ", ".join(done.applied))
        ok = _validated(done, "validate", lambda: validate(settings, conninfo, checks=guard.checks))
        done.exit_code = 0 if ok else 1
    except PgassayError as error:
        done.applied = list(getattr(error, "done", ()))
        done.note("apply", "failed", str(error))
        done.exit_code, ok = 4, False
    if ok:
        gone = backups.forget(guard.folder, keep=guard.keep)
        if gone:
            done.note("forget old backups", "done", ", ".join(path.name for path in gone))
        return done
    _back(settings, conninfo, done)
    if difference := diff(before, catalogues.of_database(conninfo)):
        done.remains.append("the schema is not the one from before: " + ", ".join(difference.labels))
    for state in runner.status(settings, conninfo)[0]:
        if state.state == "interrupted":
            done.remains.append(
                f"{state.migration.id} is half applied: mend what stopped it and run `pgassay migrate`, or restore"
            )
    if not done.remains:
        done.note("compare", "done", "the schema is the one from before, object by object")
    return done


def _nothing_done(done: Deployment, said: str) -> None:
    done.note("apply", "skipped", said)
    done.exit_code = 1


def _validated(done: Deployment, name: str, look: Callable[[], Verdict]) -> bool:
    try:
        verdict = look()
    except PgassayError as error:
        done.note(name, "failed", str(error))
        return False
    said = f"{verdict.checks} checks, {verdict.assertions} assertions of {verdict.files} files"
    done.note(name, "failed" if verdict.problems else "done", "\n".join([said, *verdict.problems]))
    return not verdict.problems


def _back(settings: Settings, conninfo: str, done: Deployment) -> None:
    """Roll back what was applied, the last one first; what cannot be, remains."""
    while done.applied:
        try:
            undone = runner.roll_back(settings, conninfo, count=1, only=done.applied)
        except PgassayError as error:
            done.note("roll back", "failed", str(error))
            done.remains.append(f"still applied: {', '.join(done.applied)}")
            done.exit_code = 4
            return
        if not undone:
            break
        done.applied.remove(undone[0].id)
        done.rolled_back.append(undone[0].id)
    if done.rolled_back:
        done.note("roll back", "done", ", ".join(done.rolled_back))
    else:
        done.note("roll back", "skipped", "nothing was applied")


@contextmanager
def _restoring_server(settings: Settings, guard: Guard) -> Iterator[Throwaway]:
    """Where a backup is restored: the server that was named, else one that is made for it and destroyed."""
    if guard.restore_on:
        yield server.throwaway(settings, database_url=guard.restore_on)
        return
    cluster = server.own_cluster(settings, "restore", in_memory=False)
    try:
        cluster.start()
        yield Throwaway(cluster.conninfo(), "a server of our own")
    finally:
        cluster.destroy()
        shutil.rmtree(cluster.home, ignore_errors=True)


def report(done: Deployment, conninfo: str) -> str:
    """What was done, what remains, how to restore."""
    rows = [(step.name, console.paint(step.outcome, _STYLES[step.outcome]), _folded(step.said)) for step in done.steps]
    parts = [console.table(rows, ["step", "", "what"])]
    if done.remains:
        parts.append("\n".join([console.paint("What remains:", "bold"), *(f"  {text}" for text in done.remains)]))
    elif done.exit_code:
        parts.append("Nothing remains: the database is as it was." if done.rolled_back else "Nothing was changed.")
    if done.backup and done.exit_code:
        parts.append(
            "\n".join(
                [
                    console.paint("To restore the state from before, its rows included:", "bold"),
                    *(f"  {line}" for line in backups.instructions(done.backup, _database(conninfo))),
                ]
            )
        )
    return "\n\n".join(parts)


def _folded(text: str) -> str:
    """A text in lines that fit beside the other columns."""
    return "\n".join(
        part
        for line in text.splitlines()
        for part in textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    )


def _database(conninfo: str) -> str:
    values: dict[str, Any] = conninfo_to_dict(conninfo)
    return str(values.get("dbname") or "postgres")
