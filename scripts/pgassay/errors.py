"""The errors a caller can act on. Each says what failed, where, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file, as editors and CI understand it."""

    path: Path
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class PgassayError(Exception):
    """Base of every expected failure: printed without a traceback.

    Args:
        what: one sentence that states what failed, with the figures.
        where: file and line, where there is one.
        hint: what to do next.

    The exit status of the command is ``exit_code``: 1 a check failed (a red test, drift), 2 the input was
    refused and nothing was run, 3 no usable server, 4 a migration failed.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, where: Place | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__(what)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.__dict__.copy())  # from one process to another

    def __str__(self) -> str:
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


def _again(kind: type[PgassayError], state: dict[str, object]) -> PgassayError:
    error = kind("")
    error.__dict__.update(state)
    error.args = (error.what,)
    return error


class Refused(PgassayError):
    """The input is not acceptable; nothing was run."""


class ServerError(PgassayError):
    """PostgreSQL could not be found, started or reached."""

    exit_code = 3


class MigrationFailed(PgassayError):
    """A migration was stopped by the server; what it had done is undone or can be resumed.

    Attributes:
        done: ids of those that ran before it in the same call, and stay.
        sqlstate: the server's code for it; empty where it gave none.
    """

    exit_code = 4
    done: tuple[str, ...] = ()
    sqlstate: str = ""
