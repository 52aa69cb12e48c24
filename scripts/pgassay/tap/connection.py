"""One kept connection: send a whole file, collect every result, leave nothing behind.

It speaks to libpq directly. ``cursor.execute`` of a whole file raises at the first error and loses the results
before it; here they are kept, with the one that failed.
"""

from __future__ import annotations

import contextlib
import select
import time

from psycopg import OperationalError, pq
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import ConnStatus, ExecStatus, PollingStatus, TransactionStatus, abc

from pgassay.errors import ServerError
from pgassay.tap.reply import Message, Reply, Result, first_line, message, rows

SEARCH_PATH = "pgtap, test, public"

_CONNECT_SECONDS = 10.0
_GRACE_SECONDS = 5.0
RECOVERY_SECONDS = 60.0
"""How long a server may take to come back after a crash."""
_LOOK_SECONDS = 0.5
_CLEAN_SECONDS = 30.0

# ROLLBACK undoes all but what is not transactional. DISCARD ALL would do, but its DISCARD PLANS makes every
# PL/pgSQL function of the next file plan anew.
_CLEAN = (
    b"rollback; set session authorization default; reset all; close all; deallocate all; unlisten *;"
    b" select pg_catalog.pg_advisory_unlock_all(); discard sequences"
)


class Connection:
    """A connection that is kept from file to file.

    Args:
        conninfo: of a throwaway database.

    Raises:
        ServerError: there is no connection.
    """

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo
        options = f"{conninfo_to_dict(conninfo).get('options') or ''} -c search_path={SEARCH_PATH.replace(' ', '')}"
        self._dsn = make_conninfo(
            conninfo,
            options=options.strip(),
            client_encoding="UTF8",
            application_name="pgassay test",
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
            reply.error = Message(message=first_line(error))
            return reply
        deadline = time.monotonic() + seconds if seconds else float("inf")
        try:
            self._collect(reply, deadline)
        except OperationalError as error:
            reply.lost = True
            self._drain(reply)
            reply.error = reply.error or Message(message=first_line(error))
        reply.lost = reply.lost or self._pgconn.status != ConnStatus.OK
        return reply

    @property
    def superuser(self) -> bool:
        """Whether the session belongs to a superuser."""
        return self._pgconn.parameter_status(b"is_superuser") == b"on"

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
        self._pgconn = self._open()

    def cancel(self) -> None:
        """Stop what is running, now and later; may be called from another thread."""
        self._interrupted = True
        self._cancel()

    def close(self) -> None:
        """Close it; it may be closed already."""
        self._pgconn.finish()

    def _open(self) -> abc.PGconn:
        patience = time.monotonic() + RECOVERY_SECONDS
        while True:
            try:
                return self._connect()
            except OperationalError as error:
                # Right after a crash the server may still accept connections, and close them.
                if time.monotonic() > patience or self._interrupted:
                    raise ServerError(
                        f"no connection to the test database within {RECOVERY_SECONDS:g} s: {first_line(error)}",
                        hint="the server's log says why",
                    ) from None
                time.sleep(0.02)

    def _connect(self) -> abc.PGconn:
        # In steps, so that what the server says meanwhile comes to us and not to standard error.
        pgconn = pq.PGconn.connect_start(self._dsn)
        pgconn.notice_handler = self._note
        deadline = time.monotonic() + _CONNECT_SECONDS
        step: int = PollingStatus.WRITING
        while pgconn.status != ConnStatus.BAD and step in (PollingStatus.READING, PollingStatus.WRITING):
            poll = select.poll()
            poll.register(pgconn.socket, select.POLLIN if step == PollingStatus.READING else select.POLLOUT)
            if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                break
            step = pgconn.connect_poll()
        if pgconn.status != ConnStatus.OK:
            reason = first_line(pgconn.get_error_message()) or f"no answer within {_CONNECT_SECONDS:g} s"
            pgconn.finish()
            raise OperationalError(reason)
        self._poll = select.poll()
        self._poll.register(pgconn.socket, select.POLLIN)
        return pgconn

    def _note(self, result: abc.PGresult) -> None:
        self._notices.append(message(result))

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
                reply.results.append(rows(result))
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
                    reply.error = message(done)
            case _:
                reply.error = reply.error or message(result)
        return True

    def _drain(self, reply: Reply) -> None:
        """What arrived before the connection was lost."""
        with contextlib.suppress(OperationalError):
            while self._take(reply):
                pass
