"""Go through the history on a throwaway database, statement by statement, and say what each is about to do.

The state before a statement is the database itself; nothing is modelled beside it. What a DO block or a function runs
is found by running it: an event trigger tells of each command, the block is undone, its commands are looked at one by
one as if they stood in the file, undone again, and the block runs for good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pgassay import sql
from pgassay.errors import MigrationFailed, Place, ServerError
from pgassay.migrations import send
from pgassay.migrations.execute import runs_alone
from pgassay.migrations.history import Migration
from pgassay.migrations.layouts import Foreign
from pgassay.migrations.lint import inside
from pgassay.migrations.lint.actions import Action
from pgassay.migrations.lint.effects import Prediction, predict
from pgassay.migrations.lint.facts import Facts, query
from pgassay.migrations.lint.nested import Command, Listener
from pgassay.migrations.lint.statements import recognise
from pgassay.migrations.lint.step import Step, Transaction
from pgassay.settings import Settings

Connection = psycopg.Connection[Any]
Run = Callable[[], None]
_MAY_CALL = frozenset({"do", "select", "call", "with", "insert", "update", "delete", "merge"})
_RESET = "reset session authorization; reset all"


@dataclass
class Visitor:
    """What is called on the way; each method may be left as it is."""

    def begin(self, migration: Migration) -> None:
        """Before a migration."""

    def step(self, step: Step, transaction: Transaction) -> None:
        """Before a statement, and before each command inside it."""

    def unknown(self, migration: Migration, place: Place, message: str, via: str) -> None:
        """A statement that cannot be looked into."""

    def run(self, step: Step, transaction: Transaction, run: Run) -> None:
        """Run the statement; whoever overrides it calls ``run``, once."""
        run()

    def end(self, migration: Migration, transaction: Transaction) -> None:
        """After a migration, before its commit."""


class Replay:
    """One walk through the history.

    Args:
        settings: the project's.
        conninfo: of a throwaway database, in the state before the first migration; a superuser's.
        visitor: is told of each statement.
    """

    def __init__(self, settings: Settings, conninfo: str, visitor: Visitor) -> None:
        self._settings, self._conninfo, self._visitor = settings, conninfo, visitor

    @contextmanager
    def opened(self, *, foreign: bool = False, prepared: bool = False) -> Iterator[Replay]:
        """Connect.

        Args:
            foreign: whether another tool applies these migrations: no timeouts are set for them.
            prepared: whether the database holds the event trigger already.
        """
        timeouts = {
            "lock_timeout": "0" if foreign else self._settings.lock_timeout,
            "statement_timeout": "0" if foreign else self._settings.statement_timeout,
            "search_path": '"$user",public' if foreign else "public",
            "lc_messages": "C",
        }
        own = str(conninfo_to_dict(self._conninfo).get("options") or "")
        options = " ".join([*(f"-c {name}={value}" for name, value in timeouts.items()), own]).strip()
        with (
            psycopg.connect(
                make_conninfo(self._conninfo, options=options), autocommit=True, prepare_threshold=None
            ) as self.session,
            psycopg.connect(self._conninfo, autocommit=True) as others,
        ):
            self.facts = Facts(self.session, others)
            self._listener = Listener()
            self.session.add_notice_handler(self._listener)
            if not prepared:
                self.prepare(self.session)
            yield self

    @staticmethod
    def prepare(connection: Connection) -> None:
        """Make the event trigger.

        Raises:
            ServerError: the user is no superuser.
        """
        try:
            connection.execute(query("prepare").encode(), prepare=False)
        except psycopg.errors.InsufficientPrivilege:
            raise ServerError(
                "the user of the throwaway server is no superuser, and only they make event triggers",
                hint="leave --database-url out, and the embedded server is used",
            ) from None

    def walk(self, migrations: Sequence[Migration]) -> None:
        """Go through migrations.

        Raises:
            MigrationFailed: the server stopped one.
        """
        for migration in migrations:
            self.one(migration)

    def one(self, migration: Migration) -> None:
        """Go through one migration and commit it."""
        self._visitor.begin(migration)
        transaction = Transaction()
        statements = sql.split(migration.text)
        if migration.transactional:
            try:
                with self.session.transaction():
                    for statement in statements:
                        self._statement(migration, statement, transaction)
                    self._visitor.end(migration, transaction)
            except psycopg.Error as error:  # at the commit
                raise MigrationFailed(str(error).strip(), where=migration.place()) from None
        else:
            for statement in statements:
                own = Transaction()
                with nullcontext() if runs_alone(statement) else self.session.transaction():
                    self._statement(migration, statement, own)
                    self._visitor.end(migration, own)
        self.session.execute(_RESET.encode(), prepare=False)

    def back(self, migration: Migration) -> None:
        """Look at the rollback of a migration that was just gone through; what it does is undone.

        A rollback that raises is looked at as far as it comes.

        Raises:
            MigrationFailed: it stopped half way, outside of a transaction.
        """
        if migration.rollback_text is None:
            return
        down = replace(migration, path=migration.rollback_path, text=migration.rollback_text, rollback_text=None)
        statements = sql.split(down.text)
        transaction, done = Transaction(), 0
        try:
            if migration.transactional:
                with self.session.transaction(force_rollback=True):
                    for statement in statements:
                        self._statement(down, statement, transaction)
            else:
                for done, statement in enumerate(statements, 1):  # noqa: B007  (after the loop, how far it came)
                    with nullcontext() if runs_alone(statement) else self.session.transaction():
                        self._statement(down, statement, Transaction())
                for statement in sql.split(migration.text):
                    with self._patient() if runs_alone(statement) else self.session.transaction():
                        self._run(migration, statement)
        except MigrationFailed:
            if done > 1:
                raise
        self.session.execute(_RESET.encode(), prepare=False)

    def _statement(self, migration: Migration, statement: sql.Statement, transaction: Transaction) -> None:
        action = recognise(statement)
        if action.verb == "transaction control":
            return
        with self._as_migrator():
            step = self._step(migration, statement, action, Place(migration.path, statement.line))
            self._visitor.step(step, transaction)

        def run() -> None:
            with self._patient() if step.alone else nullcontext():
                self._run(migration, statement)

        if action.verb not in _MAY_CALL:
            self._visitor.run(step, transaction, run)
            transaction.note(step)
            return
        if not step.alone:
            self._look_inside(step, transaction)
        else:
            self._look_at_bodies(step, transaction, frozenset())
        self._visitor.run(step, transaction, run)

    @contextmanager
    def _patient(self) -> Iterator[None]:
        """Statements that build without blocking wait for others on purpose."""
        limits = self._settings
        for name, value in (
            ("lock_timeout", limits.concurrent_lock_timeout),
            ("statement_timeout", limits.concurrent_statement_timeout),
        ):
            self.session.execute("select set_config(%s, %s, false)", (name, value))
        yield
        self.session.execute(_RESET.encode(), prepare=False)

    def _run(self, migration: Migration, statement: sql.Statement) -> None:
        results = send.send(self.session, statement.text, path=migration.path)
        if send.failed(results[-1]):
            raise send.failure(results[-1], text=migration.text, path=migration.path, offset=statement.start)

    @contextmanager
    def _as_migrator(self) -> Iterator[None]:
        """The catalogue is asked as the migrator, whatever role the migration has taken on."""
        row = self.session.execute("select current_setting('role')").fetchone()
        role = row[0] if row else "none"
        if role != "none":
            self.session.execute("select set_config('role', 'none', true)")
        yield
        if role != "none":
            self.session.execute("select set_config('role', %s, true)", (role,))

    def _step(
        self, migration: Migration, statement: sql.Statement, action: Action, place: Place, via: str = ""
    ) -> Step:
        prediction = predict(action, self.facts)
        touched = set(prediction.locks) | prediction.scans | prediction.rewrites
        visible = frozenset(self.facts.visible(touched))
        labels = self.facts.labels(touched) if touched and action.verb != "comment" else {}
        alone = not migration.transactional and not via and runs_alone(statement)
        return Step(migration, statement, place, action, prediction, visible, labels, self.facts, via, alone)

    # What a block or a function runs

    def _look_inside(self, step: Step, transaction: Transaction) -> None:
        """Find out what the statement will run, by running it and undoing that."""
        self._listener.clear()
        self.session.execute("savepoint pgassay_inside")
        try:
            self._run(step.migration, step.statement)
        finally:
            commands = self._listener.commands()
            with self._undone():
                pass
        told = frozenset(f"{command.function}:{command.line}" for command in commands)
        self._look_at_bodies(step, transaction, told)
        if not commands:
            return
        self.session.execute("savepoint pgassay_inside")
        with self._undone(), self._as_migrator():
            for command in commands:
                if not self._command(step, command, transaction):
                    break

    @contextmanager
    def _undone(self) -> Iterator[None]:
        try:
            yield
        finally:
            self.session.execute("rollback to savepoint pgassay_inside")
            self.session.execute("release savepoint pgassay_inside")

    def _command(self, outer: Step, command: Command, transaction: Transaction) -> bool:
        """Look at a command and run it; whether it ran."""
        via = "in a DO block" if command.function == "inline_code_block" else f"in {command.function}"
        place = self._place(outer, command.block_line)
        found = sql.split(command.text)
        if not found:
            self._visitor.unknown(outer.migration, place, "a command in a function in SQL", via)
            return True
        self.session.execute("select set_config('search_path', %s, true)", (command.search_path,))
        step = self._step(outer.migration, found[0], recognise(found[0]), place, via)
        self._visitor.step(step, transaction)
        try:
            with self.session.transaction():
                self.session.execute(command.text.encode(), prepare=False)
        except psycopg.Error as error:
            what = f"{command.text.splitlines()[0]}: fails outside of its block ({str(error).splitlines()[0]})"
            self._visitor.unknown(outer.migration, place, what, via)
            return False
        transaction.note(step)
        return True

    def _place(self, outer: Step, block_line: int) -> Place:
        """Where a line of a DO block's body stands in the file."""
        if not block_line or outer.action.verb != "do":
            return outer.place
        body = next(token for token in outer.statement.tokens if token.kind == "string")
        first = sql.Lines(outer.migration.text).at(body.start)[0]
        return Place(outer.place.path, first + block_line - 1)

    def _look_at_bodies(self, step: Step, transaction: Transaction, told: frozenset[str]) -> None:
        """Read what no event trigger is told of: TRUNCATE, LOCK, writes; and EXECUTE that did not run."""
        with self._as_migrator():
            if step.action.verb == "do":
                self._body(step, inside.content(step.action.body), "inline_code_block", transaction, told)
            seen: set[int] = set()
            waiting = inside.calls(step.statement.tokens)
            if step.action.verb == "do":
                waiting += inside.calls(list(sql.tokens(inside.content(step.action.body))))
            while waiting:
                functions = self.facts.functions(waiting)
                waiting = []
                for oid, (name, _, source) in functions.items():
                    if oid not in seen:
                        seen.add(oid)
                        self._body(step, source, name, transaction, told)
                        waiting += inside.calls(list(sql.tokens(source)))

    def _body(self, outer: Step, body: str, name: str, transaction: Transaction, told: frozenset[str]) -> None:
        block = name == "inline_code_block"
        via = "in a DO block" if block else f"in {name}"
        for inner in inside.statements(body):
            place = self._place(outer, inner.line if block else 0)
            if inner.dynamic:
                if f"{name}:{inner.line}" not in told:
                    text = inner.statement.text.split("\n")[0][:60] or "its text is put together"
                    self._visitor.unknown(outer.migration, place, f"EXECUTE at line {inner.line}: {text}", via)
                continue
            step = self._step(outer.migration, inner.statement, recognise(inner.statement), place, via)
            self._visitor.step(step, transaction)
            transaction.note(step)


def is_foreign(migrations: Sequence[Migration]) -> bool:
    """Whether another tool applies these migrations."""
    return any(isinstance(migration, Foreign) for migration in migrations)


__all__ = ["Prediction", "Replay", "Visitor", "is_foreign"]
