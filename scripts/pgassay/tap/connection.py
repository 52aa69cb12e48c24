"""One kept connection: send a whole file, collect every result, leave nothing behind.

It speaks to libpq directly. ``cursor.execute`` of a whole file raises at the first error and loses the results
before it; here they are kept, with the one that failed.
"""

from __future__ import annotations

import contextlib
import select
import time
from dataclasses import dataclass, field

from psycopg import OperationalError, pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, TransactionStatus, abc

from pgassay.errors import ServerError

SEARCH_PATH = "pgtap, test, public"

CRASH_OF_ANOTHER = "57P02"
"""SQLSTATE crash_shutdown: this connection was closed because another server process died."""
CANCELLED = "57014"

_GRACE_SECONDS = 5.0
_RECOVERY_SECONDS = 60.0
_LOOK_SECONDS = 0.5
_CLEAN_SECONDS = 30.0

# ROLLBACK undoes all but what is not transactional. DISCARD ALL would do, but its DISCARD PLANS makes every
# PL/pgSQL function of the next file plan anew.
_CLEAN = (
    b"rollback; set session authorization default; reset all; close all; deallocate all; unlisten *;"
    b" select pg_catalog.pg_advisory_unlock_all(); discard sequences"
)


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
        return [
            f"{name}:  {line}" for name, value in named if value for line in [value.replace("\n", "\n  ")]
        ]


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


class Connection:
    """A connection that is kept from file to file.

    Args:
        conninfo: of a throwaway database.

    Raises:
        ServerError: there is no connection.
    """

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        options = (
            f"{conninfo_to_dict(conninfo).get('options') or ''} -c search_path={SEARCH_PATH.replace(' ', '')}"
        )
        self._dsn = make_conninfo(
            conninfo,
            options=options.strip(),
            client_encoding="UTF8",
            application_name="pgassay test",
            connect_timeout=10,
        ).encode()
        self._notices: list[Message] = []
        self._interrupted = False
        self._pgconn = self._open()

    def run(self, text: str, *, seconds: float) -> Reply:
        """Send ``text`` as one query and collect every result.

        Args:
            text: any number of statements.
            seconds: after which it is cancelled; 0 means never.
        """
        self._notices = []
        reply = Reply(notices=self._notices)
        try:
            self._pgconn.send_query(text.encode())
        except OperationalError as error:
            reply.lost = reply.unsent = True
            reply.error = Message(message=_first_line(error))
            return reply
        deadline = time.monotonic() + seconds if seconds else float("inf")
        try:
            self._collect(reply, deadline)
        except OperationalError as error:
            reply.lost = True
            self._drain(reply)
            reply.error = reply.error or Message(message=_first_line(error))
        reply.lost = reply.lost or self._pgconn.status != ConnStatus.OK
        return reply

    def clean(self) -> bool:
        """Bring the session back to what it was when it was opened; False if it must be opened anew."""
        if self._interrupted or self._pgconn.status != ConnStatus.OK:
            return False
        reply = self.run(_CLEAN.decode(), seconds=_CLEAN_SECONDS)
        idle = not reply.lost and self._pgconn.transaction_status == TransactionStatus.IDLE
        return idle and reply.error is None and not reply.timed_out

    def reopen(self) -> None:
        """Open it anew, waiting for a server that is recovering.

        Raises:
            ServerError: the server does not come back.
        """
        self.close()
        patience = time.monotonic() + _RECOVERY_SECONDS
        while pq.PGconn.ping(self._dsn) != pq.Ping.OK:
            if time.monotonic() > patience or self._interrupted:
                raise ServerError(
                    f"the server went away and did not come back within {_RECOVERY_SECONDS:g} s",
                    hint="its log says why",
                )
            time.sleep(0.02)
        self._pgconn = self._open()

    def cancel(self) -> None:
        """Stop what is running, now and later; may be called from another thread."""
        self._interrupted = True
        self._cancel()

    def close(self) -> None:
        """Close it; it may be closed already."""
        self._pgconn.finish()

    def _open(self) -> abc.PGconn:
        pgconn = pq.PGconn.connect(self._dsn)
        if pgconn.status != ConnStatus.OK:
            reason = _first_line(pgconn.get_error_message())
            pgconn.finish()
            raise ServerError(f"no connection to the test database: {reason}")
        pgconn.notice_handler = self._note
        self._poll = select.poll()
        self._poll.register(pgconn.socket, select.POLLIN)
        return pgconn

    def _note(self, result: abc.PGresult) -> None:
        self._notices.append(_message(result))

    def _cancel(self) -> None:
        with contextlib.suppress(OperationalError):
            self._pgconn.get_cancel().cancel()

    def _collect(self, reply: Reply, deadline: float) -> None:
        give_up = float("inf")
        while True:
            while self._pgconn.is_busy():
                now = time.monotonic()
                if now >= give_up:
                    self._pgconn.finish()
                    raise OperationalError("the statement did not react to being cancelled")
                if give_up == float("inf") and (now >= deadline or self._interrupted):
                    reply.interrupted, reply.timed_out = self._interrupted, not self._interrupted
                    give_up = now + _GRACE_SECONDS
                    self._cancel()
                wait = max(0.0, min(_LOOK_SECONDS, (deadline if give_up == float("inf") else give_up) - now))
                if self._poll.poll(wait * 1000):
                    self._pgconn.consume_input()
            if not self._take(reply):
                reply.interrupted = reply.interrupted or self._interrupted
                return

    def _take(self, reply: Reply) -> bool:
        """Take one result; False when there are no more."""
        result = self._pgconn.get_result()
        if result is None:
            return False
        match result.status:
            case ExecStatus.TUPLES_OK:
                reply.results.append(_rows(result))
            case ExecStatus.COMMAND_OK | ExecStatus.EMPTY_QUERY:
                if tag := (result.command_status or b"").decode():
                    reply.results.append(Result(tag=tag))
            case ExecStatus.COPY_IN:
                self._pgconn.put_copy_end(b"a test file cannot feed COPY FROM STDIN")
            case ExecStatus.COPY_OUT:
                lines = []
                while (data := self._pgconn.get_copy_data(0))[0] > 0:
                    lines.append(bytes(data[1]).decode(errors="replace").removesuffix("\n"))
                if (done := self._pgconn.get_result()) and done.status == ExecStatus.COMMAND_OK:
                    reply.results.append(Result(tag="COPY", output="\n".join(lines) if lines else None))
                elif done:
                    reply.error = _message(done)
            case _:
                reply.error = reply.error or _message(result)
        return True

    def _drain(self, reply: Reply) -> None:
        """What arrived before the connection was lost."""
        with contextlib.suppress(OperationalError):
            while self._take(reply):
                pass


def _rows(result: abc.PGresult) -> Result:
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


def _message(result: abc.PGresult) -> Message:
    def text(which: DiagnosticField) -> str:
        return (result.error_field(which) or b"").decode(errors="replace")

    position = text(DiagnosticField.STATEMENT_POSITION)
    return Message(
        severity=text(DiagnosticField.SEVERITY_NONLOCALIZED) or text(DiagnosticField.SEVERITY),
        sqlstate=text(DiagnosticField.SQLSTATE),
        message=text(DiagnosticField.MESSAGE_PRIMARY) or _first_line(result.get_error_message()),
        detail=text(DiagnosticField.MESSAGE_DETAIL),
        hint=text(DiagnosticField.MESSAGE_HINT),
        context=text(DiagnosticField.CONTEXT),
        position=int(position) if position else None,
    )


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0]
