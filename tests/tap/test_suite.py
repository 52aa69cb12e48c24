"""Many files at once: workers, a bail out, Ctrl-C, what is remembered, the template they are cloned from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from broken_files import SqlFile
from pgassay import tap
from pgassay.errors import PgassayError, Refused
from pgassay.server import Throwaway
from pgassay.tap import report, state, stream, suite, template
from pgassay.tap.report import failures
from pgassay.tap.result import FileResult
from pgassay.tap.suite import SuiteResult

if TYPE_CHECKING:
    from toy import Project

PASSES = "begin; select plan(1); select ok(true, 'one'); select * from finish(); rollback;"
FAILS = "begin; select plan(1); select ok(false, 'one'); select * from finish(); rollback;"
WAIT_FOR_THE_OTHER = """
do $$ begin
    while not exists (select from pg_stat_activity where state = 'active' and query like '%pg_sleep(36' || '00)%')
    loop perform pg_stat_clear_snapshot(); end loop;
end $$;
"""


@pytest.fixture
def run(throwaway: Throwaway, template: str, sql_file: SqlFile) -> Run:
    """Runs files, given by name and text."""
    return Run(throwaway, template, sql_file)


class Run:
    def __init__(self, server: Throwaway, template: str, write: SqlFile) -> None:
        self.server, self.template, self.write = server, template, write

    def __call__(self, files: dict[str, str], *, jobs: int = 2, **more: object) -> SuiteResult:
        written = [self.write(text, f"{name}.sql") for name, text in files.items()]
        return suite.run(
            written,
            server=self.server,
            template=self.template,
            jobs=jobs,
            seconds=60,
            **more,  # type: ignore[arg-type]
        )


def clones(server: Throwaway) -> set[str]:
    """The databases of this process."""
    with psycopg.connect(server.conninfo) as connection:
        rows = connection.execute("select datname from pg_database where datname like %s", (f"%\\_{os.getpid()}\\_%",))
        return {str(name) for (name,) in rows}


@pytest.fixture(autouse=True)
def nothing_is_left_on_the_server(throwaway: Throwaway) -> Iterator[None]:
    before = clones(throwaway)
    yield
    assert clones(throwaway) <= before


def test_results_are_sorted_by_name(run: Run) -> None:
    result = run({"c": PASSES, "a": FAILS, "b": PASSES})
    assert [(file.file.name, file.ok) for file in result.files] == [
        ("a.sql", False),
        ("b.sql", True),
        ("c.sql", True),
    ]
    assert not result.ok
    assert [file.file.name for file in result.failed] == ["a.sql"]
    assert (result.jobs, len(result.not_run)) == (2, 0)


def test_there_are_no_more_workers_than_files(run: Run) -> None:
    assert run({"a": PASSES}, jobs=8).jobs == 1


def test_results_are_handed_out_as_they_come(run: Run) -> None:
    names: list[str] = []
    run({"b": PASSES, "a": PASSES}, jobs=1, on_result=lambda result: names.append(result.file.name))
    assert names == ["b.sql", "a.sql"]


def test_a_bail_out_stops_the_others(run: Run) -> None:
    result = run({"a": "select '1..1'; select 'Bail out! no disk';", "b": PASSES}, jobs=1)
    assert [(file.ok, file.ran) for file in result.files] == [(False, True), (True, False)]
    assert not result.ok


def test_interrupted_it_cancels_what_runs_and_keeps_what_ran(run: Run) -> None:
    def press_ctrl_c(result: FileResult) -> None:
        if result.file.name == "quick.sql":
            raise KeyboardInterrupt

    quick = PASSES.replace("begin;", f"begin; {WAIT_FOR_THE_OTHER}")
    result = run({"endless": "select pg_sleep(3600)", "quick": quick, "then": PASSES}, on_result=press_ctrl_c)
    assert result.interrupted
    assert not result.ok
    endless, quick_result, then = result.files
    assert (endless.ran, quick_result.ran) == (False, True)
    assert list(failures(endless)) == []
    assert then.ok


def test_a_clone_is_renewed_after_so_many_files(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pgassay.tap.worker._FILES_A_CLONE", 2)
    database = "select plan(1); select pass(current_database()); select * from finish();"
    result = run(dict.fromkeys("abcd", database), jobs=1)
    used = [check.description for file in result.files for check in file.checks]
    assert max(used.count(name) for name in used) == 2


def test_a_template_that_is_missing_ends_the_run(run: Run) -> None:
    run.template = "pgassay_template_of_nothing"
    with pytest.raises(PgassayError, match="does not exist"):
        run({"a": PASSES})


# The whole way, from a project's files.


@pytest.fixture
def shop(project: Project) -> Project:
    """A project with a table, a helper, and three tests; the first time it fails."""
    project.migration(
        "toy-0001-carts",
        "create table public.carts (id int primary key);",
        "drop table public.carts;",
    )
    for name, text in {
        "helpers/01_schema.sql": "create schema test;",
        "helpers/02_carts.sql": "create function test.cart() returns int language sql as $$\n"
        "    insert into public.carts values (7) returning id; $$;",
        "cart.sql": "begin; select plan(2); select is(cart(), 7, 'made'); set local role pg_monitor;\n"
        "select lives_ok('select cart()', 'others may see helpers'); select * from finish(); rollback;",
        "empty_at_first.sql": "begin; select plan(1);\nselect is_empty('select * from carts', 'nothing is there');\n"
        "select * from finish(); rollback;",
        "wrong.sql": FAILS,
    }.items():
        path = project.settings.pgtap / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return project


def test_a_project_is_tested_on_what_its_migrations_make(shop: Project, throwaway: Throwaway) -> None:
    result = tap.run_suite(shop.settings, throwaway, tap.select(shop.settings), jobs=2, seed=5)
    assert {file.file.name: [str(failure.what) for failure in failures(file)] for file in result.files} == {
        "cart.sql": ["others may see helpers"],
        "empty_at_first.sql": [],
        "wrong.sql": ["one"],
    }
    assert result.seed == 5
    cart = result.files[0].checks[1]
    assert "permission denied for table carts" in " ".join(cart.diagnostics)  # the helper was found, and called

    remembered = state.read(shop.settings)
    assert {name for name, entry in remembered.items() if entry.failed} == {"cart.sql", "wrong.sql"}
    files = tap.select(shop.settings)
    assert suite.order(files, remembered, failed_first=True)[-1].name == "empty_at_first.sql"


def test_what_passed_is_left_out_until_something_changes(shop: Project, throwaway: Throwaway) -> None:
    def ran() -> tuple[list[str], int]:
        result = tap.run_suite(shop.settings, throwaway, tap.select(shop.settings), changed=True)
        return [file.file.name for file in result.files], result.unchanged

    everything = ["cart.sql", "empty_at_first.sql", "wrong.sql"]
    failing = ["cart.sql", "wrong.sql"]
    assert ran() == (everything, 0)
    assert ran() == (failing, 1)
    text = shop.settings.pgtap / "empty_at_first.sql"
    text.write_text(text.read_text() + "\n")
    assert ran() == (everything, 0)
    assert ran() == (failing, 1)
    (shop.settings.helpers / "03_more.sql").write_text("create function test.more() returns int return 1;")
    assert ran() == (everything, 0)
    assert ran() == (failing, 1)
    shop.migration("toy-0002-add-notes", "create table public.notes (id int);", "drop table public.notes;")
    assert ran() == (everything, 0)
    assert tap.run_suite(shop.settings, throwaway, tap.select(shop.settings)).unchanged == 0


def test_nothing_runs_when_nothing_changed(shop: Project, throwaway: Throwaway) -> None:
    files = tap.select(shop.settings, ["empty_at_first"])
    for _ in range(2):
        result = tap.run_suite(shop.settings, throwaway, files, changed=True)
    assert (result.files, result.unchanged, result.ok) == ((), 1, True)
    assert "1 file, and nothing changed since they passed today" in report.render(result)
    assert stream.render(result).splitlines()[-1] == "1..0 # SKIP nothing ran"


def test_a_helper_that_cannot_be_loaded_is_refused_with_its_line(shop: Project, database: str) -> None:
    helper = shop.settings.helpers / "03_wrong.sql"
    helper.write_text("select 1;\nselect nothing\nfrom nowhere;\n")
    with pytest.raises(Refused, match='42P01: relation "nowhere" does not exist') as refused:
        template.build(shop.settings, database)
    assert str(refused.value.where) == f"{helper}:3"


@pytest.mark.parametrize(
    "name",
    [
        "migrations/toy/toy-0001-carts.sql",
        "migrations/toy/toy-0001-carts.rollback.sql",
        "pgtap/helpers/01_schema.sql",
    ],
)
def test_a_template_is_known_by_what_it_is_made_from(shop: Project, throwaway: Throwaway, name: str) -> None:
    before = template.key(shop.settings, throwaway.conninfo)
    assert template.key(shop.settings, throwaway.conninfo) == before
    (shop.settings.pgtap / "cart.sql").write_text("select 'a test is no part of it'")
    assert template.key(shop.settings, throwaway.conninfo) == before
    path: Path = shop.root / name
    path.write_text(path.read_text() + "-- changed")
    changed = template.key(shop.settings, throwaway.conninfo)
    assert changed != before
    path.rename(path.with_stem(f"{path.stem}-renamed"))
    assert template.key(shop.settings, throwaway.conninfo) not in (before, changed)


def test_a_project_without_helpers_has_a_template(shop: Project, throwaway: Throwaway) -> None:
    bare = replace(shop.settings, helpers=shop.root / "nowhere")
    assert template.key(bare, throwaway.conninfo) != template.key(shop.settings, throwaway.conninfo)
