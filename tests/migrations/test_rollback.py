"""Rolling back: the last first, exactly what was asked for, and never what something applied still needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from databases import applied, ask, everything, exists
from pgassay.errors import MigrationFailed, Refused
from pgassay.migrations import runner

if TYPE_CHECKING:
    from toy import Project


@pytest.fixture
def ids(project: Project, database: str) -> list[str]:
    """Four applied migrations: two of base, two of shop, which depends on base."""
    chain = ["base-0001-a", "base-0002-b", "shop-0001-c", "shop-0002-d"]
    for before, id in zip([None, *chain], chain, strict=False):
        header = f"-- depends: {before}\n" if before else ""
        table = id[-1]
        project.migration(
            id, f"{header}create table {table} (i int);", f"drop table {table};", context=id.partition("-")[0]
        )
    runner.migrate(project.settings, database)
    return chain


def roll_back(project: Project, database: str, **options: object) -> list[str]:
    return [migration.id for migration in runner.roll_back(project.settings, database, **options)]  # type: ignore[arg-type]


def test_the_last_one_goes_first(project: Project, database: str, ids: list[str]) -> None:
    assert roll_back(project, database, count=1) == [ids[3]]
    assert not exists(database, "d")
    assert applied(database) == ids[:3]
    assert roll_back(project, database, count=2) == [ids[2], ids[1]]
    assert ask(database, "select operation, count(*) from _yoyo_log group by 1 order by 1") == [
        ("apply", 4),
        ("rollback", 3),
    ]


def test_more_than_there_are_is_all_of_them(project: Project, database: str, ids: list[str]) -> None:
    assert roll_back(project, database, count=9) == ids[::-1]
    assert applied(database) == []
    assert roll_back(project, database, count=1) == []


def test_to_keeps_that_one_and_what_is_before_it(project: Project, database: str, ids: list[str]) -> None:
    assert roll_back(project, database, to="base-0002") == [ids[3], ids[2]]
    assert applied(database) == ids[:2]
    assert roll_back(project, database, to="base-0002") == []


def test_to_one_that_is_not_applied_is_refused(project: Project, database: str, ids: list[str]) -> None:
    roll_back(project, database, count=1)
    with pytest.raises(Refused, match="shop-0002-d is not applied") as caught:
        roll_back(project, database, to="shop-0002")
    assert "pgassay status" in str(caught.value)
    assert applied(database) == ids[:3]


def test_without_a_limit_everything_goes_and_can_be_applied_again(
    project: Project, database: str, ids: list[str]
) -> None:
    before = everything(database)["relations"]
    assert roll_back(project, database) == ids[::-1]
    assert [state.migration.id for state in runner.migrate(project.settings, database)] == ids
    assert everything(database)["relations"] == before


def test_a_context_goes_alone_where_nothing_else_needs_it(project: Project, database: str, ids: list[str]) -> None:
    assert roll_back(project, database, contexts=["shop"]) == [ids[3], ids[2]]
    assert roll_back(project, database, contexts=["shop"]) == []


def test_a_context_that_another_one_needs_is_not_rolled_back(project: Project, database: str, ids: list[str]) -> None:
    with pytest.raises(Refused, match="shop-0001-c is applied and depends on base-0002-b") as caught:
        roll_back(project, database, count=1, contexts=["base"])
    assert caught.value.where is not None
    assert (caught.value.where.path.name, caught.value.where.line) == ("shop-0001-c.sql", 1)
    assert "roll shop-0001-c back first" in str(caught.value)
    assert applied(database) == ids


def test_an_unknown_context_is_refused(project: Project, database: str, ids: list[str]) -> None:
    with pytest.raises(Refused, match="there is no context shoppe"):
        roll_back(project, database, contexts=["shoppe"])
    assert applied(database) == ids


def test_a_dry_run_changes_nothing(project: Project, database: str, ids: list[str]) -> None:
    before = everything(database)
    assert roll_back(project, database, count=2, dry_run=True) == [ids[3], ids[2]]
    assert everything(database) == before


def test_on_an_untouched_database_there_is_nothing_to_do(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "select 1;")
    assert roll_back(project, database) == []


def test_a_rollback_that_fails_leaves_everything_as_it_was(project: Project, database: str, ids: list[str]) -> None:
    project.migration("toy-0001-x", "create table x (i int);", "drop table x;\n\ndrop table gone;")
    runner.migrate(project.settings, database)
    before = everything(database)
    with pytest.raises(MigrationFailed) as caught:
        roll_back(project, database, count=2)
    assert 'table "gone" does not exist (42P01)' in caught.value.what
    assert caught.value.where is not None
    assert (caught.value.where.path.name, caught.value.where.line) == ("toy-0001-x.rollback.sql", 3)
    assert everything(database) == before
    assert applied(database) == [*ids, "toy-0001-x"]


def test_an_irreversible_one_says_why_and_stays(project: Project, database: str) -> None:
    project.migration(
        "toy-0001-a", "select 1;", "do $$ begin raise exception 'toy-0001 is irreversible: the data are gone'; end $$;"
    )
    runner.migrate(project.settings, database)
    with pytest.raises(MigrationFailed, match=r"toy-0001 is irreversible: the data are gone \(P0001\)"):
        roll_back(project, database)
    assert applied(database) == ["toy-0001-a"]


def test_a_rollback_that_changed_is_refused(project: Project, database: str, ids: list[str]) -> None:
    project.migration("base-0001-a", "create table a (i int);", "select 1;", context="base")
    with pytest.raises(Refused, match=r"base-0001-a\.rollback\.sql:1: was changed after"):
        roll_back(project, database)
    assert applied(database) == ids


def test_a_concurrent_index_is_rolled_back_concurrently(project: Project, database: str) -> None:
    ask(database, "create table t (i int)")
    project.migration(
        "toy-0001-a",
        "-- transactional: false\ncreate index concurrently t_i_idx on t (i);",
        "drop index concurrently t_i_idx;",
    )
    runner.migrate(project.settings, database)
    assert exists(database, "t_i_idx")
    assert roll_back(project, database) == ["toy-0001-a"]
    assert not exists(database, "t_i_idx")
    states, problems = runner.status(project.settings, database)
    assert ([state.state for state in states], problems) == (["pending"], [])


def test_status_tells_what_is_applied_since_when_and_what_would_be_refused(
    project: Project, database: str, ids: list[str]
) -> None:
    roll_back(project, database, count=1)
    project.migration(
        "shop-0001-c", "-- depends: base-0002-b\ncreate table c (i bigint);", "drop table c;", context="shop"
    )
    before = everything(database)
    states, problems = runner.status(project.settings, database)
    assert [(state.migration.id, state.state) for state in states] == [
        ("base-0001-a", "applied"),
        ("base-0002-b", "applied"),
        ("shop-0001-c", "applied"),
        ("shop-0002-d", "pending"),
    ]
    assert [state.applied_at is None for state in states] == [False, False, False, True]
    assert ["was changed after" in problem.message for problem in problems] == [True]
    assert everything(database) == before


def test_status_of_an_untouched_database_makes_nothing(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "select 1;")
    states, problems = runner.status(project.settings, database)
    assert ([state.state for state in states], problems) == (["pending"], [])
    assert everything(database)["relations"] == []
