"""Clients at work while migrations run: who waits for what, which errors come, and where they come from."""

from __future__ import annotations

import gc
import json

import psycopg
import pytest

from pgassay import cli
from pgassay.catalogue import read
from pgassay.deploy import workload
from pgassay.deploy.rehearse import Rehearsal, Stage
from pgassay.migrations import history
from pgassay.planting.bulk import fill
from pgassay.server import Throwaway
from toy import Project

TABLE = "create table t (id bigint generated always as identity primary key, name text, n int not null unique);"


@pytest.fixture
def rehearsed(project: Project) -> Project:
    """A project with one table."""
    project.migration("toy-0001-a", TABLE, "drop table t;")
    return project


def rehearse(project: Project, throwaway: Throwaway, text: str) -> Rehearsal:
    project.migration("toy-0002-b", f"-- depends: toy-0001-a\n{text}")
    found = history.read(project.settings)
    stage = Stage(project.settings, throwaway, found, rows=300, clients=3, seconds=0.2)
    (only,) = stage.play([found.find("toy-0002")])
    assert stage.short == {}
    return only


def test_who_waits_is_seen_and_for_what(rehearsed: Project, throwaway: Throwaway) -> None:
    found = rehearse(rehearsed, throwaway, "lock table t;\nselect pg_sleep(0.6);")
    assert found.wait.relation == "t"
    assert found.wait.mode in ("AccessShareLock", "RowExclusiveLock")
    assert found.hurts(250)
    assert min(found.rates[0], found.rates[2]) > 0
    assert found.errors == {}


def test_what_a_changing_schema_must_cause_is_told_from_what_hurts(rehearsed: Project, throwaway: Throwaway) -> None:
    found = rehearse(rehearsed, throwaway, "alter table t drop name;")
    assert set(found.errors) == {"changing schema"}
    assert any('column "name"' in text for text in found.errors["changing schema"])
    assert not found.hurts(float("inf"))


def test_a_rule_that_refuses_what_was_written_before_is_told(rehearsed: Project, throwaway: Throwaway) -> None:
    found = rehearse(rehearsed, throwaway, "alter table t add constraint small check (n < 0) not valid;")
    assert set(found.errors) == {"stricter rule"}


def test_rows_that_break_a_rule_are_made_anew_under_it(rehearsed: Project, throwaway: Throwaway) -> None:
    """The mix knows no rule that is to come; who waits is to be seen all the same."""
    found = rehearse(rehearsed, throwaway, "create unique index on t (name);\ncreate unique index on t (lower(name));")
    assert found.failed == ""
    assert found.rates[0] > 0


def test_a_migration_that_fails_ends_the_rehearsal(rehearsed: Project, throwaway: Throwaway) -> None:
    found = rehearse(rehearsed, throwaway, "select 1 / 0;")
    assert "division by zero" in found.failed
    assert found.hurts(float("inf"))


@pytest.mark.parametrize(
    ("sqlstate", "expected"),
    [
        ("42703", "changing schema"),
        ("0A000", "changing schema"),
        ("23514", "stricter rule"),
        ("SH003", "stricter rule"),
        ("P0001", "stricter rule"),
        ("40P01", "gave way"),
        ("55P03", "gave way"),
        ("57P01", "other"),
        ("XX000", "other"),
    ],
)
def test_errors_are_told_apart_by_their_code(sqlstate: str, expected: str) -> None:
    assert workload.sort_of(sqlstate) == expected


def test_the_mix_reads_by_key_and_index_and_writes(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(TABLE)
        connection.execute("create index on t (name)")
        catalogue = read(connection)
        fill(connection, catalogue, 20)
    with psycopg.connect(database) as connection:
        found = [(each.sort, each.text.as_string(connection)) for each in workload.mix(connection, catalogue)]
    assert [sort for sort, _ in found].count("read") == 4  # by key: the row, two unique indexes, and one that is not
    assert {sort for sort, _ in found} == {"read", "update", "insert", "delete"}


def test_what_takes_long_by_itself_is_not_in_the_mix(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(TABLE)
        fill(connection, read(connection), 20)
        connection.execute(
            "create function doze() returns trigger language plpgsql as 'begin perform pg_sleep(30); end'"
        )
        connection.execute("create trigger doze before update on t execute function doze()")
        found = {each.sort for each in workload.mix(connection, read(connection))}
    assert found == {"read", "insert", "delete"}


def test_no_garbage_is_collected_while_clients_work(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(TABLE)
        fill(connection, read(connection), 20)
    with psycopg.connect(database) as connection:
        queries = workload.mix(connection, read(connection))
    assert gc.isenabled()
    with workload.Clients(database, 1, queries) as clients:
        clients.pause(0)
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_command_gives_figures_and_a_status(
    rehearsed: Project, throwaway: Throwaway, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", throwaway.conninfo)
    rehearsed.migration("toy-0002-b", "-- depends: toy-0001-a\nlock table t;\nselect pg_sleep(0.6);")
    words = ["--project", str(rehearsed.root), "rehearse", "--only", "toy-0002", "--rows", "100", "--clients", "2"]
    assert cli.main([*words, "--seconds", "0.1"]) == 1
    assert "longer than 250 ms: toy-0002-b" in capsys.readouterr().out
    assert cli.main([*words, "--seconds", "0.1", "--longest-wait", "1h", "--json"]) == 0
    (only,) = json.loads(capsys.readouterr().out)
    assert only["id"] == "toy-0002-b"


def test_what_is_recorded_is_not_rehearsed_again(
    rehearsed: Project, throwaway: Throwaway, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", throwaway.conninfo)
    rehearsed.migration("toy-0002-b", "-- depends: toy-0001-a\nalter table t add column m int;")
    words = ["--project", str(rehearsed.root), "rehearse", "--context", "toy", "--rows", "50", "--clients", "2"]
    words += ["--seconds", "0.05", "--longest-wait", "1h", "--record", str(rehearsed.root / "docs")]
    assert cli.main(words) == 0
    assert "2 migrations" in capsys.readouterr().out
    page = (rehearsed.root / "docs" / "rehearsals.md").read_text()
    assert "| toy-0002-b | 50 | 2 | " in page
    assert cli.main(words) == 0
    assert "nothing to rehearse" in capsys.readouterr().out
    rehearsed.migration("toy-0002-b", "-- depends: toy-0001-a\nalter table t add column m bigint;")
    assert cli.main(words) == 0
    assert "1 migrations" in capsys.readouterr().out
