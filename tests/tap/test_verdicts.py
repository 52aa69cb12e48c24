"""Files that are wrong in one way each: the verdict, the line, and that nothing is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from broken_files import NAMES, Case, SqlFile
from pgassay.server import Throwaway
from pgassay.tap.report import failures
from pgassay.tap.result import Status
from pgassay.tap.worker import Bench

CLEAN_SESSION = """
select plan(9);
select is(session_user, current_user, 'nobody else is acting');
select is(current_setting('search_path'), 'pgtap,test,public', 'the search path is that of the beginning');
select is(setting, reset_val, 'so is every other setting')
from pg_settings where name = 'work_mem';
select is(coalesce(current_setting('app.current_user_id', true), ''), '', 'no actor is named');
select is_empty('select * from pg_prepared_statements where not from_sql or name <> '''' ', 'nothing is prepared');
select is_empty('select * from pg_cursors where is_holdable', 'no cursor is open');
select is_empty('select * from pg_locks where locktype = ''advisory''
    and database = (select oid from pg_database where datname = current_database())', 'nothing is locked');
select hasnt_table('left_behind', 'there is no temporary table');
select is_empty('select * from public.witnesses', 'nobody committed');
select * from finish();
"""

PG_PROVE = shutil.which("pg_prove")


@pytest.mark.parametrize("name", NAMES)
def test_verdict_and_line(name: str, cases: dict[str, Case], bench: Bench, sql_file: SqlFile) -> None:
    case = cases[name]
    result = bench.run(case.file)
    found = [(failure.place.line, failure.what) for failure in failures(result)]
    assert found == ([(case.line, case.what)] if case.line else [])
    assert result.ok == (case.line is None)

    after = bench.run(sql_file(CLEAN_SESSION, "clean_session.sql"))
    assert [str(failure) for failure in failures(after)] == []


@pytest.fixture
def pg_prove_environment(throwaway: Throwaway, template: str) -> Iterator[dict[str, str]]:
    conninfo = throwaway.clone(template)
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    parts = conninfo_to_dict(conninfo)
    variables = {variable: str(parts[key]) for key, variable in names.items() if key in parts}
    yield os.environ | variables | {"PGOPTIONS": "-c search_path=pgtap,test,public"}
    throwaway.drop(conninfo)


@pytest.mark.skipif(PG_PROVE is None, reason="pg_prove is not installed (libtap-parser-sourcehandler-pgtap-perl)")
@pytest.mark.parametrize("name", NAMES)
def test_pg_prove_has_the_same_verdict(name: str, cases: dict[str, Case], pg_prove_environment: dict[str, str]) -> None:
    case = cases[name]
    if case.pg_prove == "hangs":
        pytest.skip("pg_prove has no timeout")
    path = pg_prove_environment["PATH"].split(os.pathsep)
    environment = pg_prove_environment | {"PATH": os.pathsep.join(["/usr/bin", *path])}
    assert PG_PROVE
    process = subprocess.run(
        [PG_PROVE, case.file.path],
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    ours = "fails" if case.line else "passes"
    expected = ours if case.pg_prove == "agrees" else case.pg_prove
    assert ("passes" if process.returncode == 0 else "fails") == expected, process.stdout + process.stderr
    if case.pg_prove != "agrees":
        assert expected != ours, "they agree after all"
        assert case.reason, "why do they disagree?"


def test_every_kind_of_check_is_told_apart(bench: Bench, sql_file: SqlFile) -> None:
    file = sql_file("""begin;
select plan(5);
select ok(true, 'passes');
select ok(false, 'fails');
select skip('why not');
select * from todo_start('some day');
select ok(false, 'not yet');
select ok(true, 'already');
select * from todo_end();
select * from finish();
rollback;
""")
    result = bench.run(file)
    assert [(check.status, check.description, check.reason, check.line) for check in result.checks] == [
        (Status.PASSED, "passes", "", 3),
        (Status.FAILED, "fails", "", 4),
        (Status.SKIPPED, "", "why not", 5),
        (Status.TODO, "not yet", "some day", 7),
        (Status.UNEXPECTED, "already", "some day", 8),
    ]
    assert result.checks[1].diagnostics == ('Failed test 2: "fails"',)


def test_columns_are_joined_as_psql_does(bench: Bench, sql_file: SqlFile) -> None:
    (check,) = bench.run(sql_file("select '1..1'; select 'ok 1 - a', null, 'b';")).checks
    assert check.description == "a||b"


def test_a_whole_file_can_be_skipped(cases: dict[str, Case], bench: Bench) -> None:
    assert bench.run(cases["skips_everything"].file).skipped == "not on this version"


def test_an_error_comes_with_all_that_the_server_says(bench: Bench, sql_file: SqlFile) -> None:
    file = sql_file("""begin;
select plan(2);
select ok(true, 'one');
do $$ begin raise exception 'no %', 'luck' using detail = 'a detail', hint = 'a hint', errcode = 'XX123'; end; $$;
""")
    (failure,) = failures(bench.run(file))
    assert failure.what == "ERROR XX123: no luck"
    assert failure.details == (
        "DETAIL:  a detail",
        "HINT:  a hint",
        "CONTEXT:  PL/pgSQL function inline_code_block line 1 at RAISE",
        "1 of 2 planned assertions ran",
    )


def test_a_failed_assertion_comes_with_its_diagnostics(bench: Bench, sql_file: SqlFile) -> None:
    file = sql_file("select plan(1); select is(1, 2, 'equal'); select diag('by the way'); select * from finish();")
    (failure,) = failures(bench.run(file))
    assert [line.strip() for line in failure.details] == [
        'Failed test 1: "equal"',
        "have: 1",
        "want: 2",
        "by the way",
    ]


def test_why_a_subtest_died_is_told(cases: dict[str, Case], bench: Bench) -> None:
    (failure,) = failures(bench.run(cases["subtest_dies"].file))
    assert "Test died: 22012: division by zero" in failure.details


def test_notices_are_kept(bench: Bench, sql_file: SqlFile) -> None:
    file = sql_file("do $$ begin raise warning 'careful' using hint = 'look'; end; $$; select '1..0';")
    (notice,) = bench.run(file).notices
    assert notice.startswith("WARNING:  careful\nHINT:  look\n")


def test_a_file_that_vanished_is_a_failure(bench: Bench, sql_file: SqlFile) -> None:
    file = sql_file("")
    file.path.unlink()
    (failure,) = failures(bench.run(file))
    assert failure.what == "cannot be read: No such file or directory"


def test_what_is_committed_is_gone_with_its_clone(cases: dict[str, Case], throwaway: Throwaway, template: str) -> None:
    bench = Bench(throwaway, template, seconds=5)
    try:
        first = bench.conninfo
        bench.run(cases["commits"].file)
        assert bench.conninfo != first
        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            psycopg.connect(first)
    finally:
        bench.close()
