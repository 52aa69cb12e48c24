"""The connection that migrates."""

from __future__ import annotations

import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pgassay import server
from pgassay.errors import ServerError
from pgassay.settings import Settings

OLDEST = 15
"""The oldest major version of PostgreSQL that is supported."""


def connect(settings: Settings, conninfo: str) -> psycopg.Connection[Any]:
    """Connect with the project's timeouts, and search_path fixed so that yoyo's tables are always found.

    Statements inside procedures are planned each time they run, with the sizes that the tables have by then.

    Args:
        settings: the project's.
        conninfo: of the database.

    Raises:
        ServerError: it cannot be reached, or is too old.
    """
    options = " ".join(
        f"-c {name}={_escaped(value)}"
        for name, value in {
            "search_path": "public",
            "lock_timeout": settings.lock_timeout,
            "statement_timeout": settings.statement_timeout,
            "client_connection_check_interval": "1s",
            # What a loop of batches fills has grown since its first one: a plan that is kept would read it whole.
            "plan_cache_mode": "force_custom_plan",
        }.items()
    )
    own = str(conninfo_to_dict(conninfo).get("options") or "")
    try:
        connection = psycopg.connect(
            make_conninfo(conninfo, options=f"{options} {own}".strip(), application_name="pgassay"),
            autocommit=True,
            prepare_threshold=None,
        )
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ServerError(f"no connection to {server.address(conninfo)}: {reason}") from None
    if connection.info.server_version < OLDEST * 10000:
        version = connection.info.parameter_status("server_version")
        raise ServerError(f"the server is PostgreSQL {version}; {OLDEST} is the oldest that is supported")
    return connection


def _escaped(value: str) -> str:
    """A value inside libpq's ``options``, which blanks divide."""
    return re.sub(r"([ \\])", r"\\\1", value)
