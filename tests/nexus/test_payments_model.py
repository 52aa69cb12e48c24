"""Payments against a model: whatever is done in whatever order, states and balances are those that the model says.

Few examples run by default. ``pytest tests/nexus/test_payments_model.py --hypothesis-profile=thorough`` runs more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import psycopg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from models import examples
from school import WALLETS_CONSISTENT, School, act

SECRET = b"the secret of konnect"
CREDITS = 12
RECORDS = st.integers(min_value=0, max_value=3)
MEANINGS = {"pending": "pending", "completed": "paid", "failed": "failed", "canceled": "cancelled"}
FINAL = {"paid", "failed", "cancelled"}


def _machine(db: psycopg.Connection[Any]) -> type[RuleBasedStateMachine]:
    class Payments(RuleBasedStateMachine):
        """Four reservations, two by card and two in cash; each is a state, and a purse is a number."""

        def __init__(self) -> None:
            super().__init__()
            self.run = db.execute("select gen_random_uuid()::text").fetchone()[0]  # type: ignore[index]
            self.before = self._balance()
            self.ids: dict[int, int] = {}
            self.states: dict[int, str] = {}
            self.waiting: dict[int, list[str]] = {}
            self.told = 0

        def _balance(self) -> int:
            query = "select balance from nexus.credit_wallets where \"userId\" = 'parent-1'"
            row = db.execute(query).fetchone()
            return int(row[0]) if row else 0

        def _apply(self, number: int, meaning: str) -> None:
            state = self.states[number]
            if state not in FINAL and not (state == "pending" and meaning == "pending"):
                self.states[number] = meaning

        @rule(number=RECORDS)
        def reserve(self, number: int) -> None:
            if number in self.ids:
                return
            provider = "konnect" if number < 2 else "cash"
            query = "select id from nexus.reserve_pack(%s, 1, %s)"
            self.ids[number] = int(act(db, "parent-1", query, (provider, f"{self.run} {number}"))[0])
            self.states[number] = "created" if number < 2 else "pending"
            for meaning in self.waiting.pop(number, []):
                self._apply(number, meaning)

        @rule(
            number=st.integers(min_value=0, max_value=1),
            word=st.sampled_from(sorted(MEANINGS)),
            times=st.integers(1, 2),
        )
        def tell(self, number: int, word: str, times: int) -> None:
            self.told += 1
            body = json.dumps(
                {
                    "transactionId": f"{self.run} {self.told}",
                    "paymentRef": f"{self.run} {number}",
                    "status": word,
                    "amount": "100",
                    "currency": "TND",
                }
            ).encode()
            signature = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
            for _ in range(times):
                db.execute("select nexus.receive_provider_event('konnect', %s, %s)", (body, signature))
            if number in self.ids:
                self._apply(number, MEANINGS[word])
            else:
                self.waiting.setdefault(number, []).append(MEANINGS[word])

        @rule(number=RECORDS)
        def confirm(self, number: int) -> None:
            if number not in self.ids:
                return
            query = "select nexus.confirm_reservation(%s)"
            allowed = self.states[number] == "paid" or (number >= 2 and self.states[number] == "pending")
            if allowed:
                act(db, "assistant-1", query, (self.ids[number],))
                self.states[number] = "paid"
            else:
                with pytest.raises(psycopg.Error, match="cannot be confirmed"):
                    act(db, "assistant-1", query, (self.ids[number],))

        @rule(number=RECORDS)
        def cancel(self, number: int) -> None:
            if number not in self.ids:
                return
            query = "select nexus.cancel_reservation(%s)"
            if self.states[number] in {"paid", "failed"}:
                with pytest.raises(psycopg.Error, match="cannot be cancelled"):
                    act(db, "parent-1", query, (self.ids[number],))
            else:
                act(db, "parent-1", query, (self.ids[number],))
                self.states[number] = "cancelled"

        @invariant()
        def the_database_says_what_the_model_says(self) -> None:
            rows = db.execute(
                "select id, status from nexus.payment_records where id = any (%s)", (list(self.ids.values()),)
            ).fetchall()
            assert dict(rows) == {self.ids[number]: state for number, state in self.states.items()}
            paid = sum(state == "paid" for state in self.states.values())
            assert self._balance() == self.before + CREDITS * paid
            assert db.execute(WALLETS_CONSISTENT).fetchall() == []

    return Payments


def test_payments_do_what_the_model_does(
    school: School, db: psycopg.Connection[Any], request: pytest.FixtureRequest
) -> None:
    db.execute('insert into nexus.credit_packs (id, credits, "priceTnd", bonus) values (1, 10, 100, 2)')
    db.execute("select nexus.add_provider_secret('konnect', %s)", (SECRET,))
    run_state_machine_as_test(_machine(db), settings=examples(request, few=6, steps=20))  # type: ignore[no-untyped-call]
