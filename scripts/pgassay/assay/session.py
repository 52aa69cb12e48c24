"""A connection on which many files run one after the other: pgTAP's own tables are made once, not by each file."""

from __future__ import annotations

from pgassay.tap.connection import Connection

BEGIN = "begin;select pg_catalog.setval('pg_temp.__tresults___numb_seq', 1, false);"
"""What every transaction begins with: assertions are numbered from 1, and no rollback undoes that."""
STATEMENTS = 2
"""How many statements that is."""

# plan() makes two temporary sequences and a table, each time anew: half of what a short file costs, and rows in the
# catalogue that stay dead. It is content with what is there, as long as no plan stands in it.
_READY = "begin; select pgtap.plan(1); delete from pg_temp.__tcache__; commit"
_SECONDS = 10.0


class Session(Connection):
    """A connection with pgTAP's tables in place.

    Args:
        conninfo: of a clone that is dropped afterwards.

    Raises:
        ServerError: there is no connection.
    """

    def __init__(self, conninfo: str) -> None:
        super().__init__(conninfo)
        self.run(_READY, seconds=_SECONDS)

    def reopen(self) -> None:
        """Open it anew, waiting for a server that is recovering.

        Raises:
            ServerError: the server does not come back.
        """
        super().reopen()
        self.run(_READY, seconds=_SECONDS)
