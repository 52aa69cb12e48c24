"""A connection on which many files run one after the other: pgTAP's own tables are made once, not by each file."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

from pgassay.assay.mutant import literal
from pgassay.tap import protocol
from pgassay.tap.connection import Connection
from pgassay.tap.reply import Reply

BEGIN = ("begin", "select pg_catalog.setval('pg_temp.__tresults___numb_seq', 1, false)")
"""What every transaction begins with: assertions are numbered from 1, and no rollback undoes that."""

# plan() makes two temporary sequences and a table, each time anew: half of what a short file costs, and rows in the
# catalogue that stay dead. It is content with what is there, as long as no plan stands in it.
_READY = "begin; select pgtap.plan(1); delete from pg_temp.__tcache__"
# A setting that no transaction of a session has set yet is unknown, in all later ones it is empty: so each is set.
_SET = (
    "select pg_catalog.set_config(s, coalesce(pg_catalog.current_setting(s, true), ''), true) from (values (%s)) v (s)"
)
_SECONDS = 10.0


class Session(Connection):
    """A connection with pgTAP's tables in place.

    Args:
        conninfo: of a clone that is dropped afterwards.
        settings: names of those that it has had before, as a connection of a pool has; whatever runs first.

    Raises:
        ServerError: there is no connection.
    """

    def __init__(self, conninfo: str, *, settings: Iterable[str] = ()) -> None:
        super().__init__(conninfo)
        self._ready = "; ".join([_READY, *(_SET % literal(name) for name in sorted(settings)), "commit"])
        self.run(self._ready, seconds=_SECONDS)

    def pieces(self, pieces: Iterable[str], *, seconds: float) -> Reply:
        """Send a text piece by piece, until an assertion fails or the server refuses something.

        Args:
            pieces: of the text; the first begins a transaction.
            seconds: after which it is cancelled, all of it taken together.

        Returns:
            What the server would have answered to as much of the text in one.
        """
        whole, sent, deadline = Reply(), 0, time.monotonic() + seconds
        for piece in pieces:
            reply = self.run(piece, seconds=max(0.001, deadline - time.monotonic()))
            error = reply.error
            if error is not None and error.position is not None:
                error = replace(error, position=error.position + sent)
            whole = replace(
                reply, results=whole.results + reply.results, notices=whole.notices + reply.notices, error=error
            )
            sent += len(piece)
            if error is not None or reply.lost or reply.timed_out or reply.interrupted:
                break
            if any(failing(result.output) is not None for result in reply.results):
                break
        return whole

    def reopen(self) -> None:
        """Open it anew, waiting for a server that is recovering.

        Raises:
            ServerError: the server does not come back.
        """
        super().reopen()
        self.run(self._ready, seconds=_SECONDS)


def failing(said: str | None) -> str | None:
    """The first assertion of an answer that fails; None if none does."""
    if said is None or "not ok" not in said:
        return None
    return next((name for name, assertion in protocol.parse(said).leaves() if not assertion.passed), None)
