"""What is read, what is left out, and that reading changes nothing."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from pgassay import server
from pgassay.catalogue import Catalogue, diff, read
from pgassay.catalogue.read import _usual_name
from pgassay.catalogue.roles import renamed
from pgassay.migrations import runner
from pgassay.server import Throwaway
from pgassay.settings import Settings

OTHER_SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


def catalogue(conninfo: str, *statements: str) -> Catalogue:
    """The catalogue after some statements."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())
        return read(connection)


def test_what_an_extension_brings_is_left_out(database: str) -> None:
    before = catalogue(database)
    after = catalogue(database, "create extension hstore", "create extension tablefunc", "create extension pg_trgm")
    assert [each.label for each in diff(before, after).added] == [
        "extension hstore",
        "extension pg_trgm",
        "extension tablefunc",
    ]
    assert diff(before, after).changed == ()


def test_the_record_of_migrations_is_left_out(database: str, settings: Settings) -> None:
    before = catalogue(database)
    runner.migrate(settings, database, to="platform-0001")
    added = diff(before, catalogue(database)).added
    assert added
    assert not [each.label for each in added if "yoyo" in each.label or "pgassay" in each.label]


def test_uncommitted_changes_are_seen_and_nothing_is_left_behind(database: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("create table t (id integer)")
        connection.execute("set local search_path = pg_temp")
        assert read(connection).get("table", "public", "t")
        assert connection.execute("show search_path").fetchone() == ("pg_temp",)
        assert connection.execute("show transaction_read_only").fetchone() == ("off",)
        connection.rollback()
        assert not read(connection).get("table", "public", "t")
        assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_a_dropped_column_leaves_no_trace(database: str) -> None:
    before = catalogue(database, "create table t (a integer, b integer, constraint k check (b > 0))")
    after = catalogue(
        database, "drop table t", "create table t (a integer, x integer, b integer, constraint k check (b > 0))",
        "alter table t drop column x",
    )  # fmt: skip
    assert before.fingerprint == after.fingerprint
    assert not diff(before, after)


def test_only_some_schemas(database: str) -> None:
    catalogue(database, "create schema a", "create schema b", "create table a.t ()", "create table b.t ()")
    with psycopg.connect(database) as connection:
        found = read(connection, schemas=["a"])
    assert [each.label for each in found.objects] == ["schema a", "table a.t"]


def test_roles_stand_apart(database: str, throwaway: Throwaway) -> None:
    role = "pgassay_test_reader_" + str(psycopg.conninfo.conninfo_to_dict(database)["dbname"])
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f"create role {role} nologin in role pg_monitor".encode())
        try:
            before = read(connection)
            assert role not in {each.name[0] for each in before.roles}
            connection.execute(f"create table t (); grant select on t to {role}".encode(), prepare=False)
            named = read(connection)
            (found,) = (each for each in named.roles if each.name == (role,))
            assert dict(found.attributes) == {"member_of": ("pg_monitor",)}
            connection.execute(f"alter role {role} login connection limit 3".encode())
            changed = read(connection)
            assert changed.fingerprint == named.fingerprint
            assert not diff(named, changed)
            assert diff(named, changed, roles=True).labels == (f"role {role}",)
            other = renamed(changed, role, "somebody else")
            table = other.get("table", "public", "t")
            assert table
            assert table.attributes["privileges"] == ('"somebody else" SELECT',)
            assert renamed(other, "somebody else", role).fingerprint == changed.fingerprint
        finally:
            connection.execute(f"drop owned by {role}; drop role {role}".encode(), prepare=False)


def test_no_password_is_read(database: str) -> None:
    found = catalogue(
        database,
        "create foreign data wrapper w",
        "create server s foreign data wrapper w options (host 'h', password_file 'secret')",
        "create user mapping for current_user server s options (\"user\" 'u', password 'secret')",
    )
    assert "secret" not in repr(found)
    mapping = found.get("user mapping", "s", "postgres")
    assert mapping
    assert mapping.attributes["options"] == ("user=u",)


def test_a_reader_without_rights_reads_as_much(database: str) -> None:
    role = "pgassay_test_nobody_" + str(psycopg.conninfo.conninfo_to_dict(database)["dbname"])
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create schema hidden; create table hidden.t (id integer default 7)", prepare=False)
        whole = read(connection)
        connection.execute(f"create role {role}".encode())
        try:
            connection.execute(f"set role {role}".encode())
            assert read(connection).fingerprint == whole.fingerprint
        finally:
            connection.execute(f"reset role; drop role {role}".encode(), prepare=False)


def test_the_usual_name_of_a_not_null() -> None:
    assert _usual_name("t", "c") == "t_c_not_null"
    long = _usual_name("a" * 60, "b" * 60)
    assert (len(long), long) == (63, "a" * 27 + "_" + "b" * 26 + "_not_null")


def test_a_long_name_is_the_usual_one(database: str) -> None:
    table, column = "t" * 50, "c" * 40
    found = catalogue(database, f"create table {table} ({column} integer not null)")
    column_found = found.get("column", "public", table, column)
    assert column_found
    assert not column_found.has("not_null_constraint")


@pytest.mark.skipif(not OTHER_SERVERS, reason="no other PostgreSQL is installed")
def test_two_versions_tell_the_same(settings: Settings, throwaway: Throwaway) -> None:
    statements = (
        "create table t (id bigint generated always as identity primary key, a text not null, b integer check (b > 0))",
        "create table p (day date not null, n integer not null) partition by range (day)",
        "create table p1 partition of p for values from ('2026-01-01') to ('2026-02-01')",
        "grant all on t to pg_monitor",
        "create extension pg_trgm",
    )
    found = []
    for where in (throwaway, server.throwaway(settings, programs=OTHER_SERVERS[0].parent)):
        conninfo = where.clone()
        try:
            found.append(catalogue(conninfo, *statements))
        finally:
            where.drop(conninfo)
    assert diff(*found).to_json() == diff(found[0], found[0]).to_json()
