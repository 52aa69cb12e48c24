"""Callers that meet: begin together, and see what each of them got."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg


def at_once(calls: Iterable[Callable[[], Any]]) -> list[Any]:
    """Begin all calls at the same moment, each in a thread of its own; what each returned, or the database's error."""
    todo = list(calls)
    barrier = Barrier(len(todo))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return call()
        except psycopg.Error as error:
            return error

    with ThreadPoolExecutor(len(todo)) as threads:
        return list(threads.map(run, todo))


def states(outcomes: Iterable[Any]) -> list[str]:
    """The SQLSTATEs of the outcomes that are errors, sorted."""
    return sorted(str(each.sqlstate) for each in outcomes if isinstance(each, psycopg.Error))
