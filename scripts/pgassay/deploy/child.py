"""Processes that do one thing and are killed meanwhile."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable

from pgassay.deploy.wire import end_of
from pgassay.errors import PgassayError

_PIPE = 60_000
_PR_SET_CHILD_SUBREAPER = 36  # of Linux's prctl(2)


class Child:
    """A process that does something and ends; forked, so that it need not import everything first."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._read, write = os.pipe()
        self.status: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            _become(act, write)
        os.close(write)

    def runs(self) -> bool:
        """Whether it has not ended yet."""
        if self.status is None:
            self.status = end_of(self.pid)
        return self.status is None

    def kill(self) -> None:
        """kill -9."""
        if self.runs():
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Wait for its end; its exit status."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status

    def said(self) -> str:
        """What it said of its failure."""
        self.kill()
        with os.fdopen(self._read, "rb") as pipe:
            return pipe.read().decode(errors="replace")


def adopt_orphans() -> None:
    """Become the parent of servers whose starter has ended, where the system can do that: init may reap late."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap() -> None:
    """Let go of what has ended: a killed server leaves a dozen processes."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become(act: Callable[[], object], write: int) -> None:
    """Be the child: do it, say what went wrong, end without what belongs to the parent."""
    status, said = 0, ""
    try:
        act()
    except PgassayError as error:
        status, said = error.exit_code, str(error)
    except BaseException as error:
        status, said = 70, f"{type(error).__name__}: {error}"
    finally:
        with contextlib.suppress(OSError):
            os.write(write, said.encode()[:_PIPE])
        os._exit(status)
