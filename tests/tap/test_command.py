"""``pgassay test``: arguments, output, exit status."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pgassay.errors import MigrationFailed, PgassayError, Refused
from pgassay.server import Throwaway
from pgassay.tap import command as of_test
from toy import Project

PASSES = "begin; select plan(1); select ok(true, 'one'); select * from finish(); rollback;"
FAILS = "begin; select plan(1);\nselect ok(false, 'one'); select * from finish(); rollback;"


@pytest.fixture
def toy(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with three tests, the current folder in it."""
    project.migration("toy-0001-carts", "create table public.carts (id int);", "drop table public.carts;")
    for name, text in {"shop/cart.sql": PASSES, "shop/order.sql": PASSES, "nexus/wrong.sql": FAILS}.items():
        path = project.settings.pgtap / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture
def command(toy: Project, throwaway: Throwaway) -> Command:
    return Command(toy, throwaway)


class Command:
    """Runs ``pgassay test`` in this process."""

    def __init__(self, toy: Project, server: Throwaway) -> None:
        self.toy, self.server = toy, server
        self.servers = 0

    def __call__(self, *words: str) -> int:
        parser = argparse.ArgumentParser()
        of_test.add_arguments(parser)
        return of_test.test(self.toy.settings, self._server, parser.parse_args(words))

    def _server(self) -> Throwaway:
        self.servers += 1
        return self.server


def test_everything_runs_and_a_failure_is_exit_status_1(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command() == 1
    out = capsys.readouterr().out
    assert "FAILED pgtap/nexus/wrong.sql:2: one" in out
    assert "FAILED: 3 files, 3 assertions: 2 passed, 1 failed" in out
    assert "\x1b" not in out


def test_what_is_named_runs_and_passing_is_exit_status_0(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("shop", "-k", "not order", "-j1") == 0
    assert "passed: 1 file, 1 assertion: 1 passed" in capsys.readouterr().out


def test_input_that_matches_nothing_starts_no_server(command: Command) -> None:
    with pytest.raises(Refused, match="no test file matches 'chart'"):
        command("chart")
    assert command.servers == 0


def test_tap_on_standard_output_and_junit_beside_it(
    command: Command, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert command("--format", "tap", "--junit", "out/results.xml") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "TAP version 13"
    assert lines[-1] == "1..3"
    assert "not ok 1 - nexus/wrong.sql: one" in lines
    assert (tmp_path / "out/results.xml").is_file()


def test_junit_that_cannot_be_written_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(Refused, match="cannot be written"):
        command("shop/cart", "--junit", "taken/results.xml")


def test_a_seed_is_drawn_printed_and_repeated(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    command("shop", "--shuffle")
    drawn = re.search(r"order --shuffle (\d+)\)", capsys.readouterr().out)
    assert drawn
    command("shop", "--shuffle", drawn[1])
    assert f"order --shuffle {drawn[1]})" in capsys.readouterr().out


def test_what_failed_is_remembered_for_failed_first(command: Command) -> None:
    command()
    assert '"nexus/wrong.sql"' in (command.toy.settings.state / "tap.json").read_text()
    assert command("--failed-first", "--timeout", "0", "--verbose") == 1


def test_a_timeout_is_a_failure_with_its_line(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    (command.toy.settings.pgtap / "endless.sql").write_text("select plan(1);\n\nselect pg_sleep(3600);")
    assert command("endless", "--timeout", "0.1") == 1
    assert "pgtap/endless.sql:3: not finished after 0.1 s: cancelled here" in capsys.readouterr().out


def test_a_migration_that_fails_is_told(command: Command) -> None:
    command.toy.migration("toy-0002-wrong", "create table public.carts (id int);", "select 1;")
    with pytest.raises(MigrationFailed) as failed:
        command()
    assert failed.value.exit_code == 4


@pytest.mark.parametrize(
    "words",
    [
        ["-j", "0"],
        ["--jobs", "many"],
        ["--timeout", "-1"],
        ["--timeout", "nan"],
        ["--shuffle", "-5"],
        ["--format", "x"],
    ],
)
def test_arguments_that_make_no_sense_are_exit_status_2(command: Command, words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        command(*words)
    assert refused.value.code == 2
    assert command.servers == 0


def test_the_help_teaches() -> None:
    parser = argparse.ArgumentParser(prog="pgassay test")
    of_test.add_arguments(parser)
    text = parser.format_help()
    for needed in ("examples:", "exit status:", "130", "--failed-first", "development database is never"):
        assert needed in text
    assert max(map(len, text.splitlines())) <= 115


def test_the_plugin_and_the_command_line_import_no_database_driver() -> None:
    code = "import sys, pgassay.tap.command, pgassay.tap.pytest_plugin; print('psycopg' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"


def test_every_error_has_an_exit_status_of_its_own() -> None:
    assert {error.exit_code for error in (PgassayError, Refused)} == {2}
