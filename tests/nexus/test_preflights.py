"""Migrations that make a rule of what rows must already obey: where some do not, they name them and change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from pgassay.errors import MigrationFailed
from pgassay.migrations import runner
from pgassay.settings import Settings

_LISTED = re.compile(r"^\s*(?P<what>\S.*): (?P<count>\d+)\n\s+(?P<query>select .*);", re.MULTILINE)

SCHOOL = """
    insert into nexus.users (id, email, role, "updatedAt")
    select id, id || '@example.com', role::nexus."UserRole", now()
    from (values ('parent', 'PARENT'), ('pupil', 'ELEVE'), ('coach', 'COACH')) as u (id, role);
    insert into nexus.parent_profiles (id, "userId") values ('parent', 'parent');
    insert into nexus.students (id, "parentId", "userId", "updatedAt") values ('pupil', 'parent', 'pupil', now());
    insert into nexus.credit_wallets (id, "userId", "updatedAt") values (1, 'parent', now());
    insert into nexus.credit_packs (id, credits, "priceTnd", "updatedAt") values (1, 10, 99, now());
    insert into nexus."SessionBooking"
        (id, "studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration, status,
         "updatedAt")
    select id, 'pupil', 'coach', 'NSI', 'Lesson', '2026-03-02', starts, ends, 60, 'SCHEDULED', now()
    from (values ('one', '08:00', '09:00'), ('two', '10:00', '11:00')) as b (id, starts, ends);
"""
ORPHANS = """
    insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", "updatedAt")
        values (1, 'konnect', 'a', 'nobody', 1, 99, now()), (2, 'konnect', 'b', 'parent', 7, 99, now());
    insert into nexus.credit_tx (id, "walletId", delta, reason, "packId") values (1, 1, 10, 'pack', 7);
    insert into nexus.credit_wallets (id, "userId", "updatedAt") values (2, 'nobody', now());
    insert into nexus.notifications (id, "userId", "userRole", type, title, message, data, "updatedAt")
        values ('n', 'nobody', 'PARENT', 'CREDIT_REQUEST', 't', 'm', '{}', now());
    insert into nexus.ingest_jobs (id, "docId", "updatedAt") values ('j', 'nothing', now());
    insert into nexus.user_documents (id, "ownerId", "originalName", mime, "storageKey")
        values ('d', 'nobody', 'n', 'application/pdf', 'k');
    insert into nexus.credit_transactions (id, "studentId", type, amount, description, "sessionId")
        values ('t', 'pupil', 'PURCHASE', 1, 'd', 'nothing');
"""
TWICE = """
    insert into nexus.payments (id, type, amount, description, method, "externalId", "userId", "updatedAt")
        select n, 'CREDIT_PACK', 1, 'd', 'konnect', 'twice', 'parent', now() from unnest(array['p1', 'p2']) as n;
    alter table nexus.payment_records drop constraint if exists "payment_records_provider_externalId_key";
    drop index if exists nexus."payment_records_provider_externalId_key";
    insert into nexus.payment_records (id, provider, "externalId", "userId", "packId", "amountTnd", "updatedAt")
        select n, 'konnect', 'twice', 'parent', 1, 99, now() from generate_series(11, 12) as n;
    insert into nexus.credit_tx (id, "walletId", delta, reason, provider, "externalId")
        select n, 1, 1, 'r', 'konnect', 'twice' from generate_series(11, 12) as n;
    insert into nexus.credit_transactions (id, "studentId", type, amount, description, "sessionId")
        select type || n, 'pupil', type, 1, 'd', 'one'
        from unnest(array['USAGE', 'REFUND']) as type, generate_series(1, 2) as n;
    insert into nexus."SessionReminder" (id, "sessionId", "reminderType", "scheduledFor")
        select n, 'one', 'ONE_DAY_BEFORE', now() from unnest(array['r1', 'r2']) as n;
    insert into nexus."SessionNotification" (id, "sessionId", "userId", type, title, message, "updatedAt")
        select n, 'one', 'coach', 'SESSION_BOOKED', 't', 'm', now() from unnest(array['s1', 's2']) as n;
    insert into nexus.cron_executions (id, "jobName", "executionKey", status, "completedAt", "updatedAt")
        select n, 'monthly-allocation', '2026-02', 'COMPLETED', now(), now() from unnest(array['c1', 'c2']) as n;
    insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime", "updatedAt")
        select n, 'coach', 1, '08:00', '10:00', now() from unnest(array['v1', 'v2']) as n;
"""
ASSESSMENTS = """
    insert into nexus.users (id, email, role)
        values ('parent', 'parent@example.com', 'PARENT'), ('pupil', 'pupil@example.com', 'ELEVE');
    insert into nexus.parent_profiles (id, "userId") values ('parent', 'parent');
    insert into nexus.students (id, "parentId", "userId") values ('pupil', 'parent', 'pupil');
    insert into nexus.bilans
        (id, "studentId", "qcmRaw", "pedagoRaw", "qcmScores", "pedagoProfile", synthesis, offers, "generatedAt")
    select id, 'pupil', '{}', '{}',
           case when n > 1 then '{"total": 1, "totalMax": 2, "byDomain": {}}' else '{}' end::jsonb,
           '{}', '{}', '{}', case when n > 2 then now() end
    from unnest(array['1 draft', '2 scored', '3 generated', '4 sent']) with ordinality as b (id, n);
    insert into nexus.mail_logs
        (id, "bilanId", "userId", variant, recipients, subject, status, error, "messageId", "createdAt")
    values ('failed', '3 generated', 'parent', 'parent', 'a@b', 's', 'FAILED', 'full', null, '2025-09-01'),
           ('silent', '4 sent', 'parent', 'parent', 'a@b', 's', 'FAILED', ' ', null, '2025-09-01'),
           ('both', '4 sent', 'parent', 'parent', 'a@b', 's', 'SENT', 'full', null, '2025-12-01'),
           ('nobody', '4 sent', 'parent', 'parent', ' ', 's', 'SENT', null, null, '2025-12-01'),
           ('once', '4 sent', 'parent', 'parent', 'a@b', 's', 'SENT', null, '<1@mail>', '2025-10-01'),
           ('twice', '4 sent', 'parent', 'parent', 'a@b', 's', 'SENT', null, '<1@mail>', '2025-11-01');
"""


@pytest.fixture
def db(settings: Settings, database: str) -> Iterator[psycopg.Connection[Any]]:
    """The platform as it was before its references and duplicates were put in order, with a small school in it."""
    runner.migrate(settings, database, to="nexus-0046", contexts=["nexus"])
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(SCHOOL.encode())
        yield connection


def refused(settings: Settings, db: psycopg.Connection[Any], to: str) -> dict[str, tuple[int, list[Any]]]:
    """What a migration says is wrong: how often it says so, and the rows that its queries list.

    The catalogue of rows must be as it was.
    """
    count = (
        "select query_to_xml('select count(*) from nexus.' || quote_ident(relname), false, true, '')::text "
        "from pg_class "
        "where relnamespace = 'nexus'::regnamespace and relkind = 'r' order by relname"
    )
    before = db.execute(count.encode()).fetchall()
    with pytest.raises(MigrationFailed) as failure:
        runner.migrate(settings, db.info.dsn, to=to, contexts=["nexus"])
    assert db.execute(count.encode()).fetchall() == before
    return {
        found["what"]: (int(found["count"]), db.execute(found["query"].encode()).fetchall())
        for found in _LISTED.finditer(str(failure.value))
    }


def test_orphans_are_listed(settings: Settings, db: psycopg.Connection[Any]) -> None:
    db.execute(ORPHANS.encode())
    found = refused(settings, db, "nexus-0049")
    assert found == {
        'payment_records."userId" without its row in users': (1, [(1, "nobody")]),
        'payment_records."packId" without its row in credit_packs': (1, [(2, 7)]),
        'credit_tx."packId" without its row in credit_packs': (1, [(1, 7)]),
        'credit_wallets."userId" without its row in users': (1, [(2, "nobody")]),
        'notifications."userId" without its row in users': (1, [("n", "nobody")]),
        'ingest_jobs."docId" without its row in user_documents': (1, [("j", "nothing")]),
        'user_documents."ownerId" without its row in users': (1, [("d", "nobody")]),
        'credit_transactions."sessionId" without its row in SessionBooking': (1, [("t", "nothing")]),
    }
    for what, (_, rows) in found.items():
        table = what.split(".")[0]
        for row in rows:
            db.execute(f"delete from nexus.{table} where id::text = %s".encode(), (str(row[0]),))
    runner.migrate(settings, db.info.dsn, to="nexus-0050", contexts=["nexus"])


def test_duplicates_and_overlaps_are_listed(settings: Settings, db: psycopg.Connection[Any]) -> None:
    runner.migrate(settings, db.info.dsn, to="nexus-0050", contexts=["nexus"])
    db.execute(TWICE.encode())
    found = refused(settings, db, "nexus-0051")
    assert found == {
        "payments with one reference and method": (1, [("twice", "konnect", 2)]),
        "payment_records with one reference of a provider": (1, [("konnect", "twice", 2)]),
        "credit_tx with one reference of a provider": (1, [("konnect", "twice", 2)]),
        "USAGE entries of one booking": (1, [("one", 2)]),
        "REFUND entries of one booking": (1, [("one", 2)]),
        "runs of one job and key": (1, [("monthly-allocation", "2026-02", 2)]),
        "notifications of one booking, user, type and method": (1, [("one", "coach", "SESSION_BOOKED", "EMAIL", 2)]),
        "reminders of one booking and type": (1, [("one", "ONE_DAY_BEFORE", 2)]),
        "availabilities of one coach with the same times": (1, [("coach", 1, "08:00", "10:00", None, 2)]),
    }
    for table in (
        "payments",
        "payment_records",
        "credit_tx",
        "credit_transactions",
        "cron_executions",
        '"SessionReminder"',
        '"SessionNotification"',
        '"CoachAvailability"',
    ):
        db.execute(f"delete from nexus.{table} where id::text ~ '2$'".encode())
    runner.migrate(settings, db.info.dsn, to="nexus-0075", contexts=["nexus"])

    db.execute(
        b'insert into nexus."CoachAvailability" (id, "coachId", "dayOfWeek", "startTime", "endTime", "specificDate") '
        b"values ('week', 'coach', 1, '09:00', '11:00', null), ('day', 'coach', 1, '09:00', '11:00', '2026-03-02'), "
        b"('same', 'coach', 1, '10:00', '12:00', '2026-03-02')"
    )
    db.execute(
        b'insert into nexus."SessionBooking" '
        b'(id, "studentId", "coachId", subject, title, "scheduledDate", "startTime", "endTime", duration) '
        b"values ('late', 'pupil', 'coach', 'NSI', 'Lesson', '2026-03-02', '10:30', '11:30', 60)"
    )
    bookings = 'bookings that begin before another one with the same "{}" ends'
    assert refused(settings, db, "nexus-0077") == {
        bookings.format("coachId"): (1, [("late", "coach")]),
        bookings.format("studentId"): (1, [("late", "pupil")]),
    }
    db.execute("update nexus.\"SessionBooking\" set \"coachId\" = 'parent' where id = 'late'")
    assert refused(settings, db, "nexus-0077") == {bookings.format("studentId"): (1, [("late", "pupil")])}
    db.execute("delete from nexus.\"SessionBooking\" where id = 'late'")
    weekly, dated = refused(settings, db, "nexus-0078").values()
    assert (weekly[0], dated[0]) == (1, 1)
    assert weekly[1][0][0] in ("v1", "week")
    assert dated[1][0][0] in ("day", "same")
    db.execute("delete from nexus.\"CoachAvailability\" where id in ('week', 'same')")
    runner.migrate(settings, db.info.dsn, to="nexus-0079", contexts=["nexus"])


def test_assessments_from_before_get_their_state_and_mails_without_sense_are_listed(
    settings: Settings, database: str
) -> None:
    runner.migrate(settings, database, to="nexus-0176", contexts=["nexus"])
    with psycopg.connect(database, autocommit=True) as db:
        db.execute(ASSESSMENTS.encode())
        runner.migrate(settings, database, to="nexus-0181", contexts=["nexus"])
        states = 'select id, status, "sentAt"::date::text from nexus.bilans order by id'
        assert db.execute(states.encode()).fetchall() == [
            ("1 draft", "DRAFT", None),
            ("2 scored", "SCORED", None),
            ("3 generated", "GENERATED", None),
            ("4 sent", "SENT", "2025-10-01"),
        ]
        found = refused(settings, db, "nexus-0182")
        assert found == {
            "mails that failed and do not say why": (1, [("silent", "4 sent")]),
            "mails that were sent and have an error": (1, [("both", "4 sent", "full")]),
            "mails to nobody": (1, [("nobody", "4 sent")]),
            "mails with one name of the mail server": (1, [("<1@mail>", 2)]),
        }
        db.execute("delete from nexus.mail_logs where id in ('silent', 'both', 'nobody', 'twice')")
        runner.migrate(settings, database, to="nexus-0188", contexts=["nexus"])
        assert db.execute("select count(*) from pg_constraint where not convalidated").fetchone() == (0,)
