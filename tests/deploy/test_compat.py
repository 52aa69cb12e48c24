"""What the release before cannot do on the schema of now: its tests, its queries, and what the catalogues tell."""

from __future__ import annotations

import json
import os

import pytest

from databases import ask
from pgassay import cli
from pgassay.deploy.breaks import breaks
from pgassay.deploy.compat import compat, report
from pgassay.migrations import catalogues
from pgassay.server import Throwaway
from repository import Repository

FIRST = "toy-0001-a"
TABLE = "create table t (id int primary key, n int not null, name text, unique (n, name));"
INVENTORY = (
    "begin;\nselect plan(1);\nselect tables_are('public', array['t'], 'these tables');\n"
    "select * from finish();\nrollback;\n"
)
INSERT = (
    "begin;\nselect plan(1);\nselect lives_ok($$ insert into t (id, n) values (1, 1) $$, 'a row needs no name');\n"
    "select * from finish();\nrollback;\n"
)


@pytest.fixture
def released(repository: Repository) -> Repository:
    """A release ``v1`` with a table, two tests and two queries."""
    repository.project.migration(FIRST, f"create schema app;\n{TABLE.replace('table t', 'table app.t')}")
    repository.file("pgtap/inventory.sql", INVENTORY.replace("'public'", "'app'"))
    repository.file("pgtap/insert.sql", INSERT.replace("into t", "into app.t"))
    repository.file("queries/all.sql", "select name from app.t where n = $1;\nselect count(*) from app.t;\n")
    repository.commit("main")
    repository.git("tag", "v1")
    return repository


def step(repository: Repository, text: str) -> None:
    repository.project.migration("toy-0002-b", f"-- depends: {FIRST}\n{text}")


def test_what_is_only_new_breaks_nothing(released: Repository, throwaway: Throwaway) -> None:
    step(released, "create table app.u (i int);\nalter table app.t add j int;")
    found = compat(released.project.settings, throwaway, "v1")
    assert found.ok
    assert (found.files, found.prepared, found.inventories, found.breaks) == (2, 2, 1, ())


def test_a_column_that_is_required_now_fails_yesterdays_test(released: Repository, throwaway: Throwaway) -> None:
    step(released, "alter table app.t alter name set not null;")
    found = compat(released.project.settings, throwaway, "v1")
    assert not found.ok
    (failure,) = found.tests
    assert (failure.place, failure.what) == ("insert.sql:3", "a row needs no name")
    assert [(each.label, each.certain) for each in found.breaks] == [("column app.t.name", True)]


def test_a_column_that_is_gone_fails_yesterdays_query(released: Repository, throwaway: Throwaway) -> None:
    step(released, "alter table app.t drop name;")
    found = compat(released.project.settings, throwaway, "v1")
    assert [(each.place, each.why) for each in found.queries] == [
        ("all.sql:1", ('column "name" does not exist (42703)',))
    ]
    assert found.tests == ()


def test_a_test_that_failed_before_is_not_the_migrations_fault(released: Repository, throwaway: Throwaway) -> None:
    released.file("pgtap/red.sql", INVENTORY)
    released.commit("main")
    released.git("tag", "v2")
    step(released, "create table app.u (i int);")
    found = compat(released.project.settings, throwaway, "v2")
    assert (found.ok, found.failed_before, found.tests) == (True, 1, ())


def test_a_test_that_leans_on_what_ran_before_is_not_the_migrations_fault(
    released: Repository, throwaway: Throwaway
) -> None:
    """On each database the first of them passes: there is one more than there are workers, so one fails at least."""
    first = (
        INSERT.replace("into t", "into app.t")
        .replace("plan(1)", "plan(2)")
        .replace(
            "select * from finish",
            "select is((select ctid::text from app.t), '(0,1)', 'it is the first');\nselect * from finish",
        )
    )
    for number in range((os.cpu_count() or 1) + 1):
        released.file(f"pgtap/first_{number}.sql", first)
    released.commit("main")
    released.git("tag", "v2")
    step(released, "create table app.u (i int);")
    found = compat(released.project.settings, throwaway, "v2")
    assert (found.ok, found.tests, found.failed_before) == (True, (), 0)
    assert {each.what for each in found.wavering} == {"it is the first"}
    assert "failed once" in report(found, "v2")


def test_the_command_says_it_and_returns_a_status(
    released: Repository, throwaway: Throwaway, capsys: pytest.CaptureFixture[str]
) -> None:
    step(released, "alter table app.t drop name;")
    words = ["--project", str(released.project.root), "--database-url", throwaway.conninfo, "compat", "v1"]
    assert cli.main(words) == 1
    said = capsys.readouterr().out
    assert "a query that names it fails, and an insert without names of columns" in said
    assert "all.sql:1: select name from app.t where n = $1" in said
    assert "1 certain breaks" in said
    assert cli.main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("alter table t add j int not null default 0", []),
        ("create unique index on t (n)", [("index public.t.t_n_idx", False)]),
        ("alter table t add j int not null", [("column public.t.j", True)]),
        ("alter table t alter n type bigint", [("column public.t.n", False)]),
        ("alter table t add constraint c check (n > 0)", [("constraint public.t.c", False)]),
        ("alter table t rename to u", [("table public.t", True)]),
        ("alter table t drop constraint t_n_name_key", [("constraint public.t.t_n_name_key", False)]),
        ("drop function f()", [("function public.f()", True)]),
        ("create or replace function f() returns int language sql as 'select 2'", [("function public.f()", False)]),
        ("revoke execute on function f() from public", [("function public.f()", False)]),
        ("alter table t alter n drop not null", []),
    ],
)
def test_what_the_catalogues_tell(database: str, change: str, expected: list[tuple[str, bool]]) -> None:
    ask(database, TABLE)
    ask(database, "create function f() returns int language sql as 'select 1'")
    before = catalogues.of_database(database)
    ask(database, change)
    found = breaks(before, catalogues.of_database(database))
    assert [(each.label, each.certain) for each in found] == expected
