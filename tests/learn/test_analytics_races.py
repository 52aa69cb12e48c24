"""Events under concurrency: each is ingested once, and the sums are those of the rows at every commit."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import psycopg

from academy import BROKEN, Academy
from racing import at_once, states
from waiting import until_blocked

COPY = "copy learn.analytics_inbox (id, user_id, session_id, event_type, duration_ms, timestamp) from stdin"
TYPES = ("lesson_start", "lesson_complete", "exercise_attempt", "hint_used")
WRITERS, EVENTS = 4, 150


def _people(db: psycopg.Connection[Any]) -> list[UUID]:
    """Everybody there is; all but one consent."""
    db.execute("insert into learn.user_profiles (user_id, analytics_consent) select id, name <> 'bob' from learn.users")
    return [id for (id,) in db.execute("select id from learn.users order by id")]


def _copy(academy: Academy, people: list[UUID], writer: int) -> None:
    """Events of this hour and of the days before it, each tenth of them twice, as the trusted server copies them."""
    connection = academy.connect()
    connection.execute("set role learn_app")
    now = datetime.now(tz=UTC).replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for number in range(EVENTS):
            id = UUID(int=(writer << 64) + number - (number % 10 == 9))
            chance = random.Random(id.int)  # noqa: S311  (chooses events, no secrets)
            person = chance.choice(people)
            when = now - timedelta(hours=chance.randrange(72))
            copy.write_row((id, person, person, chance.choice(TYPES), chance.randrange(5000), when))


def _ingest(academy: Academy, batch: int) -> int:
    """Until there is nothing that nobody else took; returns how many."""
    connection, taken = academy.connect(), 0
    connection.execute("set role learn_app")
    while row := connection.execute("select learn.ingest_events(%s)", (batch,)).fetchone():
        taken += row[0]
        if not row[0]:
            break
    return taken


def test_each_event_is_ingested_once_and_counted_in_its_day(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Four writers copy while four workers ingest; what the workers left, another ingests."""
    people = _people(db)
    calls: list[Any] = [partial(_copy, academy, people, writer) for writer in range(WRITERS)]
    calls += [partial(_ingest, academy, batch) for batch in (7, 20, 50, 1000)]
    outcomes = at_once(calls)
    assert states(outcomes) == []
    assert sum(outcomes[WRITERS:]) + _ingest(academy, 100) == WRITERS * EVENTS
    told = WRITERS * EVENTS * 9 // 10
    assert db.execute("select count(*), count(distinct id) from learn.learning_analytics").fetchone() == (told, told)
    assert db.execute("select sum(events) from learn.daily_event_stats").fetchone() == (told,)
    assert db.execute("select 1 from learn.learning_analytics where user_id = md5('bob')::uuid").fetchone() is None
    assert db.execute(BROKEN).fetchall() == []


def test_a_worker_does_not_wait_for_one_that_ingests(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Each takes an event that the other has not; what they count is of different people and kinds."""
    _people(db)
    db.execute("""
        insert into learn.analytics_inbox (user_id, session_id, event_type)
        values (test.learn_id('ada'), md5('visit')::uuid, 'lesson_start'),
               (test.learn_id('ivy'), md5('visit')::uuid, 'lesson_complete')
    """)
    first, second = academy.connect(), academy.connect()
    second.execute("set lock_timeout = '1ms'")
    with first.transaction():
        assert first.execute("select learn.ingest_events(1)").fetchone() == (1,)
        assert second.execute("select learn.ingest_events(1)").fetchone() == (1,)
        assert second.execute("select learn.ingest_events(1)").fetchone() == (0,)
    assert db.execute("select count(distinct user_id) from learn.learning_analytics").fetchone() == (2,)


def test_people_record_while_others_ingest(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Events of the same people and days come in at both doors at once."""
    people = _people(db)
    _copy(academy, people, 1)
    record = """
        select learn.record_events(jsonb_agg(jsonb_build_object(
            'session_id', md5('visit'), 'event_type', 'lesson_complete', 'duration_ms', n,
            'timestamp', now() - n * interval '1 hour'
        ))) from generate_series(1, 40) as n
    """
    calls: list[Any] = [partial(academy.act, who, record) for who in ("ada", "bob", "ivy", "ada")]
    outcomes = at_once([*calls, partial(_ingest, academy, 10), partial(_ingest, academy, 10)])
    assert states(outcomes) == []
    assert outcomes[:4] == [(40,)] * 4
    assert db.execute("select count(*) from learn.learning_analytics").fetchone() == (160 + EVENTS * 9 // 10,)
    assert db.execute(BROKEN).fetchall() == []


def test_who_withdraws_while_events_are_ingested_is_in_none_of_them(
    academy: Academy, db: psycopg.Connection[Any]
) -> None:
    """The withdrawal waits for the batch that has asked already, and then takes the person out of it."""
    people = _people(db)
    _copy(academy, people, 1)
    worker, person = academy.connect(), academy.connect()
    worker.execute("begin")
    worker.execute("select learn.ingest_events()")

    def withdraw() -> None:
        with person.transaction():
            person.execute("select test.learn_act('ada')")
            person.execute("set local role learn_user")
            person.execute("update learn.user_profiles set analytics_consent = false where user_id = md5('ada')::uuid")

    def finish() -> None:
        until_blocked(db, person, "the withdrawal to wait")
        worker.execute("commit")

    assert states(at_once([withdraw, finish])) == []
    for table in ("learning_analytics", "daily_user_stats", "analytics_inbox"):
        query = f"select count(*) from learn.{table} where user_id = md5('ada')::uuid"
        assert db.execute(query.encode()).fetchone() == (0,)
    assert db.execute(BROKEN).fetchall() == []
