"""Random sequences of bookings, credits and wallets against a model in Python: after every step both say the same.

Few examples run by default. ``pytest tests/nexus/test_booking_model.py --hypothesis-profile=thorough`` runs more.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from models import examples
from school import School, a_monday, act

PUPILS, COACHES = 2, 2
COST = {"ONLINE": Decimal("1.00"), "IN_PERSON": Decimal("1.25")}
NEVER = 10_000
WEEK = 7
"""Days for which what is given back is good at least."""

pupils = st.integers(1, PUPILS)
coaches = st.integers(1, COACHES)
slots = st.tuples(st.integers(0, 2), st.integers(0, 5))
"""A day of the week and a place in it: slots of an hour that begin every half hour, so that they overlap."""


@dataclass
class Lot:
    """Credits that expire together; ``expires`` in days and moments from now, the days negative when it is past."""

    remaining: Decimal
    expires: tuple[int, int]


@dataclass
class Booking:
    """A booking as the model sees it."""

    id: str
    pupil: int
    coach: int
    slot: tuple[int, int]
    cost: Decimal
    paid_with: list[tuple[int, Decimal]]
    state: str = "SCHEDULED"

    @property
    def live(self) -> bool:
        """Whether it keeps its slot."""
        return self.state in {"SCHEDULED", "CONFIRMED"}

    def meets(self, slot: tuple[int, int]) -> bool:
        """Whether it overlaps a slot."""
        return self.slot[0] == slot[0] and abs(self.slot[1] - slot[1]) < 2


@dataclass
class Model:
    """What should be true."""

    lots: dict[int, list[Lot]] = field(default_factory=lambda: {n: [] for n in range(1, PUPILS + 1)})
    bookings: list[Booking] = field(default_factory=list)
    entries: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(1, PUPILS + 1), 0))
    wallets: dict[int, int] = field(default_factory=lambda: dict.fromkeys(range(1, PUPILS + 1), 0))
    spent: dict[tuple[int, str], int] = field(default_factory=dict)

    def balance(self, pupil: int) -> Decimal:
        """All that is left, expired or not."""
        return sum((lot.remaining for lot in self.lots[pupil]), Decimal(0))

    def draw(self, pupil: int, amount: Decimal) -> list[tuple[int, Decimal]] | None:
        """Take credits, those that expire first going first; None if there are too few."""
        good = [place for place, lot in enumerate(self.lots[pupil]) if lot.expires[0] > 0 and lot.remaining]
        if sum((self.lots[pupil][place].remaining for place in good), Decimal(0)) < amount:
            return None
        drawn: list[tuple[int, Decimal]] = []
        for place in sorted(good, key=lambda n: (self.lots[pupil][n].expires, n)):
            taken = min(amount, self.lots[pupil][place].remaining)
            if taken:
                self.lots[pupil][place].remaining -= taken
                drawn.append((place, taken))
                amount -= taken
        return drawn

    def free(self, pupil: int, coach: int, slot: tuple[int, int], *, but: Booking | None = None) -> bool:
        """Whether neither pupil nor coach has anything at that time."""
        return not any(
            each.live and each is not but and each.meets(slot) and (each.pupil == pupil or each.coach == coach)
            for each in self.bookings
        )


def machine(connect: Callable[[], psycopg.Connection[Any]]) -> type[RuleBasedStateMachine]:
    """The steps, on a database with a school in it; every example has its own transaction of people and bookings."""
    db = connect()
    School(lambda: connect(), pupils=PUPILS, coaches=COACHES)
    keys = itertools.count()
    # Of two lots for the same day one expires a moment before the other, and what comes of it again keeps its moment.
    moments = itertools.count(1)

    class Bookings(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.model = Model()

        @initialize()
        def begin(self) -> None:
            """An empty school: the last example's journals go with the test's own rights."""
            with db.transaction():
                db.execute("set local session_replication_role = replica")
                for table in ("credit_draws", "credit_lots", "credit_transactions", "credit_tx", "credit_wallets"):
                    db.execute(f"delete from nexus.{table}".encode())
                for table in ("SessionReminder", "SessionNotification", "session_history", "SessionBooking"):
                    db.execute(f'delete from nexus."{table}"'.encode())
                db.execute("update nexus.students set credits = 0")

        def refused(self, state: str | None, call: Callable[[], Any]) -> Any:
            """The call's answer, or that it was refused with this SQLSTATE."""
            if state is None:
                return call()
            with pytest.raises(psycopg.Error) as caught:
                call()
            assert caught.value.sqlstate == state
            return None

        @rule(pupil=pupils, quarters=st.integers(1, 16), expires=st.sampled_from([30, 60, NEVER]))
        def give(self, pupil: int, quarters: int, expires: int) -> None:
            amount = Decimal(quarters) / 4
            moment = next(moments) if expires < NEVER else 0
            db.execute(
                "select nexus.add_credits(%s, 'PURCHASE', %s, 'Pack', "
                "case when %s < 10000 then date_trunc('day', now()) + make_interval(days => %s, secs => %s) end)",
                (f"pupil-{pupil}", amount, expires, expires, moment),
            )
            self.model.lots[pupil].append(Lot(amount, (expires, moment)))
            self.model.entries[pupil] += 1

        @rule(pupil=pupils, coach=coaches, slot=slots, modality=st.sampled_from(sorted(COST)))
        def book(self, pupil: int, coach: int, slot: tuple[int, int], modality: str) -> None:
            expected = None
            drawn = None
            if not self.model.free(pupil, coach, slot):
                expected = "NXB01"
            elif (drawn := self.model.draw(pupil, COST[modality])) is None:
                expected = "NXC01"
            row = self.refused(
                expected,
                lambda: act(
                    db,
                    f"parent-{pupil}",
                    "select session_id from nexus.book_session(%s, %s, 'NSI', 'Lesson', %s, %s, %s, modality => %s)",
                    (f"pupil-{pupil}", f"coach-{coach}", *_times(slot), modality),
                ),
            )
            if row and drawn is not None:
                self.model.bookings.append(Booking(row[0], pupil, coach, slot, COST[modality], drawn))
                self.model.entries[pupil] += 1

        @precondition(lambda self: self.model.bookings)
        @rule(data=st.data(), actor=st.sampled_from(["parent", "pupil", "coach", "assistant"]))
        def cancel(self, data: st.DataObject, actor: str) -> None:
            booking = data.draw(st.sampled_from(self.model.bookings))
            name = {"coach": f"coach-{booking.coach}", "assistant": "assistant-1"}.get(
                actor, f"{actor}-{booking.pupil}"
            )
            row = self.refused(
                None if booking.live else "NXB06",
                lambda: act(db, name, "select refunded from nexus.cancel_session(%s, 'Ill')", (booking.id,)),
            )
            if row:
                assert row[0] == booking.cost
                booking.state = "CANCELLED"
                lots = self.model.lots[booking.pupil]
                # Given back in the order in which the lots came in; what is spent first is decided by their expiry.
                week = (WEEK, next(moments))
                back = [Lot(amount, max(lots[place].expires, week)) for place, amount in sorted(booking.paid_with)]
                lots.extend(back)
                self.model.entries[booking.pupil] += 1

        @precondition(lambda self: self.model.bookings)
        @rule(data=st.data(), slot=slots)
        def move(self, data: st.DataObject, slot: tuple[int, int]) -> None:
            booking = data.draw(st.sampled_from(self.model.bookings))
            expected = None
            if not booking.live:
                expected = "NXB06"
            elif not self.model.free(booking.pupil, booking.coach, slot, but=booking):
                expected = "NXB01"
            row = self.refused(
                expected,
                lambda: act(
                    db,
                    f"parent-{booking.pupil}",
                    "select session_id from nexus.reschedule_session(%s, %s, %s, %s)",
                    (booking.id, *_times(slot)),
                ),
            )
            if row:
                booking.state = "RESCHEDULED"
                self.model.bookings.append(
                    Booking(row[0], booking.pupil, booking.coach, slot, booking.cost, booking.paid_with)
                )

        @precondition(lambda self: self.model.bookings)
        @rule(data=st.data())
        def confirm(self, data: st.DataObject) -> None:
            booking = data.draw(st.sampled_from(self.model.bookings))
            expected = None if booking.state == "SCHEDULED" else "NXB06"
            self.refused(
                expected, lambda: act(db, f"coach-{booking.coach}", "select nexus.confirm_session(%s)", (booking.id,))
            )
            if expected is None:
                booking.state = "CONFIRMED"

        @rule(pupil=pupils)
        def pass_time_and_expire(self, pupil: int) -> None:
            """What expires in a month or sooner expires now, and the job of a new day runs."""
            db.execute(
                "update nexus.credit_lots set \"expiresAt\" = now() - interval '1 second' "
                'where "studentId" = %s and "expiresAt" <= now() + interval \'31 days\' and remaining > 0',
                (f"pupil-{pupil}",),
            )
            db.execute("delete from platform.runs")
            db.execute("delete from nexus.cron_executions")
            expired = Decimal(0)
            for lot in self.model.lots[pupil]:
                if lot.expires[0] <= 31 and lot.remaining:
                    expired += lot.remaining
                    lot.remaining = Decimal(0)
                    lot.expires = (-1, 0)
            turn, credits = db.execute("select turn, credits from nexus.expire_credits()").fetchone() or ("", 0)
            assert (turn, credits) == ("run", expired)
            self.model.entries[pupil] += bool(expired)

        @rule(pupil=pupils, amount=st.integers(1, 5))
        def fill_wallet(self, pupil: int, amount: int) -> None:
            db.execute(
                "select nexus.credit_wallet(%s, %s, 'Pack', 'konnect', %s)",
                (f"parent-{pupil}", amount, f"ref-{next(keys)}"),
            )
            self.model.wallets[pupil] += amount

        @rule(pupil=pupils, amount=st.integers(1, 6), key=st.sampled_from(["key-one", "key-two", "key-three"]))
        def spend_wallet(self, pupil: int, amount: int, key: str) -> None:
            known = self.model.spent.get((pupil, key))
            expected = None
            if known is not None and known != amount:
                expected = "NXW04"
            elif known is None and self.model.wallets[pupil] < amount:
                expected = "NXW01"
            row = self.refused(
                expected,
                lambda: act(
                    db, f"parent-{pupil}", "select replayed from nexus.spend_wallet(%s, amount => %s)", (key, amount)
                ),
            )
            if row:
                assert row[0] == (known is not None)
                if known is None:
                    self.model.spent[pupil, key] = amount
                    self.model.wallets[pupil] -= amount

        @invariant()
        def both_say_the_same(self) -> None:
            for pupil in range(1, PUPILS + 1):
                row = db.execute(
                    """
                    select s.credits,
                           (select coalesce(sum(t.amount), 0) from nexus.credit_transactions as t
                            where t."studentId" = s.id),
                           (select count(*) from nexus.credit_transactions as t where t."studentId" = s.id),
                           (select coalesce(array_agg(l.remaining order by l.id), '{}') from nexus.credit_lots as l
                            where l."studentId" = s.id),
                           (select coalesce(max(w.balance), 0) from nexus.credit_wallets as w
                            where w."userId" = 'parent-' || %(pupil)s)
                    from nexus.students as s where s.id = 'pupil-' || %(pupil)s
                    """,
                    {"pupil": pupil},
                ).fetchone()
                balance = self.model.balance(pupil)
                remaining = [lot.remaining for lot in self.model.lots[pupil]]
                assert row == (balance, balance, self.model.entries[pupil], remaining, self.model.wallets[pupil])
            states = dict(db.execute('select id, status::text from nexus."SessionBooking"').fetchall())
            assert states == {booking.id: booking.state for booking in self.model.bookings}

    return Bookings


def _times(slot: tuple[int, int]) -> tuple[Any, str, str]:
    day, place = slot
    begins = 600 + 30 * place
    clock = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (begins, begins + 60)]
    return a_monday() + timedelta(days=day), clock[0], clock[1]


def test_the_database_and_the_model_say_the_same(
    connect: Callable[[], psycopg.Connection[Any]], request: pytest.FixtureRequest
) -> None:
    run_state_machine_as_test(machine(connect), settings=examples(request, few=6))  # type: ignore[no-untyped-call]
