"""A table that is exchanged for a copy with a new constraint, while others write to it: real connections, all of it.

Somebody who holds a row keeps the copying from its end, so that what happens in the meantime happens in the meantime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, LiteralString

import psycopg
import pytest

from pgassay.errors import MigrationFailed
from pgassay.migrations import runner
from pgassay.settings import Settings
from waiting import until

PEOPLE = """
    insert into nexus.users (id, email, role, "updatedAt")
    select id, id || '@example.com', role::nexus."UserRole", now()
    from (values ('pupil', 'ELEVE'), ('other', 'ELEVE'), ('leaver', 'ELEVE'), ('coach', 'COACH')) as u (id, role)
"""
BOOK: LiteralString = """
    insert into nexus."SessionBooking"
        (id, "studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration)
    values (%s, %s, 'coach', 'NSI', 'Lesson', '2026-03-02', %s, %s, 60)
"""
HOLD = "select from nexus.\"SessionBooking\" where id = 'held' for update"
NOTIFY = """
    insert into nexus."SessionNotification" (id, "sessionId", "userId", type, title, message)
    select 'about ' || id, id, 'coach', 'SESSION_BOOKED', 't', 'm' from nexus."SessionBooking"
"""
BOOKED = 'select id, title from nexus."SessionBooking" order by id'
NOTIFIED = 'select id, "sessionId" from nexus."SessionNotification" order by id'
COPIED = """
    select query_to_xml('select id from nexus."SessionBooking_copy" order by id', false, true, '')::text
    where to_regclass('nexus."SessionBooking_copy"') is not null
"""

Connect = Callable[[], psycopg.Connection[Any]]


@pytest.fixture
def connect(settings: Settings, database: str) -> Iterator[Connect]:
    """Connections to a platform in which bookings may still overlap, with five of them."""
    runner.migrate(settings, database, to="nexus-0076", contexts=["nexus"])
    with ExitStack() as stack:

        def connection() -> psycopg.Connection[Any]:
            return stack.enter_context(psycopg.connect(database, autocommit=True))

        first = connection()
        first.execute(PEOPLE.encode())
        for id, pupil, hour in (
            ("changed", "pupil", 8),
            ("deleted", "pupil", 9),
            ("held", "pupil", 10),
            ("moved", "pupil", 11),
            ("of who leaves", "leaver", 12),
        ):
            first.execute(BOOK, (id, pupil, f"{hour:02}:00", f"{hour + 1:02}:00"))
        first.execute(NOTIFY.encode())
        yield connection


def _copied(connection: psycopg.Connection[Any]) -> int:
    """How many rows the copy has; none where there is no copy."""
    found = connection.execute(COPIED.encode()).fetchone()
    return str(found[0]).count("<id>") if found else 0


def test_what_others_write_while_bookings_are_copied_is_in_the_copy(
    settings: Settings, database: str, connect: Connect
) -> None:
    holder, writer, reader_of_old = connect(), connect(), connect()
    writer.execute('grant select on nexus."SessionBooking" to pg_monitor')
    reader_of_old.execute("begin isolation level repeatable read")
    assert len(reader_of_old.execute(BOOKED.encode()).fetchall()) == 5
    holder.execute("begin")
    holder.execute(HOLD.encode())
    with ThreadPoolExecutor() as pool, holder, reader_of_old:
        migrating = pool.submit(runner.migrate, settings, database, to="nexus-0079", contexts=["nexus"])
        until(lambda: migrating.done() or _copied(writer) == 4, "all but the one that is held is copied")
        for change, sqlstate in (
            ("delete from nexus.\"SessionBooking\" where id = 'changed'", "40001"),
            ("update nexus.\"SessionBooking\" set title = 'Old' where id = 'changed'", "40001"),
        ):
            reader_of_old.execute("savepoint here")
            with pytest.raises(psycopg.Error) as old:
                reader_of_old.execute(change.encode())
            assert old.value.sqlstate == sqlstate
            reader_of_old.execute("rollback to savepoint here")
        reader_of_old.execute("commit")
        writer.execute("update nexus.\"SessionBooking\" set title = 'Changed' where id = 'changed'")
        writer.execute("delete from nexus.\"SessionBooking\" where id = 'deleted'")
        writer.execute("update nexus.\"SessionBooking\" set id = 'renamed' where id = 'moved'")
        writer.execute("delete from nexus.users where id = 'leaver'")
        writer.execute(BOOK, ("new", "pupil", "14:00", "15:00"))
        with pytest.raises(psycopg.errors.ExclusionViolation):
            writer.execute(BOOK, ("over it", "other", "14:30", "15:30"))
        holder.execute("update nexus.\"SessionBooking\" set title = 'Held' where id = 'held'")
        holder.execute("commit")
        assert len(migrating.result()) == 3
    assert writer.execute(BOOKED.encode()).fetchall() == [
        ("changed", "Changed"),
        ("held", "Held"),
        ("new", "Lesson"),
        ("renamed", "Lesson"),
    ]
    assert writer.execute(NOTIFIED.encode()).fetchall() == [
        ("about changed", "changed"),
        ("about held", "held"),
        ("about moved", "renamed"),
    ]
    granted = "select has_table_privilege('pg_monitor', 'nexus.\"SessionBooking\"', 'select')"
    assert writer.execute(granted.encode()).fetchone() == (True,)
    writer.execute("delete from nexus.\"SessionBooking\" where id = 'renamed'")
    assert len(writer.execute(NOTIFIED.encode()).fetchall()) == 2


def test_a_booking_over_one_that_is_not_yet_copied_stops_the_copying_and_loses_nothing(
    settings: Settings, database: str, connect: Connect
) -> None:
    holder, writer = connect(), connect()
    holder.execute("begin")
    holder.execute(HOLD.encode())
    with ThreadPoolExecutor() as pool, holder:
        migrating = pool.submit(runner.migrate, settings, database, to="nexus-0079", contexts=["nexus"])
        until(lambda: migrating.done() or _copied(writer) == 4, "all but the one that is held is copied")
        writer.execute(BOOK, ("over it", "other", "10:30", "11:00"))
        holder.execute("commit")
        with pytest.raises(MigrationFailed, match="SessionBooking_no_overlap_excl"):
            migrating.result()
    assert len(writer.execute(BOOKED.encode()).fetchall()) == 6
    writer.execute("update nexus.\"SessionBooking\" set status = 'CANCELLED' where id = 'over it'")
    runner.migrate(settings, database, to="nexus-0079", contexts=["nexus"])
    assert len(writer.execute(BOOKED.encode()).fetchall()) == 6
