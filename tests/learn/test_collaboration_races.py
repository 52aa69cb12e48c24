"""Several people in a session at once: no version is missing or given twice, and who is out is out."""

from __future__ import annotations

import json
import random
from functools import partial
from typing import Any

import psycopg
import pytest

from academy import BROKEN, Academy, act
from racing import at_once, states
from waiting import until_blocked

WRITERS, OPERATIONS = 16, 12
APPEND = "select version from learn.append_operation(%s, 'INSERT', 0, %s, null, %s)"
DOCUMENT = "select version, document from learn.document_of(%s)"
PUT_OUT = "select learn.remove_participant(%s, test.learn_id('bob'))"


@pytest.fixture
def session(academy: Academy, db: psycopg.Connection[Any]) -> str:
    """A session of ada with bob in it, and room for many."""
    (session,) = academy.act("ada", "select learn.open_session('Pair', max_participants => 50)::text")
    academy.act("bob", "select learn.join_session(%s)", session)
    return str(session)


def test_sixteen_writers_make_one_document(academy: Academy, db: psycopg.Connection[Any], session: str) -> None:
    """Each writes on what it has seen, which is old by then; the operations, replayed here, give the document."""
    for number in range(WRITERS):
        db.execute("select test.learn_user(%s)", (f"w{number}",))
        academy.act(f"w{number}", "select learn.join_session(%s)", session)

    def write(number: int) -> list[int]:
        chance = random.Random(number)  # noqa: S311  (chooses places, no secrets)
        connection, versions = academy.connect(), []
        for _ in range(OPERATIONS):
            seen, document = act(connection, f"w{number}", DOCUMENT, session)
            place = chance.randint(0, len(document))
            if document and chance.random() < 0.3:
                kind, content, length = "DELETE", None, chance.randint(1, min(4, len(document)))
                place = min(place, len(document) - length)
            else:
                kind, content, length = "INSERT", f"<{number}>", None
            with connection.transaction():
                connection.execute("select test.learn_act(%s)", (f"w{number}",))
                rows = connection.execute(
                    "select version from learn.append_operation(%s, %s, %s, %s, %s, %s)",
                    (session, kind, place, content, length, seen),
                ).fetchall()
            versions += [version for (version,) in rows]
        return versions

    written = at_once([partial(write, number) for number in range(WRITERS)])
    assert states(written) == []
    assert all(versions == sorted(versions) for versions in written)
    versions = sorted(version for versions in written for version in versions)
    assert versions == list(range(1, len(versions) + 1))
    assert len(versions) >= WRITERS * OPERATIONS // 2
    replayed = ""
    for kind, place, content, length in db.execute(
        "select kind, position, content, length from learn.session_operations where session_id = %s order by version",
        (session,),
    ):
        assert place + (length or 0) <= len(replayed)
        replayed = replayed[:place] + (content or "") + replayed[place + (length or 0) :]
        assert kind == ("INSERT" if content else "DELETE")
    assert academy.act("ada", DOCUMENT, session) == (len(versions), replayed)
    assert db.execute(BROKEN).fetchall() == []


def test_a_session_is_never_too_full(academy: Academy, db: psycopg.Connection[Any]) -> None:
    (session,) = academy.act("ada", "select learn.open_session('Pair', max_participants => 4)")
    for number in range(10):
        db.execute("select test.learn_user(%s)", (f"p{number}",))
    join = "select learn.join_session(%s)"
    outcomes = at_once([partial(academy.act, f"p{number}", join, session) for number in range(10)])
    assert states(outcomes) == ["LNS04"] * 7
    assert db.execute(BROKEN).fetchall() == []


def test_room_is_kept_whoever_writes(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Two are let in past the function, where there is room for one."""
    (session,) = academy.act("ada", "select learn.open_session('Pair', max_participants => 2)")
    first, second = academy.connect(), academy.connect()
    come = "insert into learn.session_participants (session_id, user_id) values (%s, test.learn_id(%s))"
    first.execute("begin")
    first.execute(come, (session, "bob"))

    def finish() -> None:
        until_blocked(db, second, "the second to wait")
        first.execute("commit")

    assert states(at_once([partial(second.execute, come, (session, "ivy")), finish])) == ["LNS04"]
    assert db.execute(BROKEN).fetchall() == []


def test_nobody_comes_into_a_session_that_ends_meanwhile(
    academy: Academy, db: psycopg.Connection[Any], session: str
) -> None:
    owner, guest = academy.connect(), academy.connect()
    owner.execute("begin")
    owner.execute("select test.learn_act('ada')")
    owner.execute("select learn.end_session(%s)", (session,))

    def finish() -> None:
        until_blocked(db, guest, "the guest to wait")
        owner.execute("commit")

    join = partial(act, guest, "ivy", "select learn.join_session(%s)", session)
    assert states(at_once([join, finish])) == ["LNS02"]


@pytest.mark.parametrize(
    ("what", "refusal"), [(PUT_OUT, "LNS01"), ("select learn.end_session(%s)", "LNS02")], ids=["out", "over"]
)
def test_who_waits_and_is_too_late_writes_nothing(
    academy: Academy, db: psycopg.Connection[Any], session: str, what: Any, refusal: str
) -> None:
    owner, writer = academy.connect(), academy.connect()
    owner.execute("begin")
    owner.execute("select test.learn_act('ada')")
    owner.execute(what, (session,))

    def finish() -> None:
        until_blocked(db, writer, "the writer to wait")
        owner.execute("commit")

    assert states(at_once([partial(act, writer, "bob", APPEND, session, "x", 0), finish])) == [refusal]
    assert db.execute("select version from learn.collaboration_sessions").fetchone() == (0,)


def test_who_works_in_a_session_is_not_waited_for_when_sessions_expire(
    academy: Academy, db: psycopg.Connection[Any], session: str
) -> None:
    (other,) = academy.act("ada", "select learn.open_session('Other')")
    writer, sweeper = academy.connect(), academy.connect()
    sweeper.execute("set lock_timeout = '1ms'")
    writer.execute("begin")
    writer.execute("select test.learn_act('bob')")
    writer.execute(APPEND, (session, "x", 0))
    academy.connect().execute(
        "update learn.collaboration_sessions "
        "set created_at = now() - interval '2 days', expires_at = now() - interval '1 s' "
        "where id = %s",
        (other,),
    )
    writer.execute(
        "update learn.collaboration_sessions "
        "set created_at = now() - interval '2 days', expires_at = now() - interval '1 s'"
        "where id = %s",
        (session,),
    )
    assert sweeper.execute("select learn.expire_sessions()").fetchone() == (1,)
    writer.execute("commit")
    assert sweeper.execute("select learn.expire_sessions()").fetchone() == (1,)
    assert db.execute("select count(*) from learn.collaboration_sessions where status = 'EXPIRED'").fetchone() == (2,)


def test_a_session_that_is_held_expires_the_next_time(
    academy: Academy, db: psycopg.Connection[Any], session: str
) -> None:
    holder, sweeper = academy.connect(), academy.connect()
    sweeper.execute("set lock_timeout = '1ms'")
    db.execute(
        "update learn.collaboration_sessions "
        "set created_at = now() - interval '2 days', expires_at = now() - interval '1 s'"
    )
    with holder.transaction():
        holder.execute("select from learn.collaboration_sessions for no key update")
        assert sweeper.execute("select learn.expire_sessions()").fetchone() == (0,)
    assert sweeper.execute("select learn.expire_sessions()").fetchone() == (1,)


def test_edits_are_numbered_and_a_reaction_counts_once(
    academy: Academy, db: psycopg.Connection[Any], session: str
) -> None:
    (message,) = academy.act("ada", "select learn.send_message(%s, 'Hello')", session)
    edit, react = "select learn.edit_message(%s, %s)", "select learn.react(%s, '+')"
    outcomes = at_once([partial(academy.act, "ada", edit, message, f"Hello {number}") for number in range(8)])
    assert sorted(number for (number,) in outcomes) == list(range(1, 9))
    outcomes = at_once([partial(academy.act, "bob", react, message) for _ in range(8)])
    assert sorted(new for (new,) in outcomes) == [False] * 7 + [True]


def test_what_a_moderator_takes_back_stays_taken_back(
    academy: Academy, db: psycopg.Connection[Any], session: str
) -> None:
    """The author is about to edit it."""
    (message,) = academy.act("ada", "select learn.send_message(%s, 'Hello')", session)
    moderator, author = academy.connect(), academy.connect()
    moderator.execute("begin")
    moderator.execute("select test.learn_act('max')")
    moderator.execute("select learn.delete_message(%s)", (message,))

    def finish() -> None:
        until_blocked(db, author, "the author to wait")
        moderator.execute("commit")

    edit = partial(act, author, "ada", "select learn.edit_message(%s, 'Again')", message)
    assert states(at_once([edit, finish])) == ["LNS07"]
    assert db.execute("select content from learn.chat_messages").fetchall() == [("",)]


def test_who_listens_is_told_when_it_is_committed(academy: Academy, db: psycopg.Connection[Any], session: str) -> None:
    """Every change, not before its commit and not after a rollback, in a few bytes however much was written."""
    listener, writer = academy.connect(), academy.connect()
    listener.execute("listen learn_sessions")

    def told() -> list[dict[str, Any]]:
        # What the server sends, it sends before the answer to the next query.
        listener.execute("select")
        payloads = [notify.payload for notify in listener.notifies(timeout=0)]
        assert all(len(payload.encode()) <= 300 for payload in payloads)
        return [json.loads(payload) for payload in payloads]

    large = "é" * 131_072
    writer.execute("begin")
    writer.execute("select test.learn_act('bob')")
    for number in range(2):
        writer.execute(APPEND, (session, large if number else "x", number))
    assert told() == []
    writer.execute("commit")
    assert told() == [{"session": session, "what": "operations", "version": number} for number in (1, 2)]
    writer.execute("begin")
    writer.execute("select test.learn_act('bob')")
    writer.execute(APPEND, (session, "y", 2))
    writer.execute("rollback")
    assert told() == []

    bob, ada = db.execute("select test.learn_id('bob')::text, test.learn_id('ada')::text").fetchone() or ()
    (message,) = academy.act("bob", "select learn.send_message(%s, %s)::text", session, "é" * 10_000)
    academy.act("bob", "select learn.edit_message(%s, 'Hello')", message)
    academy.act("ada", "select learn.react(%s, '+')", message)
    academy.act("ada", "select learn.unreact(%s, '+')", message)
    assert told() == [
        {"session": session, "what": what, "message": message}
        for what in ("message", "message", "reaction", "reaction")
    ]
    academy.act("bob", "select learn.show_presence(%s, %s)", session, '{"line": 7}')
    academy.act("bob", "select learn.show_presence(%s)", session)
    academy.act("bob", "select learn.leave_session(%s)", session)
    academy.act("bob", "select learn.join_session(%s)", session)
    assert told() == [
        {"session": session, "what": "cursor", "user": bob},
        {"session": session, "what": "participant", "user": bob},
        {"session": session, "what": "participant", "user": bob},
    ]
    academy.act("ada", "select learn.end_session(%s)", session)
    assert told() == [{"session": session, "what": "status", "status": "COMPLETED"}]
    (opened,) = academy.act("ada", "select learn.open_session('Other')::text")
    assert told() == [{"session": opened, "what": "participant", "user": ada}]
