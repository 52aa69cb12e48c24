"""Two branches' migrations in either order: the same catalogue, the same rows, or the reason why not."""

from __future__ import annotations

import pytest

from pgassay import cli
from pgassay.deploy.commute import Answer, commute
from pgassay.errors import Refused
from pgassay.server import Throwaway
from repository import Repository

FIRST = "toy-0001-a"


def branches(repository: Repository, one: str, other: str, *, number: int = 3) -> None:
    """Two branches of a main that has one table; each adds a migration."""
    project = repository.project
    project.migration(FIRST, "create table t (n int not null check (n < 100000));", "drop table t;")
    repository.commit("main")
    for name, text, id in (("one", one, "toy-0002-one"), ("other", other, f"toy-000{number}-other")):
        repository.branch(name)
        project.migration(id, f"-- depends: {FIRST}\n{text}")
        repository.commit(name)


def answer(repository: Repository, throwaway: Throwaway) -> Answer:
    return commute(repository.project.settings, throwaway, "one", "other")


def test_changes_of_different_things_commute(repository: Repository, throwaway: Throwaway) -> None:
    branches(repository, "create index t_n_idx on t (n);", "create table other (t_n int);", number=2)
    found = answer(repository, throwaway)
    assert (found.first, found.second, found.problems) == (("toy-0002-one",), ("toy-0002-other",), ())
    assert found.notes == ("the merge has to mend: toy-0002-other.sql: has the same number as toy-0002-one",)


def test_what_overwrites_the_other_does_not(repository: Repository, throwaway: Throwaway) -> None:
    function = "create or replace function f() returns int language sql as 'select {}';"
    branches(repository, function.format(1), function.format(2))
    found = answer(repository, throwaway)
    assert found.problems == ("the catalogues differ",)
    assert found.difference.labels == ("function public.f()",)


def test_what_needs_the_other_does_not(repository: Repository, throwaway: Throwaway) -> None:
    branches(
        repository,
        "alter table t rename n to m;",
        "do $$ begin if exists (select from pg_attribute where "
        "attrelid = 't'::regclass and attname = 'm') then raise exception 'too late'; end if; end $$;",
    )
    (problem,) = answer(repository, throwaway).problems
    assert problem.startswith("A then B fails: ")
    assert "too late" in problem


def test_changes_of_the_same_rows_do_not(repository: Repository, throwaway: Throwaway) -> None:
    branches(repository, "update t set n = n + 1;", "update t set n = n * 7;")
    (problem,) = answer(repository, throwaway).problems
    assert problem.startswith("the rows differ: public.t.n: ")


def test_what_differs_from_run_to_run_is_no_difference_of_order(repository: Repository, throwaway: Throwaway) -> None:
    branches(
        repository,
        "alter table t add at timestamptz not null default clock_timestamp();",
        "alter table t add id uuid not null default gen_random_uuid();",
    )
    found = answer(repository, throwaway)
    assert found.problems == ()
    assert "only the order of columns differs: column public.t.at, column public.t.id" in found.notes


def test_one_name_with_two_texts_does_not(repository: Repository, throwaway: Throwaway) -> None:
    branches(repository, "create table x ();", "create table y ();")
    repository.git("checkout", "-q", "other")
    repository.project.migration("toy-0002-one", f"-- depends: {FIRST}\ncreate table z ();")
    repository.project.migration("toy-0003-other", "-- depends: toy-0002-one\ncreate table y ();")
    repository.commit("other")
    assert answer(repository, throwaway).problems == ("both add toy-0002-one, with other texts",)


def test_the_command_says_it_and_returns_a_status(
    repository: Repository, throwaway: Throwaway, capsys: pytest.CaptureFixture[str]
) -> None:
    branches(repository, "create index t_n_idx on t (n);", "alter table t rename to u;")
    named = ["--project", str(repository.project.root), "--database-url", throwaway.conninfo]
    status = cli.main([*named, "commute", "one", "other"])
    said = capsys.readouterr().out
    assert status == 1
    assert "B then A fails: " in said
    assert 'relation "t" does not exist' in said
    assert "they do not commute" in said


def test_an_unknown_branch_is_refused(repository: Repository, throwaway: Throwaway) -> None:
    branches(repository, "create table x ();", "create table y ();")
    with pytest.raises(Refused, match="nowhere names no commit"):
        commute(repository.project.settings, throwaway, "one", "nowhere")
