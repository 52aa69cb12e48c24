"""Short ways to ask a database, for tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg

Connect = Callable[[], psycopg.Connection[Any]]
"""Opens one more connection to the database of the test, in autocommit."""


def ask(conninfo: str, query: str) -> list[tuple[object, ...]]:
    """The rows of a query, each run on a connection of its own."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description is not None else []


def value(conninfo: str, query: str) -> object:
    """The one value that a query gives."""
    ((value,),) = ask(conninfo, query)
    return value


def exists(conninfo: str, name: str) -> bool:
    """Whether there is a table, view, index or sequence of this name."""
    return value(conninfo, f"select to_regclass('{name}') is not null") is True


def applied(conninfo: str) -> list[object]:
    """The ids of applied migrations in the order in which they were applied."""
    if not exists(conninfo, "_yoyo_migration"):
        return []
    return [id for (id,) in ask(conninfo, "select migration_id from _yoyo_migration order by applied_at_utc, ctid")]


def everything(conninfo: str) -> dict[str, object]:
    """What migrations may change or record, to be compared before and after."""
    relations = ask(
        conninfo,
        "select relname, relkind, relowner::regrole::text from pg_class "
        "where relnamespace = 'public'::regnamespace order by 1",
    )
    tables = [str(name) for name, kind, _ in relations if kind in (b"r", "r")]
    records = {name: ask(conninfo, f"select t::text from {name} t order by 1") for name in tables}
    functions = ask(
        conninfo, "select oid::regprocedure::text, prosrc from pg_proc where pronamespace = 'public'::regnamespace"
    )
    return {"relations": relations, "records": records, "functions": functions}
