"""Migrations of other repositories are proved where they lie."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from pgassay import server
from pgassay.errors import Refused
from pgassay.migrations import catalogues, layouts, verify
from pgassay.migrations.lint import linter
from pgassay.migrations.locks.measure import measure
from pgassay.server import Throwaway

if TYPE_CHECKING:
    from toy import Project

LAYOUTS = {
    "pairs": {
        "9_first.up.sql": "create table t (id integer);",
        "9_first.down.sql": "drop table t;",
        "10_second.up.sql": "alter table t add column n integer;",
        "10_second.down.sql": "select 1;",
    },
    "folders": {
        "2024-01-01-000000_first/up.sql": "create table t (id integer);",
        "2024-01-01-000000_first/down.sql": "drop table t;",
        "2024-01-02-000000_second/up.sql": "alter table t add column n integer;",
        "2024-01-02-000000_second/down.sql": "select 1;",
    },
    "forward only": {
        "20240101_first.sql": "create table t (id integer);",
        "20240102_second.sql": "alter table t add column n integer;",
    },
}
TIMEOUTS = {  # where other tools set none, and a table that is there already is locked
    "pairs": {"9_first.down", "10_second.up"},
    "folders": {"down", "up"},
    "forward only": {"20240102_second"},
}
OUTCOMES = {
    "pairs": ["reversible", "failed"],
    "folders": ["reversible", "failed"],
    "forward only": ["irreversible", "irreversible"],
}


def write(project: Project, layout: str) -> None:
    """Write the files of a layout."""
    for name, text in LAYOUTS[layout].items():
        path = project.settings.migrations / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_in_order_and_proved(project: Project, throwaway: Throwaway, layout: str) -> None:
    write(project, layout)
    assert [each.id.rpartition("_")[2] for each in layouts.read(project.settings).migrations] == ["first", "second"]
    verdict = verify.verify(project.settings, throwaway, jobs=1)
    assert [proof.outcome for proof in verdict.proofs] == OUTCOMES[layout]
    assert verdict.planted == {("public", "t"): None}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_linted_and_traced(project: Project, throwaway: Throwaway, layout: str) -> None:
    write(project, layout)
    report = linter.lint(project.settings, throwaway)
    assert (report.looked_at, report.stopped) == (2, "")
    assert {each.place.path.stem for each in report.errors if each.rule.id == "lock-timeout"} == TIMEOUTS[layout]
    migrations = layouts.read(project.settings).migrations
    ids = {each.id for each in migrations}
    first, second = measure(project.settings, throwaway, migrations, wanted=ids, sizes=())
    assert [len(each.statements) for each in (first, second)] == [1, 1]
    assert second.statements[0].trace.locks == {"public.t": "AccessExclusiveLock"}
    assert (first.differences, second.differences) == ([], [])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_point_of_the_history(
    project: Project, throwaway: Throwaway, monkeypatch: pytest.MonkeyPatch, layout: str
) -> None:
    monkeypatch.setattr(server, "throwaway", lambda *_, **__: throwaway)
    write(project, layout)
    first, second = layouts.read(project.settings).migrations
    nowhere = argparse.Namespace(database_url=None, docker=False)
    assert len(catalogues.catalogue(project.settings, first.id, nowhere).of_kind("column")) == 1
    assert len(catalogues.catalogue(project.settings, second.id, nowhere).of_kind("column")) == 2


def test_ours_are_ours(project: Project) -> None:
    project.migration("toy-0001-first", "create table t ();", None)
    project.migration("toy-0002-second", "-- depends: toy-0001-first\ncreate table u ();", None)
    with pytest.raises(Refused, match="the rollback is missing"):
        layouts.read(project.settings)
