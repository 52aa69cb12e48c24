"""Apply and roll back many migrations, and say what is where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import psycopg

from pgassay import console, sql
from pgassay.errors import MigrationFailed, Place, Refused
from pgassay.migrations import check, connecting, history, ledger
from pgassay.migrations.history import History, Migration, Problem
from pgassay.server import extensions
from pgassay.settings import Settings

if TYPE_CHECKING:  # yoyo is imported when there is something to do
    from pgassay.migrations.backend import AssayBackend


@dataclass(frozen=True)
class State:
    """A migration and what the database knows of it.

    Attributes:
        migration: which.
        state: ``applied``, ``pending``, or ``interrupted`` (half applied or half rolled back).
        applied_at: when, in UTC.
        milliseconds: how long it took.
    """

    migration: Migration
    state: str
    applied_at: datetime | None = None
    milliseconds: int | None = None


def migrate(
    settings: Settings,
    conninfo: str,
    *,
    to: str | None = None,
    contexts: Sequence[str] | None = None,
    dry_run: bool = False,
    project: History | None = None,
) -> list[State]:
    """Apply what is pending.

    Args:
        settings: the project's.
        conninfo: the database.
        to: the last one to apply; an id or its beginning.
        contexts: only these, with what they depend on.
        dry_run: plan only.
        project: the migrations, where they have been read already.

    Returns:
        What was applied, in order; with ``dry_run`` what would be.

    Raises:
        Refused: something is wrong with the files; nothing was run.
        MigrationFailed: the server stopped one; those before it stay applied.
    """
    project = project or history.read(settings)
    wanted = _up_to(project, project.only(contexts), to)
    with connecting.connect(settings, conninfo) as connection:
        if _is_done(project, connection):
            return []
        with _backend(settings, conninfo, connection, lock=not dry_run) as backend:
            applied = backend.verify(project)
            backend.finish_first("apply")
            pending = [migration for migration in wanted if migration.id not in applied]
            _require_extensions(backend, pending)
            done = _run(backend, pending, "apply", dry_run=dry_run)
            applied = ledger.entries(backend.connection) if done else {}
            return [_state(migration, applied.get(migration.id)) for migration in done]


def roll_back(
    settings: Settings,
    conninfo: str,
    *,
    count: int | None = None,
    to: str | None = None,
    contexts: Sequence[str] | None = None,
    only: Collection[str] | None = None,
    dry_run: bool = False,
    project: History | None = None,
) -> list[Migration]:
    """Roll back the last migrations, in reverse order.

    Args:
        settings: the project's.
        conninfo: the database.
        count: how many; None for all that the other arguments select.
        to: keep this one and everything before it.
        contexts: only these; refused if an applied migration of another context depends on one of them.
        only: ids of those that may be rolled back, all of them by default.
        dry_run: plan only.
        project: the migrations, where they have been read already.
    """
    project = project or history.read(settings)
    with _backend(settings, conninfo, lock=not dry_run) as backend:
        applied = backend.verify(project)
        backend.finish_first("rollback")
        done = [migration for migration in reversed(project.migrations) if migration.id in applied]
        if to is not None:
            keep = project.find(to)
            if keep.id not in applied:
                raise Refused(f"{keep.id} is not applied", hint="`pgassay status` shows what is")
            done = done[: done.index(keep)]
        if contexts is not None:
            project.only(contexts)
            done = [migration for migration in done if migration.context in contexts]
        chosen = [migration for migration in done if only is None or migration.id in only][:count]
        _nothing_depends_on(chosen, project, applied)
        history.refuse(check.rollbacks(chosen))
        return _run(backend, chosen, "rollback", dry_run=dry_run)


def status(settings: Settings, conninfo: str) -> tuple[list[State], list[Problem]]:
    """Every migration with its state, and what `migrate` would refuse."""
    project = history.read(settings)
    with _backend(settings, conninfo, lock=False) as backend:
        applied = ledger.entries(backend.connection)
        half = {id for id, _, _ in ledger.interrupted(backend.connection)}
    states = [
        _state(migration, applied.get(migration.id), interrupted=migration.id in half)
        for migration in project.migrations
    ]
    pending = [migration for migration in project.migrations if migration.id not in applied]
    problems = [
        *project.problems,
        *check.against_ledger(project.migrations, applied),
        *check.files(pending),
    ]
    return states, problems


def _state(migration: Migration, entry: ledger.Entry | None, *, interrupted: bool = False) -> State:
    state = "interrupted" if interrupted else "applied" if entry else "pending"
    return State(migration, state, entry.applied_at if entry else None, entry.milliseconds if entry else None)


def apply_all(settings: Settings, conninfo: str, *, contexts: Sequence[str] | None = None) -> None:
    """Apply every migration to a fresh database, without a word."""
    migrate(settings, conninfo, contexts=contexts)


def deployable(settings: Settings, offered: set[str]) -> tuple[list[str], dict[str, set[str]]]:
    """The contexts that a server can hold, and for the others the extensions it lacks.

    Args:
        settings: the project's.
        offered: names of the extensions that the server offers.
    """
    project = history.read(settings)
    lacking: dict[str, set[str]] = {}
    for context in project.contexts:
        wanted = {name for migration in project.only([context]) for name, _ in _extensions_of(migration)}
        if missing := wanted - offered:
            lacking[context] = missing
    return [context for context in project.contexts if context not in lacking], lacking


def _is_done(project: History, connection: psycopg.Connection[Any]) -> bool:
    """Whether all migrations are applied just as their files say: then nothing is locked, and nothing run."""
    try:
        applied = ledger.entries(connection)
        if project.problems or len(applied) < len(project.migrations) or ledger.interrupted(connection):
            return False
    except psycopg.Error:  # said better by whoever goes on from here
        return False
    checksums = {entry.id: (entry.checksum, entry.rollback_checksum) for entry in applied.values()}
    return checksums == {each.id: (each.checksum, each.rollback_checksum) for each in project.migrations}


@contextmanager
def _backend(
    settings: Settings, conninfo: str, connection: psycopg.Connection[Any] | None = None, *, lock: bool = True
) -> Iterator[AssayBackend]:
    from pgassay.migrations.backend import AssayBackend, Target

    backend = AssayBackend(Target(settings, conninfo), connection=connection)
    with backend, backend.lock() if lock else backend.expected_failures():
        yield backend


def _run(
    backend: AssayBackend, chosen: Sequence[Migration], direction: ledger.Direction, *, dry_run: bool
) -> list[Migration]:
    if dry_run:
        return list(chosen)
    done: list[Migration] = []
    console.prepare_table()
    with console.bar(len(chosen), unit="migration", label=direction) as advance:
        try:
            for migration in backend.run(chosen, direction):
                done.append(migration)
                advance()
        except MigrationFailed as trouble:
            trouble.done = tuple(migration.id for migration in done)
            raise
    return done


def _up_to(project: History, wanted: Sequence[Migration], to: str | None) -> list[Migration]:
    """The wanted migrations that come no later than ``to`` in the order."""
    if to is None:
        return list(wanted)
    last = project.find(to)
    if last not in wanted:
        raise Refused(f"{last.id} belongs to none of the contexts that were named")
    return list(wanted[: wanted.index(last) + 1])


def _nothing_depends_on(chosen: Sequence[Migration], project: History, applied: dict[str, ledger.Entry]) -> None:
    ids = {migration.id for migration in chosen}
    for migration in project.migrations:
        if migration.id in applied and migration.id not in ids and (needed := ids & set(migration.depends)):
            raise Refused(
                f"{migration.id} is applied and depends on {', '.join(sorted(needed))}",
                where=migration.place("depends"),
                hint=f"roll {migration.id} back first, or use --to to roll back everything after one migration",
            )


def _extensions_of(migration: Migration) -> Iterator[tuple[str, int]]:
    """The extensions that a migration creates, with the line."""
    if "extension" not in migration.text.lower():
        return
    for statement in sql.split(migration.text):
        if statement.starts_with("create", "extension"):
            names = [token for token in statement.tokens[2:] if token.text.lower() not in ("if", "not", "exists")]
            yield names[0].text.strip('"'), statement.line


def _require_extensions(backend: AssayBackend, pending: Sequence[Migration]) -> None:
    wanted = {name: (m, line) for m in pending for name, line in _extensions_of(m)}
    if not wanted:
        return
    missing = extensions.missing_extensions(backend.connection, set(wanted))
    history.refuse(
        Problem(
            Place(wanted[name][0].path, wanted[name][1]),
            f"this server does not offer the extension {name}",
            f"install it on the server, or leave the context {wanted[name][0].context!r} out with --context",
        )
        for name in missing
    )
