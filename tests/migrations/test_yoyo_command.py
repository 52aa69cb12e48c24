"""The plain ``yoyo`` command works on the same files, database and tables, with nothing exported."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from databases import applied, ask, exists, value
from pgassay import server
from pgassay.errors import Refused
from pgassay.migrations import runner
from toy import ROOT

if TYPE_CHECKING:
    from toy import Project

IDS = ["base-0001-a", "base-0002-b", "app-0001-c"]
YOYO = Path(sys.executable).with_name("yoyo")


@dataclass
class Toy:
    """A project with three migrations in two contexts, whose ``.env`` names the test's database."""

    project: Project
    database: str

    def yoyo(self, *arguments: str, ini: bool = True) -> tuple[int, str]:
        """Run yoyo in the project's root; returns the exit status and everything it said."""
        environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        result = subprocess.run(
            [YOYO, *([] if ini else ["--no-config-file"]), *arguments],
            cwd=self.project.root,
            env=environment,
            text=True,
            capture_output=True,
            check=False,
        )
        return result.returncode, result.stdout + result.stderr

    def done(self, *arguments: str) -> str:
        status, said = self.yoyo(*arguments)
        assert status == 0, said
        return said

    def refused(self, *arguments: str) -> str:
        status, said = self.yoyo(*arguments)
        assert status == 2, said
        assert "Traceback" not in said
        return said

    def states(self) -> list[str]:
        """What ``yoyo list`` shows: A or U for each migration, in the order of their names."""
        lines = sorted(line.split()[:2][::-1] for line in self.done("list").splitlines() if line[:2] in ("A ", "U "))
        return [state for _, state in lines]

    def plain(self, *arguments: str) -> str:
        """yoyo as it is, without pgassay, over a URL of its own."""
        url = server.address(self.database).replace("postgresql://", "postgresql+psycopg://")
        status, said = self.yoyo(*arguments, "-b", "--database", url, "migrations/*", ini=False)
        assert status == 0, said
        return said


@pytest.fixture
def toy(project: Project, database: str) -> Toy:
    for before, id in zip([None, *IDS], IDS, strict=False):
        header = f"-- depends: {before}\n" if before else ""
        table = id[-1]
        project.migration(
            id, f"{header}create table {table} (i int);", f"drop table {table};", context=id.partition("-")[0]
        )
    (project.root / ".env").write_text(f"DATABASE_URL='{server.address(database)}'\n")
    return Toy(project, database)


def test_list_apply_and_rollback(toy: Toy) -> None:
    assert toy.states() == ["U", "U", "U"]
    assert f"server: {server.address(toy.database)} (DATABASE_URL in .env)" in toy.done("apply")
    assert applied(toy.database) == IDS
    assert toy.states() == ["A", "A", "A"]
    toy.done("rollback")
    assert applied(toy.database) == IDS[:2]
    assert not exists(toy.database, "c")
    toy.done("rollback", "--all")
    assert applied(toy.database) == []
    assert not exists(toy.database, "a")


def test_what_it_applied_pgassay_sees_with_checksums_and_the_other_way_round(toy: Toy) -> None:
    toy.done("apply", "-r", "base-0002-b")
    states, problems = runner.status(toy.project.settings, toy.database)
    assert ([state.state for state in states], problems) == (["applied", "applied", "pending"], [])
    assert value(toy.database, "select count(*) from _pgassay_ledger where checksum <> ''") == 2
    runner.migrate(toy.project.settings, toy.database)
    assert toy.states() == ["A", "A", "A"]


def test_it_undoes_the_same_one_that_pgassay_would(toy: Toy) -> None:
    # Nothing depends on these two; their folders come in no order.
    for context in ("zoo", "bee"):
        toy.project.migration(f"{context}-0001-x", "select 1;", context=context)
    toy.done("apply")
    (next_one,) = runner.roll_back(toy.project.settings, toy.database, count=1, dry_run=True)
    toy.done("rollback")
    assert next_one.id not in applied(toy.database)
    assert len(applied(toy.database)) == 4


def test_mark_and_unmark_change_the_records_only(toy: Toy) -> None:
    toy.done("mark")
    assert toy.states() == ["A", "A", "A"]
    assert not exists(toy.database, "a")
    assert runner.status(toy.project.settings, toy.database)[1] == []
    toy.done("unmark", "--all")
    assert toy.states() == ["U", "U", "U"]
    toy.done("apply")
    toy.done("unmark", "-m", "app-0001")
    assert exists(toy.database, "c")
    assert applied(toy.database) == IDS[:2]
    assert ask(toy.database, "select distinct operation from _yoyo_log order by 1") == [
        ("apply",),
        ("mark",),
        ("unmark",),
    ]


def test_reapply_rolls_back_and_applies_again(toy: Toy) -> None:
    toy.done("apply")
    ask(toy.database, "insert into c values (7)")
    toy.done("reapply", "-m", "app-0001")
    assert value(toy.database, "select count(*) from c") == 0
    assert sorted(map(str, applied(toy.database))) == sorted(IDS)


def test_break_lock_removes_yoyos_own_lock(toy: Toy) -> None:
    toy.done("list")
    ask(toy.database, "insert into yoyo_lock values (1, now(), 4711)")
    said = toy.refused("apply")
    assert "yoyo holds its own lock on this database (process 4711)" in said
    assert "yoyo break-lock" in said
    toy.done("break-lock")
    toy.done("apply")


@pytest.mark.parametrize(
    ("up", "expected"),
    [
        ("-- depends: base-0002-b\ncommit;", "base-0003-x.sql:2: COMMIT: a migration is one transaction already"),
        ("-- depends: base-0009-z\nselect 1;", "base-0003-x.sql:1: depends on base-0009-z, which does not exist"),
        ("-- Depends: base-0002-b\nselect 1;", "base-0003-x.sql:1: this header would be ignored"),
    ],
)
def test_what_pgassay_refuses_it_refuses_with_the_same_words(toy: Toy, up: str, expected: str) -> None:
    toy.project.migration("base-0003-x", up, context="base")
    said = toy.refused("apply")
    assert expected in said
    assert "nothing was run" in said
    assert applied(toy.database) == []


@pytest.mark.parametrize("command", ["list", "rollback", "mark"])
def test_commands_are_refused_where_yoyo_alone_would_end_in_a_traceback(toy: Toy, command: str) -> None:
    toy.project.migration("base-0003-x", "-- depends: base-0002-b\n-- transactional: maybe\nselect 1;", context="base")
    assert "base-0003-x.sql:2: transactional is true or false, not 'maybe'" in toy.refused(command)


def test_an_applied_file_that_changed_is_refused(toy: Toy) -> None:
    toy.done("apply")
    toy.project.migration(IDS[0], "create table a (i bigint);", "drop table a;", context="base")
    for command in ("apply", "rollback", "list"):
        assert "base-0001-a.sql:1: was changed after it was applied" in toy.refused(command)
    assert applied(toy.database) == IDS


def test_a_failing_migration_is_shown_with_its_place_and_leaves_nothing(toy: Toy) -> None:
    toy.project.migration(
        "base-0003-x", "-- depends: base-0002-b\ncreate table x (i int);\nselect nothing;", context="base"
    )
    said = toy.refused("apply")
    assert 'base-0003-x.sql:3: column "nothing" does not exist (42703)' in said
    assert "     3 | select nothing;\n" + " " * 16 + "^" in said
    assert not exists(toy.database, "x")
    assert applied(toy.database) == IDS[:2]


def test_forcing_is_refused(toy: Toy) -> None:
    assert "--force would mark as done what was not done" in toy.refused("apply", "--force")


def test_a_server_that_is_not_there_is_an_error_without_the_password(toy: Toy) -> None:
    (toy.project.root / ".env").write_text("DATABASE_URL=postgresql://me:s3cr3t-Pa55@127.0.0.1:1/db\n")
    said = toy.refused("list")
    assert "no connection to postgresql://me@127.0.0.1:1/db (DATABASE_URL in .env)" in said
    assert "s3cr3t-Pa55" not in said


def test_another_table_for_the_records_is_refused(toy: Toy) -> None:
    assert "pgassay keeps yoyo's default table _yoyo_migration" in toy.refused("list", "--migration-table", "mine")


def test_what_yoyo_alone_applied_is_adopted_with_its_checksums(toy: Toy) -> None:
    toy.plain("apply", "-m", "base")
    assert not exists(toy.database, "_pgassay_ledger")
    states, problems = runner.status(toy.project.settings, toy.database)
    assert ([state.state for state in states], problems) == (["applied", "applied", "pending"], [])
    (planned,) = runner.migrate(toy.project.settings, toy.database, dry_run=True)
    assert planned.migration.id == IDS[2]
    assert not exists(toy.database, "_pgassay_ledger")
    assert [state.migration.id for state in runner.migrate(toy.project.settings, toy.database)] == IDS[2:]
    assert value(toy.database, "select count(*) from _pgassay_ledger") == 3
    toy.project.migration(IDS[0], "create table a (i bigint);", "drop table a;", context="base")
    with pytest.raises(Refused, match=r"base-0001-a\.sql:1: was changed after"):
        runner.migrate(toy.project.settings, toy.database)


def test_yoyo_alone_sees_what_pgassay_applied_and_can_undo_it(toy: Toy) -> None:
    runner.migrate(toy.project.settings, toy.database)
    assert toy.plain("list").count("\nA ") == 3
    toy.plain("rollback", "-r", IDS[2])
    assert not exists(toy.database, "c")
    states, problems = runner.status(toy.project.settings, toy.database)
    assert ([state.state for state in states], problems) == (["applied", "applied", "pending"], [])
    assert [state.migration.id for state in runner.migrate(toy.project.settings, toy.database)] == IDS[2:]


def test_an_adopted_migration_without_a_rollback_is_not_rolled_back(toy: Toy) -> None:
    path = toy.project.migration(
        "base-0003-x", "-- depends: base-0002-b\ncreate table x (i int);", None, context="base"
    )
    toy.plain("apply")
    with pytest.raises(Refused, match=r"base-0003-x\.rollback\.sql:1: the rollback is missing"):
        runner.roll_back(toy.project.settings, toy.database)
    assert "the rollback is missing" in toy.refused("rollback", "--all")
    assert exists(toy.database, "x")
    assert path.exists()


def test_the_repositorys_own_migrations_are_what_the_plain_command_reads() -> None:
    """It takes everything in the folder for a folder of migrations."""
    assert [path.name for path in (ROOT / "migrations").iterdir() if not path.is_dir()] == []
