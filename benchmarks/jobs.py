"""Four workers claim in batches and finish jobs one by one, each in a transaction of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg

from benchmarks.measure import RUNS, Promise, Timing
from pgassay import server, settings
from pgassay.server import Throwaway
from pgassay.tap import template

JOBS, WORKERS, BATCH = 12_000, 4, 50
PLANNED = 50_000
RATE = 2000
"""Jobs a second, all workers together, claimed and finished."""


def run(cache: Path) -> Iterator[Promise]:
    """Measure on the throwaway server: the queue's own cost, not the disk's.

    Beside the due jobs the queue holds planned ones, which a claim must not read.
    """
    project = settings.load()
    throwaway = server.throwaway(project)
    name = template.ensure(project, throwaway)
    timing = Timing("workers", tuple(_round(throwaway, name) for _ in range(RUNS + 1))[1:])
    slowest = JOBS / max(timing.seconds)
    rate = JOBS / timing.median
    yield Promise(
        f"a job claimed and finished, {WORKERS} workers, {PLANNED // 1000}k planned beside",
        1e6 / rate,
        1e6 / RATE,
        " µs",
        f"{rate:,.0f} jobs a second (slowest run {slowest:,.0f})",
    )


def _round(throwaway: Throwaway, name: str) -> float:
    """Seconds from the first claim to the last finish."""
    conninfo = throwaway.clone(name)
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(
            "insert into platform.jobs (queue, kind, payload, run_at) "
            "select 'bench', 'note', jsonb_build_object('n', n), "
            "now() + case when n > %s then n else 0 end * interval '1 minute' from generate_series(1, %s) n",
            (JOBS, JOBS + PLANNED),
        )
        connection.execute("vacuum analyze platform.jobs")
        context = get_context("spawn")
        barrier = context.Barrier(WORKERS + 1)
        workers = [context.Process(target=_work, args=(conninfo, n, barrier)) for n in range(WORKERS)]
        for worker in workers:
            worker.start()
        barrier.wait()
        started = time.perf_counter()
        for worker in workers:
            worker.join()
        seconds = time.perf_counter() - started
        done = connection.execute("select count(*) from platform.jobs_archive where outcome = 'done'").fetchone()
    throwaway.drop(conninfo)
    if done != (JOBS,):
        raise RuntimeError(f"{done} jobs are done, not {JOBS}")
    return seconds


def _work(conninfo: str, number: int, barrier: Barrier) -> None:
    claim = "select id, attempts from platform.claim_jobs('bench', %s, %s)"
    with psycopg.connect(conninfo, autocommit=True) as connection:
        barrier.wait()
        while claimed := connection.execute(claim, (f"worker-{number}", BATCH)).fetchall():
            for lease in claimed:
                connection.execute("select platform.finish_job(%s, %s)", lease)


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks jobs")
