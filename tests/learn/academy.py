"""A learning platform to race on: who is there, what is taught, and how people act."""

from __future__ import annotations

from typing import Any, LiteralString

import psycopg
import psycopg.errors

from databases import Connect

Row = tuple[Any, ...]

BROKEN = """
select c.name, f.record, f.problem
from platform.integrity_checks as c, platform.run_check(c.context, c.name) as f
where c.context = 'learn'
"""
"""What the integrity checks of learn find."""


class Academy:
    """People and one published course in a database made from the template, whose fixtures it uses.

    Args:
        connect: opens a connection in autocommit mode, as a superuser.
        lessons: how many lessons without a quiz the course ``many`` has.
    """

    def __init__(self, connect: Connect, *, lessons: int = 8) -> None:
        self.connect = connect
        self.lessons = lessons
        with connect() as connection, connection.transaction():
            connection.execute("select test.learn_course('basics')")
            connection.execute(
                "select test.learn_draft('many', 'ivy', array(select 'l' || n from generate_series(1, %s) as n))",
                (lessons,),
            )
            connection.execute("select test.learn_publish('many')")

    def act(self, actor: str, query: LiteralString, *values: object, isolation: str = "read committed") -> Row:
        """Run one query for a person in a transaction of its own, as the application does; returns its first row."""
        return act(self.connect(), actor, query, *values, isolation=isolation)


def act(
    connection: psycopg.Connection[Any],
    actor: str,
    query: LiteralString,
    *values: object,
    isolation: str = "read committed",
) -> Row:
    """Run one query for a person, who is named by the word that fixtures use."""
    with connection.transaction():
        connection.execute(f"set transaction isolation level {isolation}")  # type: ignore[arg-type]
        connection.execute("select test.learn_act(%s)", (actor,))
        connection.execute("set local role learn_user")
        row = connection.execute(query, values).fetchone()
    return tuple(row or ())
