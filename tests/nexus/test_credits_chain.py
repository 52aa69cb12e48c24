"""Journals that were written before there was a chain: what the migrations make of them."""

from __future__ import annotations

from decimal import Decimal

import psycopg

from pgassay.migrations import layouts
from pgassay.server import Throwaway
from pgassay.settings import Settings
from school import CONSISTENT, PEOPLE, WALLETS_CONSISTENT

BEFORE, AFTER = "nexus-0111-", "nexus-0125-"
PAST = """
insert into nexus.credit_transactions (id, "studentId", type, amount, description, "expiresAt", "createdAt") values
    -- In order, but the balance beside it is another; one request that was never approved.
    ('a1', 'pupil-1', 'PURCHASE', 5, 'd', null, '2026-01-01'),
    ('a2', 'pupil-1', 'MONTHLY_ALLOCATION', 4, 'd', '2999-01-01', '2026-01-02'),
    ('a3', 'pupil-1', 'CREDIT_REQUEST', 100, 'd', null, '2026-01-03'),
    ('a4', 'pupil-1', 'USAGE', -5, 'd', null, '2026-01-04'),
    -- Emptied and deducted once more, as the old job did: below zero.
    ('b1', 'pupil-2', 'MONTHLY_ALLOCATION', 0, 'd', '2026-02-01', '2026-01-01'),
    ('b2', 'pupil-2', 'EXPIRATION', -4, 'd', null, '2026-02-01');
update nexus.students set credits = 42 where id = 'pupil-1';
update nexus.students set credits = 7 where id = 'pupil-3';
insert into nexus.credit_wallets (id, "userId", balance) values (1, 'parent-1', 99), (2, 'parent-2', 0);
insert into nexus.credit_tx ("walletId", delta, reason, at) values
    (1, 10, 'd', '2026-01-01'), (1, -3, 'd', '2026-01-02'), (2, -2, 'd', '2026-01-01');
"""


def test_what_was_written_before_is_chained(settings: Settings, throwaway: Throwaway) -> None:
    history = [m for m in layouts.read(settings).migrations if m.context in {"platform", "nexus"}]
    place = {number: next(n for n, m in enumerate(history) if m.id.startswith(number)) for number in (BEFORE, AFTER)}
    conninfo = throwaway.clone()
    try:
        layouts.apply(settings, conninfo, history[: place[BEFORE]])
        with psycopg.connect(conninfo, autocommit=True) as db:
            for statement in PEOPLE.split(";\n"):
                if statement.strip():
                    db.execute(statement.encode(), {"pupils": 3, "coaches": 1})
            db.execute(PAST.encode())
        layouts.apply(settings, conninfo, history[place[BEFORE] : place[AFTER]])
        with psycopg.connect(conninfo, autocommit=True) as db:
            credits = db.execute("select id, credits from nexus.students order by id").fetchall()
            assert credits == [("pupil-1", Decimal(4)), ("pupil-2", Decimal(0)), ("pupil-3", Decimal(0))]
            entries = db.execute(
                'select id, number, "balanceBefore", "balanceAfter" from nexus.credit_transactions '
                'order by "studentId", number'
            ).fetchall()
            assert entries == [
                ("a1", 1, 0, 5),
                ("a2", 2, 5, 9),
                ("a3", 3, 9, 9),
                ("a4", 4, 9, 4),
                ("b1", 1, 0, 0),
                ("b2", 2, 0, -4),
                ("opening:pupil-2", 3, -4, 0),
            ]
            # Spent first-expiring-first: the allocation went, and one credit of the purchase.
            lots = db.execute('select "entryId", remaining from nexus.credit_lots').fetchall()
            assert lots == [("a1", Decimal(4))]
            wallets = db.execute("select id, balance from nexus.credit_wallets order by id").fetchall()
            assert wallets == [(1, 7), (2, 0)]
            assert db.execute(CONSISTENT).fetchall() == []
            assert db.execute(WALLETS_CONSISTENT).fetchall() == []
            spent = db.execute("select balance from nexus.spend_credits('pupil-1', 4, 'Lesson')").fetchone()
            assert spent == (0,)
    finally:
        throwaway.drop(conninfo)
