"""Killed at any point, a migration leaves a state from which the same command finishes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psycopg
import pytest

from databases import applied, ask, everything, exists, value
from migrators import Migrator, gone
from pgassay import cli
from pgassay.errors import MigrationFailed, Refused
from pgassay.migrations import runner
from pgassay.server import Throwaway
from pgassay.server.cluster import owner
from waiting import until

if TYPE_CHECKING:
    from toy import Project

STEPS = ["toy-0001-create-busy", "toy-0002-step"]


@dataclass
class Toy:
    """A project whose second migration is to be interrupted, and its database with the first one applied."""

    project: Project
    database: str
    started: list[Migrator] = field(default_factory=list)

    def step(self, up: str, down: str = "select 1;", *, transactional: bool = True) -> None:
        """Write the second migration."""
        header = "" if transactional else "-- transactional: false\n"
        self.project.migration(STEPS[1], f"-- depends: {STEPS[0]}\n{header}{up}", down)

    def start(self, *arguments: str) -> Migrator:
        self.started.append(Migrator(self.project.root, self.database, *(arguments or ("migrate",))))
        return self.started[-1]

    def finish(self, *arguments: str) -> None:
        """The same command, undisturbed."""
        named = ["--project", str(self.project.root), "--database-url", self.database]
        assert cli.main([*named, *(arguments or ("migrate",))]) == 0

    def states(self) -> list[str]:
        return [state.state for state in runner.status(self.project.settings, self.database)[0]]

    @contextmanager
    def holding(self, statement: str) -> Iterator[Callable[[], None]]:
        """An open transaction that did this; gives out what ends it."""
        with psycopg.connect(self.database) as connection:
            connection.execute(statement.encode())
            yield connection.rollback


@pytest.fixture
def toy(project: Project, database: str) -> Iterator[Toy]:
    (project.root / "pyproject.toml").write_text("[tool.pgassay]\nlock_timeout = '60s'\n")
    project.migration(STEPS[0], "create table busy (i int);\ncreate table quiet (i int);", "drop table busy, quiet;")
    runner.migrate(project.settings, database)
    toy = Toy(project, database)
    yield toy
    for migrator in toy.started:
        migrator.kill()


def as_undisturbed(toy: Toy, throwaway: Throwaway) -> None:
    """The database is what a run that nobody disturbed makes of an empty one."""
    other = throwaway.clone()
    try:
        runner.migrate(toy.project.settings, other)
        expected, found = everything(other), everything(toy.database)
        assert found["relations"] == expected["relations"]
        assert applied(toy.database) == applied(other) == STEPS
        ledger = "select migration_id, checksum, direction, statements_done from _pgassay_ledger order by 1"
        assert ask(toy.database, ledger) == ask(other, ledger)
        assert (
            ask(toy.database, "select relname from pg_class join pg_index on oid = indexrelid where not indisvalid")
            == []
        )
    finally:
        throwaway.drop(other)


def test_killed_inside_a_transaction(toy: Toy, throwaway: Throwaway) -> None:
    toy.step("create table b (i int);\nalter table busy add j int;\ncreate table c (i int);")
    with toy.holding("select * from busy"):
        migrator = toy.start()
        orphan = migrator.waits_for_a_lock()
        migrator.kill()
        gone(toy.database, orphan)
    assert toy.states() == ["applied", "pending"]
    assert not exists(toy.database, "b")
    toy.finish()
    as_undisturbed(toy, throwaway)


def test_killed_before_the_record_is_written(toy: Toy, throwaway: Throwaway) -> None:
    toy.step("create table b (i int);")
    with toy.holding("lock table _yoyo_migration in share mode"):
        migrator = toy.start()
        orphan = migrator.waits_for_a_lock()
        migrator.kill()
        gone(toy.database, orphan)
    assert toy.states() == ["applied", "pending"]
    toy.finish()
    as_undisturbed(toy, throwaway)


def test_killed_inside_a_concurrent_build(toy: Toy, throwaway: Throwaway) -> None:
    toy.step("create index concurrently busy_i_idx on busy (i);", transactional=False)
    with toy.holding("insert into busy values (1)"):
        migrator = toy.start()
        orphan = migrator.waits_for_a_lock()
        migrator.kill()
        gone(toy.database, orphan)
    assert value(toy.database, "select indisvalid from pg_index where indexrelid = 'busy_i_idx'::regclass") is False
    assert toy.states() == ["applied", "interrupted"]
    toy.finish()
    as_undisturbed(toy, throwaway)


def test_killed_between_a_concurrent_build_and_its_record(toy: Toy, throwaway: Throwaway) -> None:
    toy.step("create index concurrently busy_i_idx on busy (i);", transactional=False)
    with toy.holding("insert into busy values (1)") as let_it_build:
        migrator = toy.start()
        migrator.waits_for_a_lock()
        with toy.holding("lock table _pgassay_ledger in share mode"):
            let_it_build()
            orphan = until_it_waits_for_the_ledger(migrator)
            migrator.kill()
            gone(toy.database, orphan)
    built = "select indexrelid from pg_index where indexrelid = 'busy_i_idx'::regclass and indisvalid"
    index = value(toy.database, built)
    assert toy.states() == ["applied", "interrupted"]
    toy.finish()
    assert value(toy.database, built) == index, "it was built again"
    as_undisturbed(toy, throwaway)


def until_it_waits_for_the_ledger(migrator: Migrator) -> int:
    query = "select pid from pg_locks where relation = '_pgassay_ledger'::regclass and not granted"
    return int(str(until(lambda: ask(migrator.database, query), "the record is being written")[0][0]))


def test_killed_between_two_statements_of_a_file_that_is_not_one_transaction(toy: Toy, throwaway: Throwaway) -> None:
    toy.step(
        "create table b (i int);\ncreate index concurrently b_i_idx on b (i);\nalter table busy add j int;\n"
        "create table c (i int);",
        transactional=False,
    )
    with toy.holding("select * from busy"):
        migrator = toy.start()
        orphan = migrator.waits_for_a_lock()
        migrator.kill()
        gone(toy.database, orphan)
    assert toy.states() == ["applied", "interrupted"]
    assert exists(toy.database, "b_i_idx")
    toy.finish()
    as_undisturbed(toy, throwaway)


@pytest.fixture
def half(toy: Toy) -> Toy:
    """The second migration, of two statements, is half applied."""
    toy.step("create table b (i int);\nalter table busy add j int;", "drop table b;", transactional=False)
    with toy.holding("select * from busy"), pytest.raises(MigrationFailed):
        runner.migrate(toy.project.configured(lock_timeout="50ms", retry_for="0"), toy.database)
    assert toy.states() == ["applied", "interrupted"]
    return toy


def test_a_half_applied_migration_is_finished_before_anything_is_rolled_back(half: Toy, throwaway: Throwaway) -> None:
    with pytest.raises(Refused, match="toy-0002-step is half applied: it was interrupted after 1 of its") as caught:
        runner.roll_back(half.project.settings, half.database, count=1)
    assert "finish that first, with `pgassay migrate`" in str(caught.value)
    half.finish()
    as_undisturbed(half, throwaway)


def test_what_was_done_of_a_half_applied_migration_is_not_edited(half: Toy) -> None:
    half.step("create table b (i bigint);\nalter table busy add j int;", "drop table b;", transactional=False)
    with pytest.raises(Refused, match="interrupted after its statement 1, and what was already run has been edited"):
        runner.migrate(half.project.settings, half.database)


def test_what_was_not_done_of_it_may_be_mended(half: Toy, throwaway: Throwaway) -> None:
    half.step("-- why\ncreate table b (i int);\ncreate table instead (i int);", "drop table b;", transactional=False)
    half.finish()
    as_undisturbed(half, throwaway)


def test_a_half_rolled_back_migration_is_finished_before_anything_is_applied(toy: Toy) -> None:
    toy.step("create table b (i int);", "drop table b;\nalter table busy add j int;", transactional=False)
    toy.finish()
    with toy.holding("select * from busy"):
        migrator = toy.start("rollback")
        orphan = migrator.waits_for_a_lock()
        migrator.kill()
        gone(toy.database, orphan)
    assert toy.states() == ["applied", "interrupted"]
    with pytest.raises(Refused, match="toy-0002-step is half rolled back") as caught:
        runner.migrate(toy.project.settings, toy.database)
    assert "`pgassay rollback`" in str(caught.value)
    toy.finish("rollback")
    assert toy.states() == ["applied", "pending"]
    assert not exists(toy.database, "b")
    toy.finish("migrate")


def test_killed_while_an_index_is_dropped_concurrently(toy: Toy) -> None:
    toy.step(
        "create index concurrently busy_i_idx on busy (i);", "drop index concurrently busy_i_idx;", transactional=False
    )
    toy.finish()
    with toy.holding("insert into busy values (1)"):
        migrator = toy.start("rollback")
        orphan = migrator.waits_for_a_lock()
        migrator.kill()
        gone(toy.database, orphan)
    toy.finish("rollback")
    assert not exists(toy.database, "busy_i_idx")
    assert toy.states() == ["applied", "pending"]


def test_the_next_migrator_waits_for_the_orphan_and_takes_over(toy: Toy, throwaway: Throwaway) -> None:
    toy.step("create index concurrently busy_i_idx on busy (i);", transactional=False)
    with toy.holding("insert into busy values (1)") as let_go:
        first = toy.start()
        first.waits_for_a_lock()
        second = toy.start()
        assert second.process.stderr is not None
        assert second.process.stderr.readline().startswith("server: ")
        assert "waiting for another migrator: server process" in second.process.stderr.readline()
        first.kill()
        let_go()
        status, said = second.finish()
    assert status == 0, said
    as_undisturbed(toy, throwaway)


def test_the_orphan_of_a_killed_migrator_ends_soon_whatever_the_server_is_set_to(toy: Toy) -> None:
    name = value(toy.database, "select current_database()")
    ask(toy.database, f"alter database {name} set client_connection_check_interval = 0")
    toy.step("create table asked as select current_setting('client_connection_check_interval') as every;")
    toy.finish()
    assert value(toy.database, "select every from asked") == "1s"


@pytest.mark.parametrize(
    ("up", "transactional"),
    [
        ("create table b (i int);\nalter table busy add j int;", True),
        ("create table b (i int);\nalter table busy add j int;", False),
        ("create index concurrently busy_i_idx on busy (i);", False),
    ],
    ids=["in a transaction", "between statements", "in a concurrent build"],
)
def test_a_lost_connection_is_said_and_the_next_run_finishes(
    toy: Toy, throwaway: Throwaway, up: str, transactional: bool
) -> None:
    toy.step(up, transactional=transactional)
    with toy.holding("insert into busy values (1)"):
        migrator = toy.start()
        pid = migrator.waits_for_a_lock()
        ask(toy.database, f"select pg_terminate_backend({pid})")
        status, said = migrator.finish()
    assert status == 4
    assert "terminating connection due to administrator command" in said
    assert "run the same command again" in said
    assert "Traceback" not in said
    toy.finish()
    as_undisturbed(toy, throwaway)


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit (util-linux) sets the limits of other processes")
@pytest.mark.parametrize("transactional", [True, False])
def test_a_full_disk_leaves_nothing_half_applied(toy: Toy, throwaway: Throwaway, transactional: bool) -> None:
    toy.step(
        "alter table quiet add j int;\nlock table busy;\n" * transactional
        + "create table b as select i, repeat('x', 900) as t from generate_series(1, 40000) i;",
        transactional=transactional,
    )
    holding = "select * from busy" if transactional else "lock table _pgassay_ledger in share mode"
    with toy.holding(holding) as let_go:
        migrator = toy.start()
        pid = migrator.waits_for_a_lock() if transactional else until_it_waits_for_the_ledger(migrator)
        limit = ["prlimit", f"--pid={pid}", f"--fsize={24 << 20}:"]  # more than a segment of the log
        subprocess.run(limit, check=True, cwd="/", **owner().switch)  # type: ignore[call-overload]
        let_go()
        status, said = migrator.finish()
    assert status == 4
    assert "could not extend file" in said
    assert not exists(toy.database, "b")
    assert toy.states() == ["applied", "pending"]
    toy.finish()
    as_undisturbed(toy, throwaway)


def test_a_unique_index_that_duplicates_prevent_leaves_nothing_behind(toy: Toy, throwaway: Throwaway) -> None:
    toy.step("create unique index concurrently busy_i_key on busy (i);", transactional=False)
    ask(toy.database, "insert into busy values (7), (7)")
    with pytest.raises(MigrationFailed, match='could not create unique index "busy_i_key"') as caught:
        runner.migrate(toy.project.settings, toy.database)
    assert "Key (i)=(7) is duplicated." in caught.value.what
    assert not exists(toy.database, "busy_i_key")
    assert toy.states() == ["applied", "pending"]
    ask(toy.database, "delete from busy")
    toy.finish()
    as_undisturbed(toy, throwaway)


@pytest.mark.parametrize("name", ["busy_i_key", '"Busy ""I"" Key"'])
@pytest.mark.parametrize("table", ["busy", "public.busy", "only public . busy", '"busy"'])
def test_an_invalid_index_that_somebody_else_left_is_rebuilt(
    toy: Toy, throwaway: Throwaway, name: str, table: str
) -> None:
    build = f"create unique index concurrently {name} on {table} (i);"
    toy.step(build, transactional=False)
    ask(toy.database, "insert into busy values (7), (7)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(toy.database, build)
    ask(toy.database, "delete from busy")
    runner.migrate(toy.project.settings, toy.database)
    as_undisturbed(toy, throwaway)


def test_a_valid_index_that_somebody_else_made_is_not_taken_for_ours(toy: Toy) -> None:
    toy.step("create index concurrently busy_i_idx on busy (i);", transactional=False)
    ask(toy.database, "create index busy_i_idx on busy (i) where i > 7")
    with pytest.raises(MigrationFailed, match='relation "busy_i_idx" already exists'):
        runner.migrate(toy.project.settings, toy.database)
    assert exists(toy.database, "busy_i_idx")


def test_an_invalid_index_of_the_same_name_in_another_schema_is_left_alone(toy: Toy) -> None:
    ask(toy.database, "create schema other; create table other.busy (i int); insert into other.busy values (7), (7)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(toy.database, "create unique index concurrently busy_i_key on other.busy (i)")
    toy.step("create unique index concurrently busy_i_key on busy (i);", transactional=False)
    toy.finish()
    assert exists(toy.database, "other.busy_i_key")
    assert exists(toy.database, "public.busy_i_key")


def test_of_eight_migrators_at_once_all_succeed_and_each_migration_is_applied_once(
    toy: Toy, throwaway: Throwaway
) -> None:
    toy.step("create index concurrently busy_i_idx on busy (i);\ncreate table b (i int);", transactional=False)
    empty = throwaway.clone()
    try:
        migrators = [Migrator(toy.project.root, empty, "migrate") for _ in range(8)]
        ended = [migrator.finish() for migrator in migrators]
        assert [status for status, _ in ended] == [0] * 8, ended
        assert applied(empty) == STEPS
        assert ask(empty, "select migration_id, operation from _yoyo_log order by 1") == [(id, "apply") for id in STEPS]
        assert sum("nothing to apply" in said for _, said in ended) == 7
    finally:
        throwaway.drop(empty)


def test_the_lock_of_a_yoyo_at_work_is_respected(toy: Toy) -> None:
    toy.step("create table b (i int);")
    ask(toy.database, "insert into yoyo_lock values (1, now(), 4711)")
    status, said = toy.start().finish()
    assert status == 3
    assert "yoyo holds its own lock on this database (process 4711)" in said
    assert "yoyo break-lock" in said
    assert not exists(toy.database, "b")
    ask(toy.database, "delete from yoyo_lock")
    toy.finish()
