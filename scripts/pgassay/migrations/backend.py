"""A yoyo backend that is safe to interrupt.

yoyo opens a connection for every migration, records it in a second transaction, guards itself by a row that
survives the death of its process, and does not notice edited files. This backend keeps one connection, commits
a migration together with its record, holds an advisory lock for as long as its session lives, and checks the
files before it runs any. ``pgassay migrate`` uses it, and so does the plain ``yoyo`` command through
``database = pgassay:`` in yoyo.ini.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend

from pgassay import console, server, settings
from pgassay.errors import MigrationFailed, PgassayError, Refused, ServerError
from pgassay.migrations import check, connecting, execute, history, ledger
from pgassay.migrations.history import Migration
from pgassay.migrations.patience import LOST_RACES, Patience

# Any number does, as long as every migrator takes the same one.
LOCK = int.from_bytes(b"pgassay", "big")

MIGRATION_TABLE = "_yoyo_migration"

# How many migrations are sent in one message: enough to save the round trips, few enough for a lively bar.
_BATCH = 25
_BATCH_CHARACTERS = 100_000


@dataclass(frozen=True)
class Target:
    """What a backend is opened on: stands where yoyo has a database URI."""

    settings: settings.Settings
    conninfo: str

    @property
    def database(self) -> str:
        """Name of the database."""
        return str(conninfo_to_dict(self.conninfo).get("dbname", ""))


class AssayBackend(PostgresqlPsycopgBackend):  # type: ignore[misc]
    """yoyo's psycopg backend with one connection, atomic records, an advisory lock and checks."""

    def __init__(
        self, dburi: Any, migration_table: str = MIGRATION_TABLE, *, connection: psycopg.Connection[Any] | None = None
    ) -> None:
        """Open it, on a connection from ``connecting.connect`` if there is one already."""
        self._given = connection
        if migration_table != MIGRATION_TABLE:
            raise _invalid_argument(f"pgassay keeps yoyo's default table {MIGRATION_TABLE}")
        self._project: history.History | None = None
        self._is_locked = False
        self._internal_schema_updated = False
        super().__init__(dburi, migration_table)

    def connect(self, dburi: Any) -> psycopg.Connection[Any]:
        """Connect with the project's timeouts, and search_path fixed so that yoyo's tables are always found."""
        self._plain = not isinstance(dburi, Target)
        with self.expected_failures():
            if not isinstance(dburi, Target):
                project = settings.load()
                development = server.development(project)
                console.note(f"server: {development.origin}")
                dburi = Target(project, development.conninfo)
            self.target: Target = dburi
            return self._given or connecting.connect(dburi.settings, dburi.conninfo)

    @contextmanager
    def expected_failures(self) -> Iterator[None]:
        """What the server refuses outside of a migration, and, for the plain command, every expected failure.

        To yoyo's command line they are its own kind of error, which it prints without a traceback.
        """
        try:
            yield
        except psycopg.Error as error:
            raise self._as_expected(_refused(error)) from None
        except PgassayError as error:
            raise self._as_expected(error) from None

    def _as_expected(self, error: PgassayError) -> Exception:
        return _invalid_argument(str(error)) if self._plain else error

    def init_database(self) -> None:
        """Make the table that yoyo's own lock is a row of; the others are made under our lock."""
        if self.execute("select to_regclass('yoyo_lock')").fetchone() == (None,):
            self.create_lock_table()

    def ensure_internal_schema_updated(self) -> None:
        """Make or upgrade yoyo's own tables, once a connection."""
        if not self._internal_schema_updated:
            if not ledger.is_complete(self.connection):  # yoyo's own look takes 8 ms of information_schema
                super().ensure_internal_schema_updated()
                ledger.create_table(self.connection)
            self._internal_schema_updated = True

    @contextmanager
    def lock(self, timeout: float = 600) -> Iterator[None]:
        """Keep every other migrator out for as long as this session lives; say so when there is one.

        The lock belongs to the session that runs the migrations: it outlives a killed client exactly as long
        as the server goes on with that client's last statement. It is polled, since a statement that waits
        would hold a snapshot that a concurrent index build of the other migrator must wait for.

        Args:
            timeout: seconds to wait for another migrator.
        """
        if self._is_locked:
            yield
            return
        with self.expected_failures():
            self._wait_for_lock(timeout)
            self._is_locked = True
            try:
                self.init_database()
                self.ensure_internal_schema_updated()
                if row := self.execute("select pid from yoyo_lock").fetchone():
                    raise ServerError(
                        f"yoyo holds its own lock on this database (process {row[0]})",
                        hint="wait for it; if that process is gone, run `yoyo break-lock`",
                    )
                if self._plain:  # yoyo itself stumbles over files that the checks would refuse
                    self._check()
                yield
            finally:
                self._is_locked = False
                if self.connection.info.transaction_status == TransactionStatus.IDLE:
                    self.execute(f"select pg_advisory_unlock({LOCK})")
                else:  # interrupted: the lock goes with the session
                    self.connection.close()

    def _wait_for_lock(self, timeout: float) -> None:
        waiting = False
        deadline = time.monotonic() + timeout
        pause = 0.02
        while not self.execute(f"select pg_try_advisory_lock({LOCK})").fetchone()[0]:
            if not waiting:
                console.note(f"waiting for another migrator: {self._holder()}")
                waiting = True
            if time.monotonic() > deadline:
                raise ServerError(f"after {timeout:.0f} s another migrator is still at work: {self._holder()}")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.5)

    def _holder(self) -> str:
        row = self.execute(
            "select a.pid, a.application_name, a.backend_start::timestamptz(0)::text from pg_locks l "
            "join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted "
            f"and ((l.classid::bigint << 32) | l.objid::bigint) = {LOCK}"
        ).fetchone()
        return f"server process {row[0]} ({row[1]}), connected since {row[2]}" if row else "it has just ended"

    def to_apply(self, migrations: Any) -> Any:
        """yoyo's pending migrations in the order of `pgassay migrate`, after the project's files are checked."""
        self._check()
        return self._in_order(super().to_apply(migrations))

    def to_rollback(self, migrations: Any) -> Any:
        """yoyo's applied migrations in the order of `pgassay rollback`, after the project's files are checked."""
        self._check()
        return self._in_order(super().to_rollback(migrations), reverse=True)

    def _in_order(self, migrations: Any, *, reverse: bool = False) -> Any:
        """yoyo goes through folders in no order of its own."""
        assert self._project is not None  # noqa: S101  (it was checked)
        place = {migration.id: number for number, migration in enumerate(self._project.migrations)}
        return migrations.replace(
            sorted(migrations, key=lambda migration: place.get(migration.id, len(place)), reverse=reverse)
        )

    def _check(self) -> None:
        if self._project is None:
            with self.expected_failures():
                self.verify(history.read(self.target.settings))

    def verify(self, project: history.History) -> dict[str, ledger.Entry]:
        """Refuse what must not run, and record the checksums of what another tool applied.

        Returns:
            The applied migrations by id.

        Raises:
            Refused: with every problem found.
        """
        applied = ledger.entries(self.connection)
        pending = [migration for migration in project.migrations if migration.id not in applied]
        history.refuse(
            [
                *project.problems,
                *check.against_ledger(project.migrations, applied),
                *check.files(pending),
            ]
        )
        unknown = [m for m in project.migrations if m.id in applied and applied[m.id].checksum is None]
        if unknown and self._is_locked:
            ledger.adopt(self.connection, unknown)
        self._project = project
        return applied

    def finish_first(self, direction: ledger.Direction) -> None:
        """Refuse to go one way while a migration is half way in the other.

        Raises:
            Refused: with the command that finishes it.
        """
        for id, other, done in ledger.interrupted(self.connection):
            if other != direction:
                command = "pgassay migrate" if other == "apply" else "pgassay rollback"
                what = "applied" if other == "apply" else "rolled back"
                raise Refused(
                    f"{id} is half {what}: it was interrupted after {done} of its statements",
                    hint=f"finish that first, with `{command}`",
                )

    def apply_migrations_only(self, migrations: Any, force: bool = False) -> None:
        """Apply in order; unlike yoyo's own loop, the first failure ends it."""
        self._each(migrations, "apply", force=force)

    def rollback_migrations(self, migrations: Any, force: bool = False) -> None:
        """Roll back in order; unlike yoyo's own loop, the first failure ends it."""
        self._each(migrations, "rollback", force=force)

    def _each(self, migrations: Sequence[Any], direction: ledger.Direction, *, force: bool) -> None:
        with self.expected_failures():
            if force:
                raise PgassayError("--force would mark as done what was not done", hint="leave it out")
            ours = [self._ours(migration) for migration in migrations]
            self.finish_first(direction)
            if direction == "rollback":
                history.refuse(check.rollbacks(ours))
            for _ in self.run(ours, direction):
                pass

    def apply_one(self, migration: Any, force: bool = False, mark: bool = True) -> None:
        """Apply one migration and record it, or leave nothing behind."""
        self._each([migration], "apply", force=force)

    def rollback_one(self, migration: Any, force: bool = False) -> None:
        """Roll one migration back and record that, or leave everything as it was."""
        self._each([migration], "rollback", force=force)

    def mark_one(self, migration: Any, log: bool = True) -> None:
        """Record a migration as applied without running it."""
        self.connection.execute(ledger.mark(self._ours(migration), operation="mark", milliseconds=0))

    def unmark_one(self, migration: Any, log: bool = True) -> None:
        """Record a migration as not applied without rolling it back."""
        self.connection.execute(ledger.unmark(self._ours(migration), operation="unmark"))

    def _ours(self, migration: Any) -> Migration:
        if isinstance(migration, Migration):
            return migration
        path = Path(migration.path).resolve()
        if path.suffix != ".sql":
            raise _invalid_argument(f"{path}: only .sql migrations are run")
        return history.read_file(path)

    def run(self, migrations: Sequence[Migration], direction: ledger.Direction) -> Iterator[Migration]:
        """Run migrations in order; each is given out once it is committed with its record.

        One that lost a race for a lock is tried again, for as long as the settings say.

        Raises:
            MigrationFailed: one was stopped; those given out before stay.
        """
        for batch in _batches(migrations):
            left, patience = list(batch), Patience.of(self.target.settings)
            while left:
                done, trouble = self._attempt(left, direction)
                if done:
                    patience = Patience.of(self.target.settings)
                yield from left[:done]
                left = left[done:]
                if trouble:
                    self._pause(left[0], patience, trouble)

    def _pause(self, migration: Migration, patience: Patience, trouble: MigrationFailed) -> None:
        """Pause before the next attempt; the trouble is raised where there shall be none."""
        if trouble.sqlstate not in LOST_RACES or self.connection.closed:
            raise trouble
        if (pause := patience.next_pause()) is None:
            if patience.attempts > 1:
                trouble.what += f"\n  tried {patience.attempts} times"
            raise trouble
        console.note(
            f"{migration.id}: {LOST_RACES[trouble.sqlstate]} ({trouble.sqlstate}); trying again in {pause:.1f} s"
        )
        time.sleep(pause)

    def _attempt(self, batch: Sequence[Migration], direction: ledger.Direction) -> tuple[int, MigrationFailed | None]:
        """Run migrations; how many were committed, and why the next one was not."""
        if batch[0].transactional:
            return execute.together(self.connection, [execute.part(each, direction) for each in batch])
        try:
            self._run_alone(batch[0], direction)
        except MigrationFailed as trouble:
            return 0, trouble
        return 1, None

    def _run_alone(self, migration: Migration, direction: ledger.Direction) -> None:
        started = time.monotonic()
        limits = self.target.settings
        timeouts = (limits.concurrent_lock_timeout, limits.concurrent_statement_timeout)
        try:
            execute.by_statement(self.connection, migration, direction, timeouts=timeouts)
            milliseconds = round((time.monotonic() - started) * 1000)
            with self.connection.transaction():
                self.connection.execute(
                    ledger.mark(migration, milliseconds=milliseconds)
                    if direction == "apply"
                    else ledger.unmark(migration)
                )
        except psycopg.Error as error:  # of a record; the migration itself raises MigrationFailed
            trouble = MigrationFailed(
                f"at a commit, of a statement or of its record: {str(error).strip()}",
                where=migration.place(),
                hint="run the same command again: it goes on from here",
            )
            trouble.sqlstate = error.sqlstate or ""
            raise trouble from None


def _batches(migrations: Sequence[Migration]) -> Iterator[list[Migration]]:
    """Migrations in the groups in which they are sent: those without a transaction alone."""
    batch: list[Migration] = []
    size = 0
    for migration in migrations:
        if batch and (not migration.transactional or len(batch) == _BATCH or size > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(migration)
        size += len(migration.text)
        if not migration.transactional:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _refused(error: psycopg.Error) -> ServerError:
    hints = {
        "42501": "the user that migrates creates tables in the schema public: GRANT CREATE ON SCHEMA public TO …",
        "3F000": "yoyo keeps its tables in the schema public: CREATE SCHEMA public",
    }
    words = str(error).strip().splitlines()
    return ServerError(
        f"the server refused: {words[0] if words else type(error).__name__} ({error.sqlstate or 'connection lost'})",
        hint=hints.get(error.sqlstate or ""),
    )


def _invalid_argument(message: str) -> Exception:
    from yoyo.scripts.main import InvalidArgument  # already imported where yoyo's command line runs

    return InvalidArgument(message)  # type: ignore[no-any-return]
