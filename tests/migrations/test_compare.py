"""Snapshot files, what people name as a catalogue, and the two commands."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from pgassay import server
from pgassay.catalogue import read, snapshot
from pgassay.errors import Refused, ServerError
from pgassay.migrations import catalogues, compare
from pgassay.server import Development, Throwaway

if TYPE_CHECKING:
    from toy import Project

NOWHERE = argparse.Namespace(database_url=None, docker=False)


@pytest.fixture
def toy(project: Project, throwaway: Throwaway, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with two migrations, its throwaway databases on the server for tests."""
    monkeypatch.setattr(server, "throwaway", lambda *_, **__: throwaway)
    project.migration("toy-0001-first", "create table t (id integer);", "drop table t;")
    project.migration(
        "toy-0002-second", "-- depends: toy-0001-first\ncreate view v as select id from t;", "drop view v;"
    )
    return project


@pytest.fixture
def live(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database that `live` means."""
    monkeypatch.setattr(server, "development", lambda *_, **__: Development(database, "here"))
    return database


def test_a_snapshot_is_read_back(database: str, tmp_path: Path) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(
            'create table "Tä" (id integer, constraint k check (id > 0)); comment on table "Tä" is \'é\''
        )
        found = read(connection)
    path = tmp_path / "snapshot.json"
    snapshot.write(found, path)
    assert snapshot.load(path) == found
    assert snapshot.load(path).fingerprint == found.fingerprint
    assert snapshot.dumps(found) == path.read_text()
    lines = [line for line in path.read_text().splitlines() if '"Tä"' in line]
    assert len(lines) == 3  # the table, its column, its constraint: one line each


def test_what_is_no_snapshot_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with pytest.raises(Refused, match="no file"):
        snapshot.load(path)
    path.write_text("[]")
    with pytest.raises(Refused, match="not a snapshot"):
        snapshot.load(path)
    path.write_text('{"format": 99}')
    with pytest.raises(Refused, match="form 99"):
        snapshot.load(path)


def test_an_edited_snapshot_is_refused(database: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with psycopg.connect(database) as connection:
        snapshot.write(read(connection), path)
    path.write_text(path.read_text().replace("PUBLIC CONNECT", "PUBLIC CREATE"))
    with pytest.raises(Refused, match="edited or cut"):
        snapshot.load(path)


@pytest.mark.parametrize(
    ("name", "tables", "views"),
    [("nothing", 0, 0), ("toy-0001", 1, 0), ("1", 1, 0), ("0002", 1, 1), ("head", 1, 1)],
)
def test_a_point_of_the_history(toy: Project, name: str, tables: int, views: int) -> None:
    found = catalogues.catalogue(toy.settings, name, NOWHERE)
    assert (len(found.of_kind("table")), len(found.of_kind("view"))) == (tables, views)


def test_a_name_that_means_nothing(toy: Project) -> None:
    with pytest.raises(Refused, match="no migration is called toy-0003; nor is 'toy-0003' a file or a URL"):
        catalogues.catalogue(toy.settings, "toy-0003", NOWHERE)
    toy.migration("more-0001-first", "select 1;", context="more")
    with pytest.raises(Refused, match="1 may be any of"):
        catalogues.catalogue(toy.settings, "1", NOWHERE)


def test_a_database_that_is_not_there(database: str) -> None:
    with pytest.raises(ServerError, match="no_such_database"):
        catalogues.of_database(psycopg.conninfo.make_conninfo(database, dbname="no_such_database"))


def test_the_command_snapshot(toy: Project, live: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.set_defaults(database_url=None, docker=False)
    compare.add_snapshot_arguments(parser)
    path = tmp_path / "s.json"
    assert compare.run_snapshot(toy.settings, parser.parse_args([str(path), "--of", "head"])) == 0
    assert snapshot.load(path).get("view", "public", "v")
    assert "fingerprint" in capsys.readouterr().out
    assert compare.run_snapshot(toy.settings, parser.parse_args(["--schema", "public"])) == 0
    said = capsys.readouterr()
    assert [each["kind"] for each in json.loads(said.out)["objects"]] == ["schema"]
    assert said.err == "server: here\n"


def test_the_command_diff(toy: Project, live: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.set_defaults(database_url=None, docker=False)
    compare.add_diff_arguments(parser)

    def run(*words: str) -> tuple[int, str]:
        status = compare.run_diff(toy.settings, parser.parse_args(words))
        return status, capsys.readouterr().out

    assert run("live", "nothing")[0] == 0
    status, said = run("nothing", "toy-0002")
    assert status == 1
    assert said.splitlines()[2:5] == ["+   column public.t.id", "+   column public.v.id", "+   table public.t"]
    with psycopg.connect(live) as connection:
        connection.execute(
            "create table t (id bigint not null);"
            "create view v as select id from t where id > 0 and id < 99 and id <> 50"
        )
    status, said = run("head", "live")
    assert status == 1
    assert "~   column public.t.id  not_null     (not set) → yes" in said
    assert "type         integer → bigint" in said
    assert "view public.v: definition\n" in said
    assert "    +  WHERE ((id > 0)" in said
    status, said = run("head", "live", "--json")
    assert json.loads(said)["changed"][0]["attributes"]["type"] == {"before": "integer", "after": "bigint"}
