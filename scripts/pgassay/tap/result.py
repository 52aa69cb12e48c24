"""The verdict on one file: its checks, and what was wrong with the file itself."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path

from pgassay.errors import Place
from pgassay.tap.files import TestFile, shown
from pgassay.tap.source import Fault, Source


class Status(enum.Enum):
    """What became of one assertion."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    TODO = "todo"
    """Expected to fail, and failed."""
    UNEXPECTED = "unexpected success"
    """Expected to fail, and passed: reported, not a failure."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One assertion.

    Attributes:
        description: for people; names of subtests before it, separated by `` / ``.
        source: the file's text.
        statement: number of the statement that made it, from 0.
        reason: why it is skipped or to do.
        diagnostics: what pgTAP says about it.
    """

    description: str
    status: Status
    source: Source = field(repr=False, compare=False)
    statement: int
    reason: str = ""
    diagnostics: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        """First line of the statement that made it."""
        return self.source.line(self.statement)


@dataclass(frozen=True, kw_only=True)
class FileResult:
    """All that is known of one file after it ran.

    Attributes:
        seconds: from sending it to its last result.
        checks: in the order in which they ran.
        faults: what is wrong with the file itself.
        notices: what the server said besides.
        skipped: the reason for which the whole file was skipped, or None.
        bailed_out: it says that no further file should run.
        ran: False when something kept it from being run to its end that was not its fault.
    """

    file: TestFile
    seconds: float = 0.0
    checks: tuple[Check, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
    skipped: str | None = None
    bailed_out: bool = False
    ran: bool = True

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return not self.faults and all(check.status is not Status.FAILED for check in self.checks)

    def count(self, *statuses: Status) -> int:
        """How many checks have one of these statuses."""
        return sum(check.status in statuses for check in self.checks)

    def place(self, line: int) -> Place:
        """A line of this file, clickable."""
        return Place(Path(shown(self.file.path)), line)
