"""Content under concurrency: circles that two transactions would close together, and publishing against editing."""

from __future__ import annotations

from functools import partial
from typing import Any

import psycopg
import pytest

from academy import BROKEN, Academy, act
from racing import at_once, states
from waiting import until_blocked

EDGE = "insert into learn.course_prerequisites values (test.learn_id(%s), test.learn_id(%s))"


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_two_edges_without_a_common_end_close_no_circle(
    academy: Academy, db: psycopg.Connection[Any], isolation: str
) -> None:
    """a → b and c → d are added at once where b → c and d → a stand already."""
    for slug in "abcd":
        db.execute("select test.learn_draft(%s, 'ivy', '{x}')", (slug,))
    db.execute(EDGE, ("b", "c"))
    db.execute(EDGE, ("d", "a"))
    one, other = academy.connect(), academy.connect()
    one.execute(f"begin isolation level {isolation}")
    other.execute(f"begin isolation level {isolation}")
    # Both have seen the graph before either of them changes it.
    one.execute("select count(*) from learn.course_prerequisites")
    other.execute("select count(*) from learn.course_prerequisites")
    one.execute(EDGE, ("a", "b"))

    def second() -> None:
        other.execute(EDGE, ("c", "d"))

    def first() -> None:
        until_blocked(db, other, "the second writer to wait")
        one.execute("commit")

    outcomes = at_once([first, second])
    assert states(outcomes) == ["LNC01" if isolation == "read committed" else "40001"]
    other.execute("rollback")
    assert db.execute(BROKEN).fetchall() == []


def test_a_ring_of_edges_is_never_closed(academy: Academy, db: psycopg.Connection[Any]) -> None:
    """Eight courses, eight writers, each adding one edge of a ring."""
    slugs = [f"ring-{n}" for n in range(8)]
    for slug in slugs:
        db.execute("select test.learn_draft(%s, 'ivy', '{x}')", (slug,))
    pairs = zip(slugs, [*slugs[1:], slugs[0]], strict=True)
    outcomes = at_once([partial(academy.connect().execute, EDGE, pair) for pair in pairs])
    assert states(outcomes) == ["LNC01"]
    assert db.execute("select count(*) from learn.course_prerequisites").fetchone() == (7,)
    assert db.execute(BROKEN).fetchall() == []


def test_publishing_waits_for_who_edits_and_freezes_for_who_comes_later(
    academy: Academy, db: psycopg.Connection[Any]
) -> None:
    db.execute("select test.learn_draft('next', 'ivy', '{a,b}')")
    editor = academy.connect()
    editor.execute("begin")
    editor.execute("update learn.lessons set title = 'Edited' where id = test.learn_id('next a')")
    publisher, late = academy.connect(), academy.connect()
    publish = "select learn.publish_course_version(test.learn_id('next 1'))"

    def finish() -> None:
        until_blocked(db, publisher, "publishing to wait")
        editor.execute("commit")

    assert states(at_once([partial(act, publisher, "ivy", publish), finish])) == []
    with pytest.raises(psycopg.Error, match="does not change") as caught:
        late.execute("update learn.lessons set title = 'Late' where id = test.learn_id('next b')")
    assert caught.value.sqlstate == "LNC02"
    assert db.execute("select title from learn.lessons where id = test.learn_id('next a')").fetchone() == ("Edited",)


def test_a_version_is_published_once(academy: Academy, db: psycopg.Connection[Any]) -> None:
    db.execute("select test.learn_draft('next', 'ivy', '{a}')")
    publish = "select learn.publish_course_version(test.learn_id('next 1'))"
    assert states(at_once([partial(academy.act, "ivy", publish) for _ in range(6)])) == ["LNC03"] * 5
    draft = "select learn.draft_course_version(test.learn_id('next'), %s)"
    assert states(at_once([partial(academy.act, "ivy", draft, f"1.{n}.0") for n in range(1, 7)])) == ["LNC03"] * 5
    assert db.execute(BROKEN).fetchall() == []
