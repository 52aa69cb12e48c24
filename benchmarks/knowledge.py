"""What the search of the library misses and costs on 100,000 vectors, and what IVFFlat would in the place of HNSW.

A search that takes long is told by the 95th percentile of 96 calls, as a share of what one scan of all vectors takes.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import Promise, database

sys.path.append(str(Path(__file__).parents[1] / "tests" / "nexus"))
import library

CHUNKS = int(os.environ.get("SEARCH_CHUNKS", "100000"))
TOPICS, QUESTIONS = 40, 24
MISSED = 0.05
SHARE = 0.2
"""Of the time of a scan."""
SLOWEST = 0.5
"""Of the time of a scan, for the 95th percentile."""
PROBES = 10
ROUNDS = 4

_CASES = (
    ("staff", None, None, "no filter"),
    ("staff", "NSI", None, "a subject of ten"),
    ("staff", "NSI", "Terminale", "a subject of ten and a level of three"),
    ("reader", None, None, "what the reader may read, 19 documents of 20"),
    ("reader", "NSI", None, "the reader and a subject of ten"),
)
_SEARCH = """
select count(s.id)
from question as q
cross join lateral nexus.search_knowledge(null, q.v, of_subject => %(subject)s, of_level => %(level)s) as s
where q.q = %(question)s
"""
_NEAREST = """
select q.q, array(
    select a.id from nexus.knowledge_assets as a order by a.embedding operator(extensions.<=>) q.v limit 8
)
from question as q
order by q.q
"""
_INDEX = "nexus.knowledge_assets_embedding_idx"
_IVFFLAT = (
    "create index knowledge_assets_embedding_idx on nexus.knowledge_assets "
    "using ivfflat (embedding extensions.vector_cosine_ops) with (lists = 100)"
)


def run(cache: Path) -> Iterator[Promise]:
    """Measure recall at 8 against the exact scan, and time as a share of the scan's."""
    with database() as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        started = time.perf_counter()
        library.fill(connection, chunks=CHUNKS, topics=TOPICS, questions=QUESTIONS)
        filled = time.perf_counter() - started
        scan = _scan(connection)
        for reader, subject, level, what in _CASES:
            recall, fewest = library.recall(connection, reader=reader, subject=subject, level=level)
            if fewest < 8:
                raise RuntimeError(f"{what}: {fewest} results where there are 8")
            yield Promise(
                f"missed of the 8 nearest among {CHUNKS:,}, {what}",
                1 - recall,
                MISSED,
                "",
                f"recall {recall:.3f}, {QUESTIONS} questions; filled and indexed in {filled:.0f} s",
            )
            yield _slowest(connection, scan, reader=reader, subject=subject, level=level, what=what)
        yield from _compared(connection)


def _scan(connection: psycopg.Connection[Any]) -> float:
    """Seconds of one question when every vector is compared."""
    connection.execute("set enable_indexscan = off")
    _ask(connection)
    _, taken = _ask(connection)
    connection.execute("reset enable_indexscan")
    return taken / QUESTIONS


def _slowest(
    connection: psycopg.Connection[Any], scan: float, *, reader: str, subject: str | None, level: str | None, what: str
) -> Promise:
    """The 95th percentile of single calls of the search, each question asked several times."""
    connection.execute("select set_config('app.current_user_id', %s, false)", (reader,))
    taken = []
    for number in range(ROUNDS * QUESTIONS):
        values = {"subject": subject, "level": level, "question": 1 + number % QUESTIONS}
        started = time.perf_counter()
        connection.execute(_SEARCH.encode(), values).fetchall()
        taken.append(time.perf_counter() - started)
    slow = statistics.quantiles(taken, n=20)[-1]
    return Promise(
        f"search, p95 of {len(taken)} calls, {what}: of a scan's",
        slow / scan,
        SLOWEST,
        "",
        f"{slow * 1000:.1f} ms, median {statistics.median(taken) * 1000:.1f} ms; a scan {scan * 1000:.0f} ms",
    )


def _compared(connection: psycopg.Connection[Any]) -> Iterator[Promise]:
    """HNSW as it is, then IVFFlat in its place, both without the function around them."""
    connection.execute("set jit = off")
    connection.execute("set enable_indexscan = off")
    exact, scan = _ask(connection)
    connection.execute("set enable_indexscan = on")
    connection.execute("set enable_sort = off")
    connection.execute("set hnsw.ef_search = 100")
    _ask(connection)
    by_hnsw, hnsw = _ask(connection)
    row = connection.execute("select pg_relation_size(%s::regclass)", (_INDEX,)).fetchone()
    hnsw_size = int(row[0]) if row else 0
    connection.execute(f"drop index {_INDEX}".encode())
    started = time.perf_counter()
    connection.execute(_IVFFLAT.encode())
    built = time.perf_counter() - started
    connection.execute(f"set ivfflat.probes = {PROBES}".encode())
    _ask(connection)
    by_ivfflat, ivfflat = _ask(connection)
    row = connection.execute("select pg_relation_size(%s::regclass)", (_INDEX,)).fetchone()
    size = int(row[0]) if row else 0
    basis = f"{hnsw / QUESTIONS * 1000:.1f} ms a question, {hnsw_size >> 20} MB, recall {_recall(exact, by_hnsw):.3f}"
    yield Promise("HNSW: time of a question, of a scan's", hnsw / scan, SHARE, "", basis)
    yield Promise(
        f"IVFFlat (100 lists, {PROBES} probes): the same",
        ivfflat / scan,
        1.0,
        "",
        f"{ivfflat / QUESTIONS * 1000:.1f} ms, {size >> 20} MB, recall {_recall(exact, by_ivfflat):.3f}, "
        f"built in {built:.0f} s",
    )


def _ask(connection: psycopg.Connection[Any]) -> tuple[list[Any], float]:
    started = time.perf_counter()
    found = connection.execute(_NEAREST.encode()).fetchall()
    return found, time.perf_counter() - started


def _recall(exact: list[Any], found: list[Any]) -> float:
    return sum(len(set(a[1]) & set(b[1])) for a, b in zip(exact, found, strict=True)) / (8 * len(exact))
