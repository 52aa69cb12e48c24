"""One page on the migrations of a branch: what they change, lock, rewrite, lose and break."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from pgassay import cli
from pgassay.server import Throwaway
from repository import Repository

FIRST = "toy-0001-a"


@dataclass(frozen=True)
class Reviewed:
    """A repository with a release, and how to review what was added since."""

    repository: Repository
    capsys: pytest.CaptureFixture[str]

    def add(self, up: str, down: str = "select 1;", *, header: str = "") -> None:
        self.repository.project.migration("toy-0002-b", f"-- depends: {FIRST}\n{header}{up}", down)

    def page(self, *arguments: str) -> tuple[int, str]:
        words = ["--project", str(self.repository.project.root), "review", "v1", "--rows", "100", *arguments]
        status = cli.main(words)
        return status, self.capsys.readouterr().out


@pytest.fixture
def reviewed(
    repository: Repository, throwaway: Throwaway, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Reviewed:
    monkeypatch.setenv("DATABASE_URL", throwaway.conninfo)
    repository.project.migration(FIRST, "create table t (id int primary key, name text);", "drop table t;")
    repository.commit("main")
    repository.git("tag", "v1")
    return Reviewed(repository, capsys)


def row(page: str) -> list[str]:
    """The cells of the one migration."""
    (line,) = [line for line in page.splitlines() if line.startswith("| `toy-0002-b`")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_harmless_change_is_one_row_and_nothing_speaks_against_it(reviewed: Reviewed) -> None:
    reviewed.add("create table u (i int);", "drop table u;")
    status, page = reviewed.page()
    assert status == 0, page
    assert page.startswith("# Migrations of v1..the files here\n")
    assert "1 new migrations; 2 objects added (1 column, 1 table), 0 removed, 0 changed." in page
    cells = row(page)
    assert cells[1:5] == ["none", "nobody", "", ""]
    assert cells[5].endswith(" ms")
    assert cells[6] == "reversible"
    assert "- added: table public.u" in page
    assert "Nothing is sure to break the release before." in page


def test_what_comes_after_it_in_the_order_is_released_already(reviewed: Reviewed) -> None:
    project = reviewed.repository.project
    project.migration("zoo-0001-a", "create table animals (n int);", "drop table animals;", context="zoo")
    reviewed.repository.commit("main")
    reviewed.repository.git("tag", "-f", "v1")
    reviewed.add("create table u (i int);", "drop table u;")
    status, page = reviewed.page("--no-tests")
    assert status == 0, page
    assert "1 new migrations; 2 objects added (1 column, 1 table), 0 removed, 0 changed." in page


def test_locks_rewrites_losses_and_breaks_are_said(reviewed: Reviewed) -> None:
    reviewed.add(
        "alter table t alter id type bigint;\nalter table t drop name;",
        "alter table t add name text;\nalter table t alter id type int;",
        header="-- loses: public.t.name (nobody reads it)\n",
    )
    status, page = reviewed.page()
    assert status == 1
    cells = row(page)
    assert "access exclusive: " in cells[1].lower()
    assert "public.t" in cells[3], "it is rewritten"
    assert cells[6] == "reversible; loses public.t.name"
    assert "- removed: column public.t.name" in page
    assert "**column public.t.name** is gone: a query that names it fails" in page
    assert "**The release before breaks.**" in page


def test_an_edited_migration_speaks_against_it(reviewed: Reviewed) -> None:
    reviewed.repository.project.migration(FIRST, "create table t (id bigint primary key, name text);")
    status, page = reviewed.page()
    assert status == 1
    assert "- toy-0001-a was edited" in page


def test_a_rollback_that_does_not_restore_speaks_against_it(reviewed: Reviewed) -> None:
    reviewed.add("create table u (i int);", "select 1;")
    status, page = reviewed.page("--no-tests")
    assert status == 1
    assert "**Cannot be undone as they say: toy-0002-b.**" in page
    assert "its rollback does not restore the catalogue" in row(page)[6]


def test_two_commits_are_compared_wherever_the_files_here_are(reviewed: Reviewed) -> None:
    reviewed.repository.branch("change")
    reviewed.add("create table u (i int);", "drop table u;")
    reviewed.repository.commit("change")
    reviewed.repository.git("checkout", "-q", "main")
    words = ["--project", str(reviewed.repository.project.root), "review", "v1..change", "--rows", "10", "--no-tests"]
    assert cli.main(words) == 0
    assert "`toy-0002-b`" in reviewed.capsys.readouterr().out


def test_coverage_is_compared_where_there_are_reports(reviewed: Reviewed, tmp_path: Path) -> None:
    reviewed.add("create table u (i int);", "drop table u;")
    paths = []
    for name, score in (("before", 90.0), ("after", 85.5)):
        paths.append(tmp_path / f"{name}.json")
        paths[-1].write_text(json.dumps({"schemas": {"public": {"score": score}}}))
    _, page = reviewed.page("--no-tests", "--assay", *map(str, paths))
    assert "| public | 90.0 % | 85.5 % |" in page


def test_what_a_live_database_has_otherwise_speaks_against_it(reviewed: Reviewed, database: str) -> None:
    project = str(reviewed.repository.project.root)
    assert cli.main(["--project", project, "--database-url", database, "migrate"]) == 0
    reviewed.add("create table u (i int);", "drop table u;")
    live = ("--no-tests", "--database-url", database)
    status, page = reviewed.page(*live)
    assert status == 0, page
    assert "The database equals its migrations." in page
    with psycopg.connect(database) as connection:
        connection.execute("alter table t add column by_hand int")
    status, page = reviewed.page(*live)
    assert status == 1
    assert "by_hand" in page.partition("## Drift")[2]


def test_a_range_without_a_beginning_is_refused(reviewed: Reviewed) -> None:
    words = ["--project", str(reviewed.repository.project.root), "review", "..main"]
    assert cli.main(words) == 2
    assert "write BASE..HEAD" in reviewed.capsys.readouterr().err
