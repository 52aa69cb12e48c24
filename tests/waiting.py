"""Wait for a condition, not for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import psycopg
from psycopg.rows import scalar_row

T = TypeVar("T")


def until(condition: Callable[[], T], what: str, *, seconds: float = 30) -> T:
    """The first true value of ``condition``, which is asked again and again; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds:.0f} s still not: {what}")
        time.sleep(0.01)
    return value


def until_blocked(
    watcher: psycopg.Connection[Any], blocked: psycopg.Connection[Any], what: str, *, unless: Future[Any] | None = None
) -> None:
    """Wait until what a connection runs waits for a lock of another one, or has come to its end without.

    Args:
        watcher: asks; not one of those that run something.
        blocked: the connection.
        what: is waited for.
        unless: what it runs, if it need not wait.
    """
    pid = blocked.info.backend_pid

    def waits() -> bool:
        with watcher.cursor(row_factory=scalar_row) as cursor:
            blockers = cursor.execute("select cardinality(pg_blocking_pids(%s))", (pid,)).fetchone()
        return bool(blockers) or (unless is not None and unless.done())

    until(waits, what)


def until_waiting(watcher: psycopg.Connection[Any], statement: str, what: str) -> None:
    """Wait until somebody's statement in the watcher's database waits for a lock, whoever's connection it is.

    Args:
        watcher: asks; outside of a transaction, which would see the same again and again.
        statement: a part of its text.
        what: is waited for.
    """
    waiting = (
        "select 1 from pg_stat_activity "
        "where datname = current_database() and wait_event_type = 'Lock' and position(%s in query) > 0"
    )
    until(lambda: watcher.execute(waiting, (statement,)).fetchone(), what)
