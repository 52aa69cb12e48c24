"""Where mutants are tried: a clone of the template, and a kept connection to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import psycopg

from pgassay.assay.alone import alone, understood
from pgassay.assay.facts import fingerprint
from pgassay.assay.files import Known, Mutated, Prepared, said
from pgassay.assay.mutant import Mutant
from pgassay.assay.order import Plan
from pgassay.assay.session import Session
from pgassay.assay.verdict import Attempt, Status, Verdict
from pgassay.errors import PgassayError, ServerError
from pgassay.tap.reply import Reply
from pgassay.tap.result import Status as Outcome
from pgassay.tap.run import judge
from pgassay.tap.template import Server

_TRIALS_A_CLONE = 1000
_BEFORE_EQUIVALENCE = 8
_ATTEMPTS = 5
_ROWS = 5000
"""A file that writes so many rows may take as long again."""
_TIMES = 10
"""A file that takes so many times longer behind a mutant than without is taken to hang."""


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
    """

    def __init__(
        self, server: Server, template: str, known: Mapping[str, Known], *, before: str, seconds: float
    ) -> None:
        self._server = server
        self._template = template
        self._known = known
        self._before = before
        self._seconds = seconds
        self._stopped = False
        self._begin()

    def judge(
        self,
        mutant: Mutant,
        plan: Plan,
        *,
        tried: bool = False,
        stop: Callable[[], bool] = lambda: False,
    ) -> Verdict:
        """Try single assertions, then files, on a mutant until one kills it.

        Args:
            mutant: to be killed.
            plan: what is tried, in which order.
            tried: that the mutant is neither invalid nor equivalent is known already.
            stop: asked before each file; the verdict is NOT_RUN when it says so.
        """
        for shot in plan.shots:
            attempt = self.ask(mutant, *shot)
            if attempt.status is Status.INVALID:
                return Verdict(mutant=mutant, status=Status.INVALID, reason=attempt.said)
            if attempt.status is Status.KILLED and not self._stopped:
                name = shot[0].name
                return Verdict(
                    mutant=mutant, status=Status.KILLED, file=name, line=attempt.line, assertion=attempt.said
                )
        crash: Verdict | None = None
        files = plan.files
        for number, file in enumerate(files):
            if stop():
                return Verdict(mutant=mutant, status=Status.NOT_RUN)
            if number == _BEFORE_EQUIVALENCE and not tried and not crash and self.is_equivalent(mutant):
                return Verdict(mutant=mutant, status=Status.EQUIVALENT)
            attempt = self.attempt(mutant, file)
            if self._stopped:
                return Verdict(mutant=mutant, status=Status.NOT_RUN)
            if attempt.status is Status.INVALID:
                return Verdict(mutant=mutant, status=Status.INVALID, reason=attempt.said)
            if attempt.status is Status.SURVIVED:
                continue
            verdict = Verdict(
                mutant=mutant, status=attempt.status, file=file.name, line=attempt.line, assertion=attempt.said
            )
            if attempt.status is Status.KILLED:
                return verdict
            crash = crash or verdict
        if crash:
            return crash
        if not tried and len(files) <= _BEFORE_EQUIVALENCE:
            if refusal := self._refused(mutant) if not files else "":
                return Verdict(mutant=mutant, status=Status.INVALID, reason=refusal)
            if self.is_equivalent(mutant):
                return Verdict(mutant=mutant, status=Status.EQUIVALENT)
        return Verdict(mutant=mutant, status=Status.SURVIVED, nearest=plan.nearest)

    def attempt(self, mutant: Mutant, file: Prepared) -> Attempt:
        """Run one file behind one mutant, as far as its first assertion that fails, and roll it back.

        Args:
            mutant: that is made first.
            file: what runs.
        """
        source = Mutated.of(file.source, mutant.make)
        pieces = source.pieces(self._known[file.name].assertions)
        seconds = usual = self._seconds * (1 + self._known[file.name].rows / _ROWS)
        for _ in range(_ATTEMPTS):
            reply = self._connection.pieces(pieces, seconds=seconds)
            self._trials += 1
            if reply.timed_out and seconds == usual and not self._stopped:
                # A busy machine is no proof: how long does the file take now, without the mutant?
                seconds = max(seconds, _TIMES * self._needed(file))
                if seconds > usual:
                    continue
            if not reply.victim:
                break
            self._connection.reopen()
        attempt = self._understood(file, source, reply)
        if self._stopped:
            return attempt
        if reply.lost or reply.timed_out or not self._connection.clean():
            self._connection.reopen()
        if self._trials >= _TRIALS_A_CLONE:
            self._renew()
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
        known = self._known[file.name]
        source = alone(file.source, mutant.make, known, number)
        reply = self._connection.run(source.sent, seconds=self._seconds)
        self._trials += 1
        attempt = understood(reply, source, usual=known.alone[number])
        if self._stopped:
            return attempt
        if reply.lost or reply.timed_out or (reply.error and not self._connection.clean()):
            self._connection.reopen()
        if self._trials >= _TRIALS_A_CLONE:
            self._renew()
        return attempt

    def is_equivalent(self, mutant: Mutant) -> bool:
        """Whether the catalogue with the mutant is the same as without."""
        if mutant.operator.startswith("body") and "\nAS $" in mutant.make[0]:
            return False  # the server keeps such a body as it is written
        with self._asking.transaction(force_rollback=True):
            for statement in mutant.make:
                self._asking.execute(statement.encode())
            return fingerprint(self._asking) == self._before

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

    def _refused(self, mutant: Mutant) -> str:
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

    def _renew(self) -> None:
        self.close()
        self.__dict__.pop("_asking", None)
        self._begin()

    def _begin(self) -> None:
        self._conninfo = self._server.clone(self._template)
        try:
            self._connection = Session(self._conninfo)
        except ServerError:
            self._server.drop(self._conninfo)
            raise
        self._trials = 0
