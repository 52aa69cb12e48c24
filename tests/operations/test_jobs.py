"""Jobs and runs under concurrency: real workers that are killed, real connections that race."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from databases import Connect
from waiting import until, until_blocked

_JOBS, _WORKERS, _KILLS = 400, 4, 12
_WORKER = Path(__file__).with_name("worker.py")


def test_no_job_is_lost_or_done_twice_when_workers_are_killed(migrated: str, connect: Connect) -> None:
    control = connect()
    control.execute("create table effects (job bigint, attempt integer, worker text)")
    with control.transaction():
        for _ in range(_JOBS):
            control.execute("select platform.enqueue_job('test', 'note', attempts_allowed => 100)")
    chance = random.Random(2025)  # noqa: S311  (chooses victims, no secrets)

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, _WORKER, migrated])

    def effects() -> int:
        # What was rescued need not wait out its delay: that is another test's subject.
        control.execute(
            "update platform.jobs set run_at = now() where leased_until is null and run_at > clock_timestamp()"
        )
        return int(control.execute("select count(*) from effects").fetchone()[0])

    workers = [start() for _ in range(_WORKERS)]
    try:
        for number in range(_KILLS):
            threshold = (number + 1) * _JOBS // (_KILLS + 4)
            until(lambda n=threshold: effects() >= n, f"{threshold} jobs done")
            victim = chance.randrange(_WORKERS)
            workers[victim].kill()
            workers[victim].wait()
            workers[victim] = start()
        until(lambda: effects() >= _JOBS, "every job done")
        assert [worker.wait(timeout=60) for worker in workers] == [0] * _WORKERS
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    done = control.execute("select job, count(*) from effects group by job having count(*) <> 1").fetchall()
    assert done == [], "a job has more than one effect"
    assert effects() == _JOBS
    assert control.execute("select count(*) from platform.jobs").fetchone() == (0,)
    outcomes = "select outcome, count(*) from platform.jobs_archive group by outcome"
    assert control.execute(outcomes).fetchall() == [("done", _JOBS)]
    taken_over = "select count(*) from platform.jobs_archive where attempts > 1"
    assert control.execute(taken_over).fetchone() > (0,), "no kill met a worker that had a lease"
    same = "select count(*) from effects join platform.jobs_archive a on a.id = job and a.attempts = attempt"
    assert control.execute(same).fetchone() == (_JOBS,), "an effect belongs to the attempt that finished"


def test_claims_do_not_wait_for_each_other(connect: Connect) -> None:
    one, other = connect(), connect()
    for _ in range(3):
        one.execute("select platform.enqueue_job('test', 'note')")
    with one.transaction():
        first = one.execute("select id from platform.claim_jobs('test', 'one', 2)").fetchall()
        other.execute("set lock_timeout = '1ms'")
        second = other.execute("select id from platform.claim_jobs('test', 'other', 2)").fetchall()
    assert len(first) == 2
    assert len(second) == 1
    assert not set(first) & set(second)


def test_a_job_that_is_being_finished_is_not_rescued(connect: Connect) -> None:
    worker, rescuer = connect(), connect()
    rescuer.execute("set lock_timeout = '10ms'")
    worker.execute("select platform.enqueue_job('test', 'note')")
    claim = "select id, attempts from platform.claim_jobs('test', 'slow', lease_time => '500 milliseconds')"
    lease = worker.execute(claim).fetchone()
    with worker.transaction():
        worker.execute("select platform.finish_job(%s, %s)", lease)
        over = "select clock_timestamp() > leased_until from platform.jobs"
        until(lambda: rescuer.execute(over).fetchone() == (True,), "the lease ends while its job is being finished")
        assert rescuer.execute("select * from platform.rescue_jobs()").fetchone() == (0, 0)
    assert rescuer.execute("select outcome from platform.jobs_archive").fetchall() == [("done",)]


def test_a_worker_whose_job_was_rescued_cannot_finish_what_another_does(connect: Connect) -> None:
    slow, other = connect(), connect()
    slow.execute("select platform.enqueue_job('test', 'note')")
    claim = "select id, attempts from platform.claim_jobs('test', %s, lease_time => %s)"
    lost = slow.execute(claim, ("slow", "1 millisecond")).fetchone()
    until(lambda: other.execute("select * from platform.rescue_jobs()").fetchone() == (1, 0), "the job is rescued")
    other.execute("update platform.jobs set run_at = clock_timestamp()")
    lease = other.execute(claim, ("other", "1 minute")).fetchone()
    with pytest.raises(psycopg.Error, match="the job is in attempt 2") as caught:
        slow.execute("select platform.finish_job(%s, %s)", lost)
    assert caught.value.sqlstate == "PFJ02"
    other.execute("select platform.finish_job(%s, %s)", lease)
    assert other.execute("select worker from platform.jobs_archive").fetchall() == [("other",)]


@pytest.mark.parametrize("committed", [True, False], ids=["the first commits", "the first rolls back"])
def test_two_callers_enqueue_the_same_key(connect: Connect, committed: bool) -> None:
    one, other, watcher = connect(), connect(), connect()
    enqueue = "select * from platform.enqueue_job('test', 'note', live_key => 'same')"
    one.execute("begin")
    first = one.execute(enqueue).fetchone()
    with ThreadPoolExecutor() as pool:
        second = pool.submit(lambda: other.execute(enqueue).fetchone())
        until_blocked(watcher, other, "the second caller waits for the first")
        one.execute("commit" if committed else "rollback")
        answer = second.result()
    assert first is not None
    assert answer is not None
    assert answer == (first[0], False) if committed else answer[1] is True
    assert watcher.execute("select count(*) from platform.jobs").fetchone() == (1,)


@pytest.mark.parametrize("committed", [True, False], ids=["it succeeds", "it fails"])
def test_a_run_belongs_to_one_of_two_schedulers(connect: Connect, committed: bool) -> None:
    one, other = connect(), connect()
    ask = "select platform.run_once('invoices', '2025-06')"
    other.execute("set lock_timeout = '1ms'")
    one.execute("begin")
    assert one.execute(ask).fetchone() == ("run",)
    assert other.execute(ask).fetchone() == ("running",)
    one.execute("select platform.finish_run('invoices', '2025-06', '{\"invoices\": 412}')")
    assert other.execute(ask).fetchone() == ("running",)
    one.execute("commit" if committed else "rollback")
    with other.transaction():
        assert other.execute(ask).fetchone() == ("done" if committed else "run",)
        if not committed:
            other.execute("select platform.finish_run('invoices', '2025-06')")
    assert other.execute("select count(*) from platform.runs").fetchone() == (1,)


def test_of_many_schedulers_one_runs(connect: Connect) -> None:
    connections = [connect() for _ in range(8)]

    def ask(connection: psycopg.Connection[Any]) -> str:
        with connection.transaction():
            answer = str(connection.execute("select platform.run_once('digest', '2025-06-30')").fetchone()[0])
            if answer == "run":
                connection.execute("select platform.finish_run('digest', '2025-06-30')")
            return answer

    with ThreadPoolExecutor(len(connections)) as pool:
        answers = list(pool.map(ask, connections))
    assert answers.count("run") == 1
    assert set(answers) <= {"run", "running", "done"}


def test_a_run_asked_for_outside_a_transaction_is_refused(connect: Connect) -> None:
    connection = connect()
    with pytest.raises(psycopg.Error, match="was begun and not finished in its transaction") as caught:
        connection.execute("select platform.run_once('invoices', '2025-06')")
    assert caught.value.sqlstate == "PFJ04"
    assert connection.execute("select count(*) from platform.runs").fetchone() == (0,)
