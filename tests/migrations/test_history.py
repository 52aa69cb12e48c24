"""Files become one order; what is wrong with it is named with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pgassay.errors import Refused
from pgassay.migrations import history

if TYPE_CHECKING:
    from toy import Project


def ids(project: Project) -> list[str]:
    return [migration.id for migration in history.read(project.settings).migrations]


def problems(project: Project) -> list[str]:
    return [
        str(problem).replace(f"{project.root}/migrations/", "") for problem in history.read(project.settings).problems
    ]


def chain(project: Project, context: str, *slugs: str, first: str = "") -> None:
    """Migrations of one context, each depending on the one before."""
    before = first
    for number, slug in enumerate(slugs, 1):
        id = f"{context}-{number:04d}-{slug}"
        project.migration(id, f"-- depends: {before}\nselect 1;" if before else "select 1;", context=context)
        before = id


def test_contexts_that_others_need_come_first_and_stay_together(project: Project) -> None:
    chain(project, "shop", "a", "b", first="zoo-0002-d")
    chain(project, "zoo", "c", "d")
    chain(project, "app", "e", first="shop-0001-a")
    assert ids(project) == ["zoo-0001-c", "zoo-0002-d", "shop-0001-a", "shop-0002-b", "app-0001-e"]
    assert history.read(project.settings).contexts == ("zoo", "shop", "app")
    assert problems(project) == []


def test_independent_contexts_come_by_name(project: Project) -> None:
    for context in ("c", "a", "b"):
        chain(project, context, "x")
    assert ids(project) == ["a-0001-x", "b-0001-x", "c-0001-x"]


def test_numbers_are_compared_as_numbers(project: Project) -> None:
    project.migration("toy-10-b", "-- depends: toy-9-a\nselect 1;")
    project.migration("toy-9-a", "select 1;")
    assert ids(project) == ["toy-9-a", "toy-10-b"]


def test_a_digit_in_the_contexts_name_is_not_the_number(project: Project) -> None:
    project.migration("v2-0002-b", "-- depends: v2-0001-a\nselect 1;", context="v2")
    project.migration("v2-0001-a", "select 1;", context="v2")
    assert ids(project) == ["v2-0001-a", "v2-0002-b"]


def test_two_contexts_that_need_each_other_are_interleaved(project: Project) -> None:
    project.migration("a-0001-x", "select 1;", context="a")
    project.migration("b-0001-x", "-- depends: a-0001-x\nselect 1;", context="b")
    project.migration("a-0002-y", "-- depends: a-0001-x b-0001-x\nselect 1;", context="a")
    assert ids(project) == ["a-0001-x", "b-0001-x", "a-0002-y"]


def test_files_may_lie_in_the_migrations_folder_itself(project: Project) -> None:
    chain(project, "", "a", "b")
    assert ids(project) == ["-0001-a", "-0002-b"]
    assert history.read(project.settings).contexts == ("",)


def test_files_without_any_depends_are_a_chain_by_their_numbers(project: Project) -> None:
    for id in ("0003.c", "0001.a", "0002.b"):
        project.migration(id, "select 1;")
    assert ids(project) == ["0001.a", "0002.b", "0003.c"]
    assert problems(project) == []


def test_several_depends_lines_and_several_ids_in_one_are_read_as_yoyo_reads_them(project: Project) -> None:
    chain(project, "a", "x", "y")
    path = project.migration(
        "b-0001-x",
        "-- why\n\n  --depends :  a-0001-x   a-0002-y \n-- more\n--   depends: a-0002-y\nselect 1;",
        context="b",
    )
    assert history.read_file(path).depends == ("a-0001-x", "a-0002-y", "a-0002-y")


@pytest.mark.parametrize(
    ("header", "transactional"),
    [
        ("-- transactional: false\n", False),
        ("-- why\n--transactional : FALSE\n", False),
        ("-- transactional: false\r\n", False),
        ("-- transactional: true\n", True),
        ("-- Transactional: false\n", True),
        ("/* why */\n-- transactional: false\n", True),
        ("select 2;\n-- transactional: false\n", True),
        ("", True),
    ],
)
def test_a_migration_is_transactional_exactly_when_yoyo_takes_it_for_that(
    project: Project, header: str, transactional: bool
) -> None:
    from yoyo.migrations import read_sql_migration

    path = project.migration("toy-0001-a", header + "select 1;")
    directives, _, _ = read_sql_migration(str(path))
    assert (directives.get("transactional", "true").lower() == "true") is transactional
    assert history.read_file(path).transactional is transactional


def test_a_broken_chain_is_named_with_the_line_that_mends_it(project: Project) -> None:
    chain(project, "toy", "a", "b")
    project.migration("toy-0003-c", "-- why\n-- depends: toy-0001-a\nselect 1;")
    assert problems(project) == [
        "toy/toy-0003-c.sql:2: the chain is broken: it does not depend on toy-0002-b, the one before it\n"
        "  hint: begin the file with: -- depends: toy-0002-b"
    ]


def test_an_unknown_dependency_is_named_with_the_one_that_was_meant(project: Project) -> None:
    chain(project, "toy", "create-users")
    project.migration("toy-0002-b", "-- depends: toy-0001-create-users\n-- depends: toy-0001-creat-users\nselect 1;")
    assert problems(project) == [
        "toy/toy-0002-b.sql:2: depends on toy-0001-creat-users, which does not exist\n"
        "  hint: did you mean toy-0001-create-users?"
    ]


def test_an_unknown_dependency_that_is_like_none_has_no_hint(project: Project) -> None:
    project.migration("toy-0001-a", "-- depends: shop-0009-x\nselect 1;")
    assert problems(project) == ["toy/toy-0001-a.sql:1: depends on shop-0009-x, which does not exist"]


def test_a_circle_is_named_with_all_who_are_in_it(project: Project) -> None:
    project.migration("a-0001-x", "-- depends: b-0001-x\nselect 1;", context="a")
    project.migration("b-0001-x", "-- depends: a-0001-x\nselect 1;", context="b")
    (problem,) = problems(project)
    assert problem == "a/a-0001-x.sql:1: these depend on each other in a circle: a-0001-x, b-0001-x"


def test_a_migration_that_depends_on_itself_is_a_circle(project: Project) -> None:
    project.migration("toy-0001-x", "-- depends: toy-0001-x\nselect 1;")
    assert "in a circle: toy-0001-x" in problems(project)[0]


def test_a_dependency_on_a_later_one_of_the_same_context_is_refused(project: Project) -> None:
    project.migration("toy-0001-a", "-- depends: toy-0002-b\nselect 1;")
    project.migration("toy-0002-b", "select 1;")
    assert "toy/toy-0001-a.sql:1: depends on toy-0002-b, which comes after it" in problems(project)


def test_equal_numbers_are_refused(project: Project) -> None:
    chain(project, "toy", "a")
    project.migration("toy-0002-b", "-- depends: toy-0001-a\nselect 1;")
    project.migration("toy-0002-c", "-- depends: toy-0001-a\nselect 1;")
    assert problems(project) == ["toy/toy-0002-c.sql:1: has the same number as toy-0002-b"]


def test_equal_names_in_two_folders_are_refused(project: Project) -> None:
    project.migration("x-0001-a", "select 1;", context="a")
    project.migration("x-0001-a", "select 1;", context="b")
    (problem,) = problems(project)
    assert "the same name as" in problem


def test_a_rollback_without_its_migration_is_named(project: Project) -> None:
    path = project.migration("toy-0001-a", "select 1;")
    path.rename(path.with_name("toy-0001-b.sql"))
    assert problems(project) == ["toy/toy-0001-a.rollback.sql:1: there is no toy-0001-a.sql that this rolls back"]


def test_bytes_that_are_not_utf8_are_refused_with_their_line(project: Project) -> None:
    path = project.migration("toy-0001-a", "")
    path.write_bytes(b"select 1;\nselect 'caf\xe9';\n")
    with pytest.raises(Refused, match=r"toy-0001-a\.sql:2: not valid UTF-8"):
        history.read(project.settings)


def test_a_missing_folder_is_refused_with_what_to_do(project: Project) -> None:
    (project.root / "migrations").rmdir()
    with pytest.raises(Refused, match=r"there is no folder .*/migrations") as caught:
        history.read(project.settings)
    assert "[tool.pgassay] migrations" in str(caught.value)


def test_an_empty_folder_is_an_empty_history(project: Project) -> None:
    assert ids(project) == []


def test_the_beginning_of_an_id_is_enough_while_it_is_the_only_one(project: Project) -> None:
    chain(project, "toy", "a", "ab")
    read = history.read(project.settings)
    assert read.find("toy-0002").id == "toy-0002-ab"
    assert read.find("toy-0001-a").id == "toy-0001-a"
    with pytest.raises(Refused, match="toy may be any of: toy-0001-a, toy-0002-ab"):
        read.find("toy")
    with pytest.raises(Refused, match="no migration is called shop-0001") as caught:
        read.find("shop-0001")
    assert "the last one is toy-0002-ab" in str(caught.value)


def test_a_context_brings_what_it_depends_on_and_nothing_else(project: Project) -> None:
    chain(project, "base", "a", "b", "c")
    chain(project, "shop", "x", first="base-0002-b")
    chain(project, "other", "y", first="base-0001-a")
    read = history.read(project.settings)
    assert [m.id for m in read.only(["shop"])] == ["base-0001-a", "base-0002-b", "shop-0001-x"]
    assert [m.id for m in read.only(None)] == [m.id for m in read.migrations]
    with pytest.raises(Refused, match="there is no context shoppe") as caught:
        read.only(["shoppe"])
    assert "there are: base, other, shop" in str(caught.value)


def test_every_problem_is_named_at_once_in_the_order_of_the_files(project: Project) -> None:
    project.migration("toy-0002-b", "-- depends: toy-0009-z\nselect 1;")
    project.migration("toy-0001-a", "-- depends: toy-0008-z\nselect 1;")
    with pytest.raises(Refused) as caught:
        history.refuse(history.read(project.settings).problems)
    lines = str(caught.value).splitlines()
    assert lines[0] == "nothing was run: 3 problems"
    assert [line.partition("migrations/toy/")[2][:16] for line in lines if "migrations/toy/" in line] == [
        "toy-0001-a.sql:1",
        "toy-0002-b.sql:1",
        "toy-0002-b.sql:1",
    ]
