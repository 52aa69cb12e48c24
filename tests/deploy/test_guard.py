"""A guarded deployment: a restored backup, the migrations, validation; and what happens when each of them fails."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from databases import applied, ask, exists, value
from pgassay import cli
from pgassay.deploy import guard, validate
from pgassay.deploy.guard import Deployment, Guard
from pgassay.errors import Refused
from pgassay.migrations import catalogues, runner
from pgassay.operations import backup
from pgassay.server import Throwaway
from pgassay.settings import Settings
from toy import Project

IDS = ["toy-0001-a", "toy-0002-b", "toy-0003-c", "toy-0004-d"]
LIVE = """-- Nobody owes more than there is.
-- pgassay: live
begin;
select plan(1);
select is_empty($$ select from a where n < 0 $$, 'no number is negative');
select * from finish();
rollback;
"""


@pytest.fixture
def deployed(project: Project, database: str, settings: Settings) -> Project:
    """A project with its first migration applied and three pending ones; backups are restored on the same server."""
    project.migration(
        IDS[0],
        "create table a (n int not null check (n between -9 and 9 and n <> 7));\ninsert into a values (1), (2);",
        "drop table a;",
    )
    runner.migrate(project.settings, database)
    for before, id in pairwise(IDS):
        table = id[-1]
        project.migration(id, f"-- depends: {before}\ncreate table {table} ();", f"drop table {table};")
    # The programs are those of the repository's embedded server.
    return Project(replace(project.settings, project=settings.project))


@pytest.fixture
def how(deployed: Project, tmp_path: Path, throwaway: Throwaway) -> Guard:
    return Guard(folder=tmp_path / "backups", keep=2, checks=tmp_path / "checks", restore_on=throwaway.conninfo)


def steps(done: Deployment) -> dict[str, str]:
    return {step.name: step.outcome for step in done.steps}


def said(done: Deployment, name: str) -> str:
    return next(step.said for step in done.steps if step.name == name)


def test_with_nothing_wrong_all_is_applied_and_the_backup_holds_the_state_before(
    deployed: Project, database: str, how: Guard, throwaway: Throwaway
) -> None:
    before = catalogues.of_database(database)
    done = guard.deploy(deployed.settings, database, how)
    assert (done.exit_code, done.remains, done.applied) == (0, [], IDS[1:])
    assert set(steps(done).values()) == {"done"}
    assert done.backup is not None
    assert done.backup.path.stat().st_mode & 0o77 == 0, "nobody else reads it"
    tools = backup.programs(deployed.settings, before.server_version)
    empty = throwaway.clone()
    try:
        command = [tools.restore, "--exit-on-error", f"--dbname={empty}", str(done.backup.path)]
        subprocess.run(command, check=True, env=tools.environment)
        assert applied(empty) == IDS[:1]
        assert value(empty, "select sum(n) from a") == 3
        restored = catalogues.of_database(empty).where(lambda each: each.kind != "database")
        assert restored.fingerprint == done.backup.fingerprint
        assert restored.get("table", "public", "a") == before.get("table", "public", "a")
    finally:
        throwaway.drop(empty)


def test_expressions_that_a_restore_writes_otherwise_are_the_same(deployed: Project, database: str, how: Guard) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "create table words (mode varchar(20) check (mode in ('parcel', 'pickup')), n int, "
            "check ((n > 1 and n < 9) and n <> 5))"
        )
    assert steps(guard.deploy(deployed.settings, database, how))["back up"] == "done"


def test_with_nothing_pending_nothing_is_backed_up(deployed: Project, database: str, how: Guard) -> None:
    runner.migrate(deployed.settings, database)
    assert steps(guard.deploy(deployed.settings, database, how)) == {"plan": "done"}
    assert not how.folder.exists()


def test_without_a_place_for_the_backup_nothing_is_applied(deployed: Project, database: str, how: Guard) -> None:
    how.folder.write_text("a file stands where the folder should be")
    done = guard.deploy(deployed.settings, database, how)
    assert done.exit_code == 1
    assert steps(done)["back up"] == "failed"
    assert said(done, "apply") == "there is no backup that can be restored: nothing was applied"
    assert applied(database) == IDS[:1]


def test_a_backup_that_cannot_be_restored_is_none(deployed: Project, database: str, how: Guard) -> None:
    # Valid when it was made, refused when it is restored: the check reads a table whose rows come later.
    ask(database, "create table z (n int); insert into z values (1);")
    ask(
        database,
        "create function total() returns bigint language sql stable as 'select coalesce(sum(n), 0) from public.z'",
    )
    ask(database, "alter table a add check (n <= total() + 1)")
    done = guard.deploy(deployed.settings, database, how)
    assert (done.exit_code, steps(done)["back up"], done.backup) == (1, "failed", None)
    assert "pg_restore fails" in said(done, "back up")
    assert applied(database) == IDS[:1]
    assert not list(how.folder.glob("*")), "what could not be verified is not kept"


def test_when_the_second_of_three_fails_the_first_is_rolled_back(deployed: Project, database: str, how: Guard) -> None:
    deployed.migration(IDS[2], f"-- depends: {IDS[1]}\ncreate table c ();\nselect 1 / 0;", "drop table c;")
    done = guard.deploy(deployed.settings, database, how)
    assert (done.exit_code, done.applied, done.rolled_back, done.remains) == (4, [], [IDS[1]], [])
    assert "division by zero" in said(done, "apply")
    assert said(done, "compare") == "the schema is the one from before, object by object"
    assert applied(database) == IDS[:1]
    report = guard.report(done, database)
    assert "Nothing remains: the database is as it was." in report
    assert f"pg_restore --exit-on-error --jobs=4 --dbname={conninfo_to_dict(database)['dbname']}_restored" in report


def test_when_an_integrity_check_fails_all_are_rolled_back(deployed: Project, database: str, how: Guard) -> None:
    deployed.migration(IDS[3], f"-- depends: {IDS[2]}\nupdate a set n = -n where n = 2;", "update a set n = abs(n);")
    assert how.checks is not None
    how.checks.mkdir()
    (how.checks / "no_number_is_negative.sql").write_text("select n, 'is negative' from a where n < 0")
    (how.checks / "of_what_is_to_come.sql").write_text("select from d where false")
    done = guard.deploy(deployed.settings, database, how)
    assert (done.exit_code, done.applied, done.rolled_back) == (1, [], IDS[:0:-1])
    assert "no_number_is_negative.sql: -2, is negative" in said(done, "validate")
    assert value(database, "select min(n) from a") == 1


def test_when_a_live_test_fails_all_are_rolled_back(deployed: Project, database: str, how: Guard) -> None:
    deployed.migration(IDS[3], f"-- depends: {IDS[2]}\nupdate a set n = -n where n = 2;", "update a set n = abs(n);")
    deployed.settings.pgtap.mkdir()
    (deployed.settings.pgtap / "live.sql").write_text(LIVE)
    (deployed.settings.pgtap / "other.sql").write_text(LIVE.replace("-- pgassay: live\n", "").replace("<", ">"))
    done = guard.deploy(deployed.settings, database, how)
    assert (done.exit_code, done.rolled_back) == (1, IDS[:0:-1])
    assert said(done, "validate before") == "1 checks, 0 assertions of 0 files", "they speak of what is to come"
    assert "live.sql:5: no number is negative" in said(done, "validate")


def test_when_it_was_not_valid_before_nothing_is_applied(deployed: Project, database: str, how: Guard) -> None:
    ask(database, "insert into a values (1), (1)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(database, "create unique index concurrently a_n_key on a (n)")
    done = guard.deploy(deployed.settings, database, how)
    assert (done.exit_code, steps(done)["validate before"]) == (1, "failed")
    assert "index public.a_n_key is not valid" in said(done, "validate before")
    assert applied(database) == IDS[:1]


def test_when_the_rollback_fails_too_it_is_said_what_remains_and_how_to_restore(
    deployed: Project, database: str, how: Guard
) -> None:
    irreversible = "do $$ begin raise exception 'toy-0002 is irreversible: because'; end $$;"
    deployed.migration(IDS[1], f"-- depends: {IDS[0]}\ncreate table b ();", irreversible)
    deployed.migration(IDS[3], f"-- depends: {IDS[2]}\nselect 1 / 0;")
    done = guard.deploy(deployed.settings, database, how)
    assert (done.exit_code, done.applied, done.rolled_back) == (4, [IDS[1]], [IDS[2]])
    assert done.remains == [f"still applied: {IDS[1]}", "the schema is not the one from before: table public.b"]
    assert "toy-0002 is irreversible: because" in said(done, "roll back")
    report = guard.report(done, database)
    assert "What remains:" in report
    assert str(done.backup.path if done.backup else "") in report


def test_a_migration_that_stays_half_applied_is_named(deployed: Project, database: str, how: Guard) -> None:
    header = f"-- depends: {IDS[1]}\n-- transactional: false\n"
    deployed.migration(IDS[2], f"{header}create table c ();\nselect 1 / 0;", "drop table c;")
    done = guard.deploy(deployed.settings, database, how)
    assert done.exit_code == 4
    assert f"{IDS[2]} is half applied: mend what stopped it and run `pgassay migrate`, or restore" in done.remains
    assert f"still applied: {IDS[1]}" in done.remains


def test_the_newest_backups_are_kept(tmp_path: Path) -> None:
    names = [f"shop-2026010{day}T000000Z.dump" for day in (1, 2, 3)] + ["learn-20260101T000000Z.dump", "mine.dump"]
    for name in names:
        (tmp_path / name).touch()
    assert [path.name for path in backup.forget(tmp_path, keep=2)] == [names[0]]
    assert {path.name for path in tmp_path.iterdir()} == set(names[1:])


def test_live_tests_leave_nothing_behind_and_stand_in_no_others_way(deployed: Project, database: str) -> None:
    deployed.settings.pgtap.mkdir()
    helpers = deployed.settings.helpers
    helpers.mkdir()
    (helpers / "test.sql").write_text("create schema test; create function test.one() returns int return 1;")
    text = LIVE.replace(
        "select is_empty",
        "insert into a values (test.one());\nselect set_config('lock_timeout', '1h', false);\nselect is_empty",
    )
    (deployed.settings.pgtap / "live.sql").write_text(text)
    before, rows = catalogues.of_database(database), value(database, "select count(*) from a")
    found = validate.validate(deployed.settings, database, checks=None)
    assert (found.files, found.assertions, found.problems) == (1, 1, ())
    assert catalogues.of_database(database).fingerprint == before.fingerprint
    assert not exists(database, "pgtap.ok")
    assert value(database, "select count(*) from a") == rows


@pytest.mark.parametrize("harm", ["commit;\nbegin;", "savepoint x;", "rollback;\nbegin;"])
def test_a_file_that_could_leave_something_is_refused(deployed: Project, database: str, harm: str) -> None:
    deployed.settings.pgtap.mkdir()
    (deployed.settings.pgtap / "live.sql").write_text(LIVE.replace("select is_empty", f"{harm}\nselect is_empty"))
    with pytest.raises(Refused, match="is not one transaction that is rolled back"):
        validate.validate(deployed.settings, database, checks=None)


def test_a_setting_that_is_unknown_is_refused(deployed: Project, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.pgassay.guard]\nkeep = 'all'\n")
    words = ["--project", str(tmp_path), "--database-url", "postgresql:///x", "migrate", "--guard"]
    args = cli._parser(words).parse_args(words)
    with pytest.raises(Refused, match="keep must be a whole number"):
        guard.of(replace(deployed.settings, project=tmp_path), args)
