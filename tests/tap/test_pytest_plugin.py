"""pgTAP files in another project's pytest run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from pgassay.server import Throwaway

pytest_plugins = ["pytester"]

FILES = {
    "pyproject.toml": '[tool.pgassay]\n[tool.pytest.ini_options]\nxfail_strict = true\nfilterwarnings = ["error"]\n'
    'addopts = "--strict-markers"\n',
    "migrations/toy/toy-0001-carts.sql": "create table public.carts (id int);",
    "migrations/toy/toy-0001-carts.rollback.sql": "drop table public.carts;",
    "pgtap/helpers/01_schema.sql": "create schema test;",
    "pgtap/shop/cart.sql": """begin;
select plan(6);
select has_table('carts'::name, 'carts exist');
select is(1, 2, 'one is two');
select skip('no replica');
select * from todo('later', 2);
select ok(false, 'not yet');
select ok(true, 'already');
select pass();
select * from finish();
rollback;
""",
    "pgtap/shop/wrong.sql": "begin;\nselect plan(2);\nselect pass('one');\nselect 1 / 0;\nrollback;\n",
    "pgtap/skipped.sql": "select '1..0 # SKIP no pgvector';",
    "elsewhere/cart.sql": "select 1;",
    "test_python.py": "def test_python(): pass",
}


@pytest.fixture
def toy(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with pgTAP files, and one test in Python."""
    for name, text in FILES.items():
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return pytester


@pytest.fixture
def url(throwaway: Throwaway) -> str:
    return f"--pgassay-database-url={throwaway.conninfo}"


def test_one_item_for_each_assertion(toy: pytest.Pytester, url: str) -> None:
    result = toy.runpytest_subprocess("pgtap", "-v", "-rA", url)
    result.assert_outcomes(passed=3, failed=2, skipped=2, xfailed=1, xpassed=1)
    result.stdout.fnmatch_lines_random(
        [
            "pgtap/shop/cart.sql::1 - carts exist PASSED*",
            "pgtap/shop/cart.sql::2 - one is two FAILED*",
            "pgtap/shop/cart.sql::3 SKIPPED (no replica)*",
            "pgtap/shop/cart.sql::4 - not yet XFAIL (later)*",
            "pgtap/shop/cart.sql::5 - already XPASS (later)*",
            "pgtap/shop/cart.sql::6 PASSED*",
            "pgtap/shop/wrong.sql::1 - one PASSED*",
            "pgtap/shop/wrong.sql::<file> FAILED*",
            "pgtap/skipped.sql::<file> SKIPPED (no pgvector)*",
        ]
    )
    result.stdout.fnmatch_lines(
        [
            "pgtap/shop/cart.sql:4: one is two",
            '    Failed test 2: "one is two"',
            "*have: 1",
            "*want: 2",
            "pgtap/shop/wrong.sql:4: ERROR 22012: division by zero",
            "    1 of 2 planned assertions ran",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_files_and_items_can_be_chosen(toy: pytest.Pytester, url: str) -> None:
    toy.runpytest_subprocess("pgtap/shop/cart.sql", "-k", "carts", url).assert_outcomes(passed=1, deselected=5)
    toy.runpytest_subprocess("-m", "not pgtap", url).assert_outcomes(passed=1, deselected=9)


def test_collecting_knows_the_assertions(toy: pytest.Pytester, url: str) -> None:
    result = toy.runpytest_subprocess("--collect-only", "-q", "pgtap", url)
    result.stdout.fnmatch_lines(["pgtap/shop/cart.sql::2 - one is two", "pgtap/shop/wrong.sql::<file>"])
    result.stdout.no_fnmatch_line("*01_schema*")


def test_nothing_is_started_without_pgtap_files(toy: pytest.Pytester) -> None:
    nowhere = "--pgassay-database-url=host=/nowhere"
    toy.runpytest_subprocess("test_python.py", "elsewhere", nowhere).assert_outcomes(passed=1)
    result = toy.runpytest_subprocess("pgtap/skipped.sql", nowhere)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no connection to *nowhere*(--database-url)*"])


def test_it_is_inert_in_other_projects(toy: pytest.Pytester) -> None:
    (toy.path / "pyproject.toml").unlink()
    toy.runpytest_subprocess("--pgassay-database-url=host=/nowhere").assert_outcomes(passed=1)


def test_settings_that_are_wrong_are_told(toy: pytest.Pytester) -> None:
    (toy.path / "pyproject.toml").write_text("[tool.pgassay]\nnothing = 1\n")
    result = toy.runpytest_subprocess("pgtap")
    result.assert_outcomes(errors=4)
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.fnmatch_lines(["*pyproject.toml:2: *has no setting 'nothing'*"])


def test_no_database_is_left_behind(toy: pytest.Pytester, url: str, throwaway: Throwaway) -> None:
    def ours() -> list[str]:
        """Databases of the process below, whose name holds its number."""
        with psycopg.connect(throwaway.conninfo) as connection:
            rows = connection.execute("select datname from pg_database where datname ~ %s", (f"_{run.pid}_",))
            return [str(name) for (name,) in rows]

    words = [sys.executable, "-m", "pytest", "-q", "pgtap", url]
    with subprocess.Popen(words, cwd=toy.path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
        out, _ = run.communicate()
    assert b"2 failed, 3 passed" in out
    assert ours() == []
    assert not list(Path(toy.path).glob(".pg/*/data"))
