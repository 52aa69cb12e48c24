"""The development data: what a developer wants to see is in it, it holds, and loading it again changes nothing."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from psycopg import sql

from pgassay.migrations.seed import seed
from pgassay.operations import integrity
from pgassay.settings import Settings

TABLES = """
select c.relname from pg_class as c
where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r'
order by c.relname
"""
WRITTEN = """
select c.relname from pg_class as c
where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r' and has_table_privilege('nexus_app', c.oid, 'insert')
"""
EVERY = {
    "role": ("UserRole", "select distinct role::text from nexus.users"),
    "state of a booking": ("SessionStatus", 'select distinct status::text from nexus."SessionBooking"'),
    "state of a payment": ("PaymentStatus", "select distinct status::text from nexus.payments"),
    "plan": (None, 'select distinct "planName" from nexus.subscriptions'),
    "state of a record": (None, "select distinct status from nexus.payment_records"),
    "provider": (None, "select distinct provider from nexus.payment_records"),
}
LISTED = {
    "plan": {"ACCES_PLATEFORME", "HYBRIDE", "IMMERSION"},
    "state of a record": {"created", "pending", "paid", "failed", "cancelled"},
    "provider": {"konnect", "wire", "cash"},
}


@pytest.fixture
def seeded(settings: Settings, migrated: str) -> str:
    """How to connect to a database with the development data of nexus."""
    (done,) = seed(settings, migrated, ["nexus"])
    assert done.rows > 0
    return migrated


def test_the_development_data_are_complete_hold_and_are_loaded_once(settings: Settings, seeded: str) -> None:
    with psycopg.connect(seeded, autocommit=True) as db:
        for what, (enum, query) in EVERY.items():
            wanted = LISTED.get(what) or _values(db, f'select unnest(enum_range(null::nexus."{enum}"))::text')
            assert _values(db, query) == wanted, what
        assert _values(db, "select count(*) from nexus.badges") == {15}
        assert _values(db, "select name from nexus.badges except select name from nexus.badge_rules") == set()
        assert _values(db, "select count(*) from nexus.badges group by category") == {5}
        plans = 'select "itemKey" from nexus.product_pricing where "itemType" = \'SUBSCRIPTION\''
        assert _values(db, plans) == LISTED["plan"]
        idle = """
            select c.id from nexus.coach_profiles as c
            where not exists (select from nexus."CoachAvailability" as a where a."coachId" = c."userId")
        """
        assert _values(db, idle) == set()
        embedded = 'select count(distinct "docId") > 1 and count(*) = count(embedding) from nexus.knowledge_assets'
        assert _values(db, embedded) == {True}
        assert _values(db, "select status from nexus.bilans") == {"SENT"}

        before = _rows(db)
        written = _values(db, WRITTEN)
        assert len(written) == 44
        assert {name for name in written if not before[name]} == set()
        seed(settings, seeded, ["nexus"])
        assert _rows(db) == before
    assert all(each.good for each in integrity.check(seeded, chosen=["nexus"]))


def _rows(db: psycopg.Connection[Any]) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    rows = {}
    for (name,) in db.execute(TABLES.encode()).fetchall():
        query = sql.SQL("select r::text from {} as r order by 1").format(sql.Identifier("nexus", name))
        rows[name] = [row[0] for row in db.execute(query).fetchall()]
    return rows


def _values(db: psycopg.Connection[Any], query: str) -> set[Any]:
    return {row[0] for row in db.execute(query.encode()).fetchall()}
