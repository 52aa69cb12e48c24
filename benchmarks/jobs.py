"""Four workers claim in batches and finish jobs one by one, each in a transaction of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import psycopg

from benchmarks.measure import RUNS, Promise, Timing, at_once, database

JOBS, WORKERS, BATCH = 12_000, 4, 50
PLANNED = 50_000
RATE = 2000
"""Jobs a second, all workers together, claimed and finished."""


def run(cache: Path) -> Iterator[Promise]:
    """Measure each round on a database of its own.

    Beside the due jobs the queue holds planned ones, which a claim must not read.
    """
    timing = Timing("workers", tuple(_round() for _ in range(RUNS + 1))[1:])
    slowest = JOBS / max(timing.seconds)
    rate = JOBS / timing.median
    yield Promise(
        f"a job claimed and finished, {WORKERS} workers, {PLANNED // 1000}k planned beside",
        1e6 / rate,
        1e6 / RATE,
        " µs",
        f"{rate:,.0f} jobs a second (slowest run {slowest:,.0f})",
    )


def _round() -> float:
    """Seconds from the first claim to the last finish."""
    with database() as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute(
            "insert into platform.jobs (queue, kind, payload, run_at) "
            "select 'bench', 'note', jsonb_build_object('n', n), "
            "now() + case when n > %s then n else 0 end * interval '1 minute' from generate_series(1, %s) n",
            (JOBS, JOBS + PLANNED),
        )
        connection.execute("vacuum analyze platform.jobs")
        seconds = at_once(_work, [(conninfo, number) for number in range(WORKERS)])
        done = connection.execute("select count(*) from platform.jobs_archive where outcome = 'done'").fetchone()
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
