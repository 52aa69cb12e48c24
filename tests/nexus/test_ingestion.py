"""Ingestions whose workers are killed: each step is done once, and the document is found whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from racing import at_once, states
from school import School, act

WORKER = Path(__file__).with_name("ingest_worker.py")
STEPS = ["ocr", "clean", "chunk", "embed", "index"]
UPLOAD = """
select document_id, ingest_id, created
from nexus.upload_document('graphs.pdf', 'application/pdf', 1000, %s, repeat('a', 64), 'NSI', 'Terminale')
"""


def _work(conninfo: str, fatal_step: str = "") -> int:
    return subprocess.run([sys.executable, WORKER, conninfo, fatal_step], timeout=120, check=False).returncode


def test_a_worker_killed_at_each_step_costs_that_step_alone(
    school: School, db: psycopg.Connection[Any], migrated: str
) -> None:
    document, *_ = act(db, "coach-1", UPLOAD, ("key",))
    for step in STEPS:
        assert _work(migrated, step) == -9
        where = db.execute("select step from nexus.ingest_works").fetchall()
        assert where == [(step,)], "what was saved and not committed is gone, what was committed stays"
        assert db.execute("select count(*) from nexus.knowledge_assets").fetchone() == (0,)
        if step == "embed":
            embedded = db.execute("select position from nexus.ingest_chunks where embedding is not null").fetchall()
            assert embedded == [(1,)], "the batch that was committed stays, and is not made again"
        # The lease of the dead need not run out, nor the delay after it: those are tests of the queue.
        db.execute("update platform.jobs set leased_until = clock_timestamp()")
        assert db.execute("select requeued from platform.rescue_jobs()").fetchone() == (1,)
        db.execute("update platform.jobs set run_at = clock_timestamp()")
    assert _work(migrated) == 0
    chunks = "select chunk, tokens, \"docId\" from nexus.knowledge_assets order by meta -> 'position'"
    assert db.execute(chunks).fetchall() == [
        ("one two three", 3, document),
        ("four five six", 3, document),
        ("seven eight", 2, document),
    ]
    assert db.execute("select status, step, progress from nexus.ingest_jobs").fetchall() == [
        ("COMPLETED", "index", 100)
    ]
    assert db.execute("select count(*) from nexus.audit_logs where action = 'RAG_INGEST'").fetchone() == (1,)
    assert db.execute("select count(*) from platform.jobs").fetchone() == (0,)
    outcomes = "select kind, attempts from platform.jobs_archive order by id"
    assert db.execute(outcomes).fetchall() == [(step, 2) for step in STEPS]


def test_the_same_content_uploaded_by_many_at_once_is_one_document(school: School, db: psycopg.Connection[Any]) -> None:
    outcomes = at_once(partial(act, school.connect(), f"coach-{1 + n % 3}", UPLOAD, (f"key-{n}",)) for n in range(6))
    assert states(outcomes) == []
    assert len({each[0] for each in outcomes if isinstance(each, tuple)}) == 1
    assert sum(each[2] for each in outcomes if isinstance(each, tuple)) == 1
    assert db.execute("select count(*) from platform.jobs").fetchone() == (1,)
