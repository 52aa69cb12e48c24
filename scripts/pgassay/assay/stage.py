"""Where mutants are tried: a clone of the template, and a kept connection to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import psycopg

from pgassay.assay.alone import alone, answer, understood
from pgassay.assay.facts import fingerprint
from pgassay.assay.files import Known, Mutated, Prepared, said
from pgassay.assay.late import Asked, Late
from pgassay.assay.mutant import Mutant
from pgassay.assay.session import Session, failing
from pgassay.assay.verdict import Attempt, Status
from pgassay.errors import PgassayError, ServerError
from pgassay.tap.reply import Reply
from pgassay.tap.result import Status as Outcome
from pgassay.tap.run import judge
from pgassay.tap.template import Server

_TRIALS_A_CLONE = 1000
_TRIALS_A_VACUUM = 200
# Mutants and pgTAP's temporary tables leave dead rows in the catalogue: after 500 trials, a list took twice as long.
_VACUUM = "vacuum " + ", ".join(
    f"pg_catalog.pg_{name}"
    for name in ("class", "attribute", "type", "depend", "proc", "constraint", "index", "attrdef")
)
_VACUUM_SECONDS = 60.0
_ATTEMPTS = 5
_ROWS = 5000
"""A file that writes so many rows may take as long again."""
_TIMES = 10
"""A file that takes so many times longer behind a mutant than without is taken to hang."""
_AT_LEAST = 1.0
"""Seconds that every file may take."""
_BUSY = 1.5
"""A file that takes so many times longer now than at the beginning, without a mutant, says that the machine is busy."""


class Left(PgassayError):
    """The catalogue after the run is not the one before: a mutant was not unmade."""


class Stage:
    """A clone.

    Args:
        server: that clones are made on.
        template: of the clone.
        known: of each file without any mutant.
        before: fingerprint of the catalogue.
        seconds: a file may take.
        settings: that the connection has had before.
    """

    def __init__(
        self,
        server: Server,
        template: str,
        known: Mapping[str, Known],
        *,
        before: str,
        seconds: float,
        settings: Collection[str] = (),
    ) -> None:
        self._server = server
        self._template = template
        self._known = known
        self._before = before
        self._seconds = seconds
        self._settings = settings
        self._stopped = False
        self._trials = self._tidied = 0
        self._begin()

    def attempt(self, mutant: Mutant, file: Prepared) -> Attempt:
        """Run one file behind one mutant, as far as its first assertion that fails, and roll it back.

        Args:
            mutant: that is made first.
            file: what runs.
        """
        source = Mutated.of(file.source, mutant.make)
        seconds = usual = self._usual(file)
        pieces = source.pieces(self._known[file.name].assertions)
        for _ in range(_ATTEMPTS):
            reply = self._connection.pieces(pieces, seconds=seconds)
            self._trials += 1
            if reply.timed_out and seconds == usual and not self._stopped:
                # A busy machine is no proof: how long does the file take now, without the mutant?
                seconds = max(seconds, _TIMES * self._needed(file))
                if seconds > _BUSY * usual:
                    continue
            if not reply.victim:
                break
            self._connection.reopen()
        attempt = replace(self._understood(file, source, reply), hung=reply.timed_out)
        if self._stopped:
            return attempt
        if reply.lost or reply.timed_out or not self._connection.clean():
            self._connection.reopen()
        self._tidy()
        return attempt

    def ask(self, mutant: Mutant, file: Prepared, number: int) -> Attempt:
        """Ask one assertion of a file alone, behind one mutant, in a transaction that is rolled back.

        Args:
            mutant: that is made first.
            file: whose assertions can be asked alone.
            number: of the statement.

        Returns:
            KILLED or INVALID, or SURVIVED: then this assertion decides nothing.
        """
        source = alone(file.source, mutant.make, self._known[file.name], number)
        reply = self._connection.run(source.sent, seconds=self._seconds)
        self._trials += 1
        attempt = understood(reply, source)
        if self._stopped:
            return attempt
        if reply.lost or reply.timed_out or (reply.error and not self._connection.clean()):
            self._connection.reopen()
        self._tidy()
        return attempt

    def ask_late(self, asked: Asked, *, stop: Callable[[], bool]) -> dict[str, Attempt]:
        """Ask assertions of a file about mutants that come in late, all in one transaction.

        Args:
            asked: the file, and which mutants it is asked about.
            stop: asked before each mutant.

        Returns:
            By their ids those that are KILLED. Of the others nothing is said.
        """
        killed: dict[str, Attempt] = {}
        reached: int | None = None
        for entry, mutants in asked.stops.items():
            waiting = list(mutants)
            while waiting and not stop():
                reply = self._connection.run(asked.way(reached, entry), seconds=self._usual(asked.file))
                reached, ended = None, None
                if reply.error is None and not reply.lost:
                    found, ended = self._ask_at(asked, entry, waiting, reply.results[-1].output or "", stop)
                    killed |= found
                    reached = None if ended else entry
                # Behind one that ended the transaction the others are asked anew, without it.
                waiting = [each for each in waiting if ended and each is not ended]
                if reached is None and not self._stopped:
                    self._connection.reopen()
        if not self._stopped and not self._connection.clean():
            self._connection.reopen()
        self._tidy()
        return killed

    def _ask_at(
        self, asked: Asked, entry: int, mutants: Sequence[Late], role: str, stop: Callable[[], bool]
    ) -> tuple[dict[str, Attempt], Late | None]:
        """Those that are killed of the mutants that come in at one stop; or none, and the one that ended it all."""

        def ask(make: Sequence[str], number: int) -> tuple[Reply, Mutated]:
            source = asked.question(make, entry, number, role=role)
            self._trials += 1
            return self._connection.run(source.sent, seconds=self._usual(asked.file)), source

        found: dict[str, tuple[int, Attempt]] = {}
        for each in mutants:
            mutant, number = each
            if stop():
                break
            reply, source = ask(mutant.make, number)
            if reply.lost or reply.timed_out or reply.interrupted:
                return {}, each
            if (attempt := understood(reply, source)).status is Status.KILLED:
                found[mutant.id] = number, attempt
        # What mutants leave behind, in the session or in the room of rows, must not be what fails.
        holds = set()
        for number in {number for number, _ in found.values()}:
            said = answer(*ask((), number))
            if said is not None and failing(said) is None:
                holds.add(number)
        return {id: attempt for id, (number, attempt) in found.items() if number in holds}, None

    def _usual(self, file: Prepared) -> float:
        """Seconds that a file may take."""
        known = self._known[file.name]
        return min(self._seconds * (1 + known.rows / _ROWS), max(_AT_LEAST, _TIMES * known.seconds))

    def is_equivalent(self, mutant: Mutant) -> bool:
        """Whether the catalogue with the mutant is the same as without."""
        if mutant.of_body and "\nAS $" in mutant.make[0]:
            return False  # the server keeps such a body as it is written
        with self._asking.transaction(force_rollback=True):
            for statement in mutant.make:
                self._asking.execute(statement.encode())
            return fingerprint(self._asking) == self._before

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped

    def cancel(self) -> None:
        """Stop what is running; may be called from another thread."""
        self._stopped = True
        self._connection.cancel()

    def close(self) -> None:
        """Drop the clone, once its catalogue is known to be what it was.

        Raises:
            Left: it is not.
        """
        try:
            self._connection.close()
            left = not self._stopped and fingerprint(self._asking) != self._before
        finally:
            if "_asking" in self.__dict__:
                self._asking.close()
            self._server.drop(self._conninfo)
        if left:
            raise Left("a mutant was not unmade: the catalogue of the clone is not what it was")

    def _needed(self, file: Prepared) -> float:
        """Seconds that a file takes without any mutant."""
        self._connection.reopen()
        start = time.perf_counter()
        self._connection.run(Mutated.of(file.source, ()).sent, seconds=_TIMES * self._seconds)
        needed = time.perf_counter() - start
        self._connection.reopen()
        return needed

    def refusal(self, mutant: Mutant) -> str:
        """Why the server refuses a mutant; empty if it does not."""
        try:
            with self._asking.transaction(force_rollback=True):
                for statement in mutant.make:
                    self._asking.execute(statement.encode())
        except psycopg.Error as error:
            return str(error).partition("\n")[0]
        return ""

    def _understood(self, file: Prepared, source: Mutated, reply: Reply) -> Attempt:
        error, count = reply.error, source.added
        known = self._known[file.name]
        if error is None and not reply.lost:
            if said(reply, source) == known.said:
                return Attempt(Status.SURVIVED)
        elif error is not None and not reply.timed_out and not reply.lost:
            in_mutant = error.position is not None and error.position <= len(source.prefix) and not reply.results
            if in_mutant or 0 < len(reply.results) < count:
                return Attempt(Status.INVALID, said=error.message)
        outcome = judge(file.file, source, reply, 0.0, self._seconds)
        failed = [check for check in outcome.result.checks if check.status is Outcome.FAILED]
        if failed:
            return Attempt(Status.KILLED, failed[0].line, failed[0].description)
        if not outcome.result.faults:
            return Attempt(Status.SURVIVED)
        fault = outcome.result.faults[0]
        asserting = error is not None and len(reply.results) - count in known.assertions
        status = Status.KILLED if asserting and not reply.timed_out else Status.CRASHED
        return Attempt(status, fault.line, fault.what)

    @cached_property
    def _asking(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self._conninfo, autocommit=True)

    def _tidy(self) -> None:
        """Make room, or a new clone, when many mutants were here."""
        if self._stopped:
            return
        if self._trials >= _TRIALS_A_CLONE:
            self._renew()
        elif self._trials >= self._tidied + _TRIALS_A_VACUUM:
            self._connection.run(_VACUUM, seconds=_VACUUM_SECONDS)
            self._tidied = self._trials

    def _renew(self) -> None:
        self.close()
        self.__dict__.pop("_asking", None)
        self._begin()

    def _begin(self) -> None:
        self._conninfo = self._server.clone(self._template)
        try:
            self._connection = Session(self._conninfo, settings=self._settings)
        except ServerError:
            self._server.drop(self._conninfo)
            raise
        self._trials = self._tidied = 0
