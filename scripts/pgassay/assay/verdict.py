"""What became of a mutant."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from pgassay.assay.mutant import Mutant


class Status(enum.Enum):
    """The verdicts."""

    KILLED = "killed"
    """An assertion failed."""
    CRASHED = "crash kill"
    """No assertion failed, but a file broke off outside an assertion: an error in a fixture, a hang."""
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    """The catalogue with it is the same as without."""
    INVALID = "invalid"
    """The server refuses it."""
    NOT_RUN = "not run"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A mutant's.

    Attributes:
        mutant: it.
        status: what became of it.
        file: name of the file that killed it.
        line: of the assertion, or of the statement that broke off.
        assertion: its description, or the error.
        reason: why the server refuses it.
        nearest: for a survivor, the file that comes nearest to it.
        hung: the file did not come to an end behind it.
        place: the first, as ``late`` counts them, that is worth trying when it is asked late again.
        remembered: it was found by an earlier run, and nothing that it depends on has changed.
    """

    mutant: Mutant
    status: Status
    file: str = ""
    line: int = 0
    assertion: str = ""
    reason: str = ""
    nearest: str = ""
    remembered: bool = False
    hung: bool = False
    place: int = 0


@dataclass(frozen=True)
class Attempt:
    """One file, or one assertion of it, against one mutant.

    Attributes:
        status: KILLED, CRASHED, SURVIVED or INVALID.
        line: where the file failed.
        said: the assertion, or the error.
        hung: the file took ten times as long as without any mutant, and was cancelled.
    """

    status: Status
    line: int = 0
    said: str = ""
    hung: bool = False
