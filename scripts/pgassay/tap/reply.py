"""What the server answers to a text: results, an error, notices, or nothing any more."""

from __future__ import annotations

from dataclasses import dataclass, field

from psycopg.pq import DiagnosticField, abc

CRASH_OF_ANOTHER = "57P02"
"""SQLSTATE crash_shutdown: this connection was closed because another server process died."""
CANCELLED = "57014"


@dataclass(frozen=True, kw_only=True)
class Message:
    """An error or a notice of the server.

    Attributes:
        position: 1-based character offset in the text sent, where the server knows one.
    """

    severity: str = ""
    sqlstate: str = ""
    message: str
    detail: str = ""
    hint: str = ""
    context: str = ""
    position: int | None = None

    def __str__(self) -> str:
        return f"{self.severity}:  {self.message}" if self.severity else self.message

    def details(self) -> list[str]:
        """The fields that follow the message, as psql prints them."""
        named = (("DETAIL", self.detail), ("HINT", self.hint), ("CONTEXT", self.context))
        return [f"{name}:  {line}" for name, value in named if value for line in [value.replace("\n", "\n  ")]]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one statement gave.

    Attributes:
        tag: the command tag, such as ``SELECT 1`` or ``ROLLBACK``.
        column: name of the first column; empty where there is none.
        output: its rows as ``psql --no-align --tuples-only`` prints them, without the last newline; None
            where there were no rows.
    """

    tag: str
    column: str = ""
    output: str | None = None


@dataclass(kw_only=True)
class Reply:
    """All that the server answered to one text.

    Attributes:
        results: of the statements that succeeded, in order.
        error: of the statement that did not.
        notices: in order.
        timed_out: the time was up and the text was cancelled.
        interrupted: ``cancel()`` was called.
        lost: the connection is gone.
        unsent: it was gone before anything was sent.
    """

    results: list[Result] = field(default_factory=list)
    error: Message | None = None
    notices: list[Message] = field(default_factory=list)
    timed_out: bool = False
    interrupted: bool = False
    lost: bool = False
    unsent: bool = False

    @property
    def victim(self) -> bool:
        """Whether the connection was lost through no fault of the text."""
        said = [*self.notices, *([self.error] if self.error else [])]
        return self.lost and (self.unsent or any(message.sqlstate == CRASH_OF_ANOTHER for message in said))


def rows(result: abc.PGresult) -> Result:
    """A result that has rows."""
    lines = []
    columns = range(result.nfields)
    for row in range(result.ntuples):
        values = (result.get_value(row, column) or b"" for column in columns)
        lines.append(b"|".join(values).decode(errors="replace"))
    return Result(
        tag=(result.command_status or b"").decode(),
        column=(result.fname(0) or b"").decode(errors="replace") if result.nfields else "",
        output="\n".join(lines) if lines else None,
    )


def message(result: abc.PGresult) -> Message:
    """A result that is an error or a notice."""

    def text(which: DiagnosticField) -> str:
        return (result.error_field(which) or b"").decode(errors="replace")

    position = text(DiagnosticField.STATEMENT_POSITION)
    return Message(
        severity=text(DiagnosticField.SEVERITY_NONLOCALIZED) or text(DiagnosticField.SEVERITY),
        sqlstate=text(DiagnosticField.SQLSTATE),
        message=text(DiagnosticField.MESSAGE_PRIMARY) or first_line(result.get_error_message()),
        detail=text(DiagnosticField.MESSAGE_DETAIL),
        hint=text(DiagnosticField.MESSAGE_HINT),
        context=text(DiagnosticField.CONTEXT),
        position=int(position) if position else None,
    )


def first_line(error: object) -> str:
    """The first line of what an error says."""
    return str(error).strip().partition("\n")[0]
