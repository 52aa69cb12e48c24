"""A document against a model: whatever people do at once, the database says what they meant.

The database moves ranges past each other. The model has never heard of ranges: it follows every single character, and
every gap between two of them, through what the others did.

Few examples run by default. ``pytest tests/learn/test_collaboration_model.py --hypothesis-profile=thorough`` runs more.
"""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from academy import BROKEN, Academy
from databases import Connect
from models import examples

PEOPLE = st.sampled_from(["ada", "bob", "ivy"])
TEXTS = st.text(alphabet="abé😀\n", min_size=1, max_size=4)
Operation = tuple[str, int, str | None, int | None]
APPEND = """
select version, kind, position, content, length
from learn.append_operation(%s, %s, %s, %s, %s, %s) order by version
"""


class Document(RuleBasedStateMachine):
    """Three people at one document, each as far behind as it happens; one transaction an example."""

    connection: psycopg.Connection[Any]

    def __init__(self) -> None:
        super().__init__()
        self.history = [""]
        self.operations: list[Operation] = []
        self.seen = {"ada": 0, "bob": 0, "ivy": 0}
        self.connection.execute("begin")

    def teardown(self) -> None:
        assert self.connection.execute(BROKEN).fetchall() == []
        self.connection.execute("rollback")

    @initialize(code=st.text(alphabet="xyz", max_size=6))
    def open(self, code: str) -> None:
        self.history = [code]
        row = self._call("ada", "select learn.open_session('Pair', code => %s, max_participants => 3)", code)
        self.session = row[0][0]
        for guest in ("bob", "ivy"):
            self._call(guest, "select learn.join_session(%s)", self.session)

    # --- what people do ---

    @rule(person=PEOPLE, where=st.floats(0, 1), content=TEXTS)
    def insert(self, person: str, where: float, content: str) -> None:
        seen = self.seen[person]
        place = round(where * len(self.history[seen]))
        for kind, begin, text, length in self.operations[seen:]:
            place = _gap(place, kind, begin, len(text or "") or length or 0)
        self._append(
            person,
            ("INSERT", round(where * len(self.history[seen])), content, None),
            [("INSERT", place, content, None)],
        )

    @rule(
        person=PEOPLE,
        where=st.floats(0, 1),
        length=st.integers(1, 6),
        kind=st.sampled_from(["DELETE", "DELETE", "RETAIN"]),
    )
    def remove(self, person: str, where: float, length: int, kind: str) -> None:
        seen = self.seen[person]
        text = self.history[seen]
        if not text:
            return
        begin = round(where * (len(text) - 1))
        length = min(length, len(text) - begin)
        characters = list(range(begin, begin + length))
        for what, at, content, count in self.operations[seen:]:
            moved = (_character(one, what, at, len(content or "") or count or 0) for one in characters)
            characters = [one for one in moved if one is not None]
        pieces: list[list[int]] = []
        for one in characters:
            if pieces and pieces[-1][-1] == one - 1:
                pieces[-1].append(one)
            else:
                pieces.append([one])
        meant: list[Operation] = [(kind, piece[0], None, len(piece)) for piece in reversed(pieces)]
        self._append(person, (kind, begin, None, length), meant)

    @rule(person=PEOPLE, back=st.integers(0, 3))
    def catch_up(self, person: str, back: int) -> None:
        """Fetch what was missed, not always to the end."""
        missed = self._call(
            person,
            "select version, kind, position, content, length from learn.operations_since(%s, %s)",
            self.session,
            self.seen[person],
        )
        assert [tuple(row[1:]) for row in missed] == self.operations[self.seen[person] :]
        self.seen[person] = max(self.seen[person], len(self.operations) - back)

    @rule(person=PEOPLE)
    def type_a_lot(self, person: str) -> None:
        """One key after the other, so that there are snapshots."""
        for key in "contract A { }":
            self.seen[person] = len(self.operations)
            end = len(self.history[-1])
            self._append(person, ("INSERT", end, key, None), [("INSERT", end, key, None)])

    @rule(person=PEOPLE, ahead=st.integers(1, 3))
    def know_what_is_to_come(self, person: str, ahead: int) -> None:
        self.connection.execute("savepoint before")
        with pytest.raises(psycopg.Error) as refused:
            self._call(person, APPEND, self.session, "INSERT", 0, "x", None, len(self.operations) + ahead)
        self.connection.execute("rollback to before")
        assert refused.value.sqlstate == "LNS06"

    # --- what must hold after each step ---

    @invariant()
    def the_document_is_the_models(self) -> None:
        row = self._call("ada", "select version, document from learn.document_of(%s)", self.session)
        assert row == [(len(self.operations), self.history[-1])]

    @rule(where=st.floats(0, 1))
    def look_back(self, where: float) -> None:
        version = round(where * len(self.operations))
        row = self._call("bob", "select document from learn.document_of(%s, %s)", self.session, version)
        assert row == [(self.history[version],)]

    # --- the model and the database ---

    def _append(self, person: str, operation: Operation, meant: list[Operation]) -> None:
        rows = self._call(person, APPEND, self.session, *operation, self.seen[person])
        assert [tuple(row[1:]) for row in rows] == meant
        assert [row[0] for row in rows] == list(range(len(self.operations) + 1, len(self.operations) + 1 + len(meant)))
        for kind, begin, text, length in meant:
            before = self.history[-1]
            after = before if kind == "RETAIN" else before[:begin] + (text or "") + before[begin + (length or 0) :]
            self.history.append(after)
            self.operations.append((kind, begin, text, length))

    def _call(self, person: str, query: Any, *values: object) -> list[Any]:
        self.connection.execute("select test.learn_act(%s)", (person,))
        return self.connection.execute(query, values).fetchall()


def _gap(place: int, kind: str, begin: int, length: int) -> int:
    """Where the gap before a character is after an operation; what was put into it is before it."""
    if kind == "INSERT":
        return place + length if begin <= place else place
    if kind == "DELETE":
        return sum(1 for one in range(place) if not begin <= one < begin + length)
    return place


def _character(one: int, kind: str, begin: int, length: int) -> int | None:
    """Where a character is after an operation; None: it is gone."""
    if kind == "INSERT":
        return one + length if begin <= one else one
    if kind == "DELETE":
        return (
            None
            if begin <= one < begin + length
            else one - sum(1 for gone in range(begin, begin + length) if gone < one)
        )
    return one


@pytest.mark.timeout(3600)
def test_a_document_is_what_people_meant(connect: Connect, request: pytest.FixtureRequest) -> None:
    with Academy(connect, lessons=1).connect() as connection:
        Document.connection = connection
        run_state_machine_as_test(Document, settings=examples(request, few=6))  # type: ignore[no-untyped-call]
