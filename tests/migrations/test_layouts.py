"""Migrations of other repositories are proved where they lie."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from pgassay import server
from pgassay.errors import Refused
from pgassay.migrations import catalogues, layouts, verify
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
