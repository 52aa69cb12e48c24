"""Many rows where few were: keys differ, checks hold, foreign keys point somewhere."""

from __future__ import annotations

import psycopg
import pytest

from databases import value
from pgassay.catalogue import read
from pgassay.planting.bulk import Filled, fill

PARENT = (
    "create table p (id uuid primary key default gen_random_uuid(), "
    "email text not null unique check (email ~ '^[^@]+@[^@]+$'));"
)


def filled(database: str, schema: str, *, count: int = 200, **options: object) -> Filled:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(schema.encode())
        return fill(connection, read(connection), count, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "table",
    [
        "create table t (id int primary key, n int)",
        "create table t (id bigint generated always as identity primary key, n int)",
        "create table t (id serial primary key, code text not null unique check (length(code) between 3 and 80))",
        "create table t (day date, name varchar(20), primary key (day, name))",
        "create table t (id int primary key, p uuid not null unique references p)",
        "create table t (p uuid references p, n int, primary key (p, n))",
        "create table t (a uuid references p, b uuid references p, primary key (a, b), check (a <> b))",
        "create extension btree_gist; create table t (id int primary key, room int, during tstzrange, "
        "exclude using gist (room with =, during with &&))",
        "create table t (id int primary key, place int not null unique deferrable)",
        "create table t (id int primary key, at timestamptz not null, n int generated always as (id * 2) stored)",
    ],
)
def test_a_table_is_filled_whatever_its_keys(database: str, table: str) -> None:
    found = filled(database, f"{PARENT} {table}")
    assert found.short == {}
    assert int(str(value(database, "select count(*) from t"))) >= 190
    assert int(str(value(database, "select count(*) from p"))) >= 190


def test_foreign_keys_point_at_many_parents(database: str) -> None:
    filled(database, f"{PARENT} create table t (id int primary key, p uuid not null references p);")
    assert int(str(value(database, "select count(distinct p.id) from t join p on p.id = t.p"))) > 100


def test_a_table_whose_rule_takes_few_is_named_with_the_reason(database: str) -> None:
    found = filled(database, "create table t (name text primary key check (name in ('a', 'b')));")
    assert 'violates check constraint "t_name_check"' in found.short["public", "t"]


def test_of_the_other_schemas_only_what_is_referred_to_is_filled(database: str) -> None:
    schema = (
        "create schema a; create schema b; create table a.p (id int primary key); "
        "create table a.q (id int primary key); "
        "create table b.t (id int primary key, p int references a.p);"
    )
    found = filled(database, schema, only={"b"})
    assert set(found.rows) == {("a", "p"), ("b", "t")}


def test_indexes_that_hold_no_rule_are_put_aside_and_made_again(database: str) -> None:
    schema = (
        "create table t (id int primary key, day date not null, note text); "
        "create index t_day_idx on t using brin (day) with (pages_per_range = 4); "
        "comment on index t_day_idx is 'by day'; "
        "create index t_note_idx on t (lower(note)) where note is not null; "
        "alter index t_note_idx alter column 1 set statistics 7; "
        "create table parts (at timestamptz not null, n int) partition by range (at); "
        "create table part partition of parts default; create index parts_n_idx on parts (n);"
    )
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(schema.encode())
        connection.execute("create view made as select xmin::text, relname from pg_class where relname ~ '_idx$'")
        made = dict(connection.execute("select relname, xmin from made").fetchall())
        before = read(connection)
        fill(connection, before, 200)
        after = read(connection)
        again = {name for name, xmin in connection.execute("select relname, xmin from made") if made[name] != xmin}
    assert {each.key: each.fingerprint for each in after.objects} == {
        each.key: each.fingerprint for each in before.objects
    }
    assert again == {"t_day_idx"}
