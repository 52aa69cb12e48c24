"""The application's client reads and writes every table with statements it makes itself: names quoted, types cast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql

_TABLES = """
select c.relname,
       (select a.attname from pg_attribute as a
        join pg_index as i on i.indrelid = c.oid and i.indisprimary and a.attnum = i.indkey[0]
        where a.attrelid = c.oid) as key,
       array_agg(a.attname order by a.attnum) as columns,
       array_agg(case when t.typtype = 'e' then t.typname end order by a.attnum) as enums
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_type as t on t.oid = a.atttypid
where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r' and c.relrowsecurity
  and has_table_privilege('nexus_app', c.oid, 'insert')
group by c.oid
order by c.relname
"""


@pytest.fixture
def server(migrated: str) -> Iterator[psycopg.Connection[Any]]:
    """The application's server, in a transaction, with a row in every table."""
    with psycopg.connect(migrated) as connection:
        connection.execute("select test.nexus_world()")
        connection.execute("set local role nexus_app")
        yield connection
        connection.rollback()


def tables(connection: psycopg.Connection[Any]) -> list[tuple[str, str, list[str], list[str | None]]]:
    """Name, key, columns, and the enum type of each column that has one."""
    return connection.execute(_TABLES.encode()).fetchall()


def qualified(*names: str) -> sql.Identifier:
    """As the client writes it: every part quoted, the schema first."""
    return sql.Identifier("nexus", *names)


def selected(table: str, columns: list[str], enums: list[str | None]) -> sql.Composed:
    """The list of columns that is read; enums as text."""
    return sql.SQL(", ").join(
        sql.SQL("{}::text").format(qualified(table, name)) if enum else qualified(table, name)
        for name, enum in zip(columns, enums, strict=True)
    )


def test_every_table_is_read(server: psycopg.Connection[Any]) -> None:
    found = tables(server)
    assert len(found) == 44
    for table, key, columns, enums in found:
        query = sql.SQL("select {} from {} where ({} is not null and 1=1) order by {} asc limit %b offset %b").format(
            selected(table, columns, enums), qualified(table), qualified(table, key), qualified(table, key)
        )
        row = server.execute(query, (1, 0), prepare=True).fetchone()
        assert row is not None, table
        assert len(row) == len(columns)


def test_every_enum_is_written_with_a_cast(server: psycopg.Connection[Any]) -> None:
    written = 0
    for table, key, columns, enums in tables(server):
        for name, enum in zip(columns, enums, strict=True):
            if enum is None:
                continue
            value = server.execute(
                sql.SQL("select {}, {}::text from {}").format(
                    sql.Identifier(key), sql.Identifier(name), qualified(table)
                )
            ).fetchone()
            assert value is not None
            # An enum name is quoted, so it must be spelled as the client spells it.
            query = sql.SQL("update {} set {} = cast(%s::text as {}) where ({} = %s and 1=1) returning {}").format(
                qualified(table), sql.Identifier(name), qualified(enum), qualified(table, key),
                selected(table, columns, enums),
            )  # fmt: skip
            assert server.execute(query, (value[1], value[0]), prepare=True).fetchone() is not None, (table, name)
            written += 1
    assert written >= 20


def test_what_the_client_creates_is_read_back(server: psycopg.Connection[Any]) -> None:
    """With the columns that it sends, its own id and time of change among them, and with nulls said."""
    query = (
        'insert into "nexus"."users" '
        '("id", "email", "password", "role", "firstName", "lastName", "phone", "createdAt", "updatedAt") '
        'values (%s, %s, %s, cast(%s::text as "nexus"."UserRole"), %s, %s, %s, %s, %s) '
        'returning "nexus"."users"."id", "nexus"."users"."role"::text, "nexus"."users"."updatedAt"'
    )
    time = "2026-01-01 10:00:00+00"
    values = ("cm5qk0000000008l4abcdefgh", "ada@example.org", None, "ELEVE", "Ada", None, None, time, time)
    created = server.execute(query.encode(), values, prepare=True).fetchone()
    assert created is not None
    assert created[:2] == ("cm5qk0000000008l4abcdefgh", "ELEVE")
    message = server.execute(
        b'insert into "nexus"."messages" ("content", "senderId", "receiverId") values (%s, %s, %s) '
        b'returning "nexus"."messages"."id", "nexus"."messages"."readAt"',
        ("hello", "cm5qk0000000008l4abcdefgh", "coach"),
    ).fetchone()
    assert message is not None
    assert message[0]
    assert message[1] is None
    gone = server.execute(b'delete from "nexus"."users" where ("nexus"."users"."id" = %s and 1=1)', (values[0],))
    assert gone.rowcount == 1
