"""A worker: a thread with a kept connection to a clone of its own, that runs one file after the other."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar

import psycopg

from pgassay.errors import PgassayError, ServerError
from pgassay.tap import connection
from pgassay.tap.connection import Connection
from pgassay.tap.files import TestFile
from pgassay.tap.reply import first_line
from pgassay.tap.result import FileResult
from pgassay.tap.run import Outcome, Victim, locate_crash, run_file
from pgassay.tap.template import Server

T = TypeVar("T")

# No answer, admin_shutdown, crash_shutdown, cannot_connect_now.
_AWAY = (None, "57P01", "57P02", "57P03")
_ATTEMPTS = 50
# plan() makes temporary objects, and their dead rows stay in the catalogue: a new clone now and then is cheaper.
_FILES_A_CLONE = 400


@dataclass(kw_only=True)
class Shared:
    """What the workers have in common.

    Attributes:
        waiting: the files that no worker has taken yet.
        done: results, and one None from each worker that has no more.
        trouble: what ended the run before its time.
        resting: how many workers have said that they have no more.
    """

    server: Server
    template: str
    seconds: float
    waiting: deque[TestFile]
    done: queue.SimpleQueue[FileResult | None] = field(default_factory=queue.SimpleQueue)
    trouble: list[PgassayError] = field(default_factory=list)
    resting: int = 0
    stopped: bool = False

    def stop(self) -> None:
        """Let no worker begin another file."""
        self.stopped = True
        self.waiting.clear()


class Bench:
    """A clone and the kept connection to it.

    Args:
        server: that clones are made on.
        template: of the clones.
        seconds: each file may take; 0 means no limit.
    """

    def __init__(self, server: Server, template: str, *, seconds: float) -> None:
        self._server = server
        self._template = template
        self._seconds = seconds
        self._begin()

    def run(self, file: TestFile) -> FileResult:
        """Run a file until there is a verdict: what was lost through another's crash runs again.

        Raises:
            ServerError: the server is gone and does not come back.
        """
        outcome = self._attempt(file)
        if outcome.silent:
            outcome = self._located(outcome)
        self._files += 1
        self._clean &= outcome.result.ran and not outcome.lost
        if not outcome.result.ran:
            return outcome.result
        if outcome.dirty or outcome.silent or self._files >= _FILES_A_CLONE:
            self._renew()
        elif outcome.lost or not self._connection.clean():
            self._connection.reopen()
        return outcome.result

    def cancel(self) -> None:
        """Stop what is running; may be called from another thread. The bench is of no use afterwards."""
        self._clean = False
        self._connection.cancel()

    def close(self) -> None:
        """Give the clone back for the next run; drop it if anything may have been left in it."""
        self._connection.close()
        if self._clean and self._files < _FILES_A_CLONE:
            _patiently(lambda: self._server.give_back(self.conninfo, self._template, uses=self._files))
        else:
            _patiently(lambda: self._server.drop(self.conninfo))

    def _attempt(self, file: TestFile) -> Outcome:
        died = False
        for _ in range(_ATTEMPTS):
            outcome = run_file(self._connection, file, seconds=self._seconds)
            # A process that dies without a word may be the echo of another's crash, for a server that has not
            # noticed the crash yet lets clients in, and throws them out: once is no proof.
            if not outcome.victim and (died or not outcome.silent):
                break
            died = died or not outcome.victim
            self._connection.reopen()
        if died and not outcome.silent:
            notice = "the server process died when this file ran first; it was run again"
            return replace(outcome, result=replace(outcome.result, notices=(notice, *outcome.result.notices)))
        return outcome

    def _located(self, outcome: Outcome) -> Outcome:
        """The outcome with the line at which the server process died.

        What a process has not sent when it dies is lost, so the results do not tell.
        """
        result, line = outcome.result, None
        for _ in range(_ATTEMPTS):
            self._connection.reopen()
            with contextlib.suppress(Victim):
                before, line = line, locate_crash(self._connection, result.file, seconds=self._seconds)
                if line is None or line == before:  # again: once may be an echo
                    break
        self._connection.reopen()
        fault = result.faults[0]
        if line is None:
            note = "the line is not known: run again one statement at a time, the file did not kill it"
            fault = replace(fault, details=(*fault.details, note))
        else:
            fault = replace(fault, line=line)
        return replace(outcome, result=replace(result, faults=(fault, *result.faults[1:])))

    def _renew(self) -> None:
        """Go on with a new clone."""
        self._clean = False
        self.close()
        self._begin()

    def _begin(self) -> None:
        self.conninfo, self._files = _patiently(lambda: self._server.take(self._template))
        self._connection = Connection(self.conninfo)
        self._clean = True


class Worker(threading.Thread):
    """Takes files until there are none.

    Args:
        shared: with the other workers.
        number: of this one.
    """

    def __init__(self, shared: Shared, number: int) -> None:
        super().__init__(name=f"pgassay-test-{number}", daemon=True)
        self._shared = shared
        self._bench: Bench | None = None

    def run(self) -> None:
        """The thread's work; what goes wrong with it is left in ``shared.trouble``."""
        shared = self._shared
        try:
            self._bench = Bench(shared.server, shared.template, seconds=shared.seconds)
            while (file := self._next()) is not None:
                result = self._bench.run(file)
                shared.done.put(result)
                if result.bailed_out:
                    shared.stop()
        except Exception as error:
            shared.trouble.append(_expected(error))
            shared.stop()
            if isinstance(error, ServerError):  # there is nobody to drop the clone
                self._bench = None
        shared.done.put(None)
        try:
            if self._bench:
                self._bench.close()
        except Exception as error:
            shared.trouble.append(_expected(error))

    def cancel(self) -> None:
        """Stop what is running; called from another thread."""
        if bench := self._bench:
            bench.cancel()

    def _next(self) -> TestFile | None:
        try:
            return self._shared.waiting.popleft()
        except IndexError:
            return None


def _patiently(act: Callable[[], T]) -> T:
    """Do something with the server; wait for it while it recovers from another file's crash.

    Raises:
        ServerError: it does not come back.
    """
    patience = time.monotonic() + connection.RECOVERY_SECONDS
    while True:
        try:
            return act()
        except psycopg.OperationalError as error:
            if error.sqlstate not in _AWAY:
                raise
            if time.monotonic() > patience:
                raise ServerError(f"the server is gone: {first_line(error)}", hint="its log says why") from error
            time.sleep(0.02)


def _expected(error: Exception) -> PgassayError:
    if isinstance(error, PgassayError):
        return error
    trouble = PgassayError(f"a worker failed: {type(error).__name__}: {error}")
    trouble.__cause__ = error
    return trouble
