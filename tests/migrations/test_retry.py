"""What lost a race for a lock is tried again, whole, until the others are through or the bound is reached."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import psycopg
import pytest

from databases import applied, ask, exists, value
from migrators import Migrator
from pgassay.errors import MigrationFailed, Refused
from pgassay.migrations import runner
from pgassay.migrations.patience import Patience, seconds
from toy import Project

FIRST, SECOND = "toy-0001-create-busy", "toy-0002-step"


@pytest.fixture
def busy(project: Project, database: str) -> Project:
    """A project whose first migration is applied; nothing waits long for a lock, and all is tried again."""
    settings = ["lock_timeout = '30ms'", "concurrent_lock_timeout = '30ms'", "retry_pause = '1ms'", "retry_for = '60s'"]
    (project.root / "pyproject.toml").write_text("\n".join(["[tool.pgassay]", *settings]))
    project.migration(FIRST, "create table busy (i int);\ninsert into busy values (1);", "drop table busy;")
    runner.migrate(project.settings, database)
    return project


@pytest.fixture
def start(busy: Project, database: str) -> Iterator[Callable[..., Migrator]]:
    """Starts migrators that do not outlive the test."""
    started: list[Migrator] = []

    def start(*arguments: str, options: str = "") -> Migrator:
        conninfo = psycopg.conninfo.make_conninfo(database, options=options) if options else database
        started.append(Migrator(busy.root, conninfo, *(arguments or ("migrate",))))
        return started[-1]

    yield start
    for migrator in started:
        migrator.kill()


def step(project: Project, up: str, *, header: str = "") -> Path:
    return project.migration(SECOND, f"-- depends: {FIRST}\n{header}{up}")


def tries_again(migrator: Migrator) -> str:
    """Wait until the migrator says that it tries again; returns what it says."""
    assert migrator.process.stderr is not None
    for line in migrator.process.stderr:
        if "trying again in" in line:
            return line
    raise AssertionError(f"it ended: {migrator.finish()}")


def test_an_atomic_migration_that_got_no_lock_is_run_again_whole(
    busy: Project, database: str, start: Callable[..., Migrator]
) -> None:
    step(busy, "create table b as select count(*) from busy;\nalter table busy add j int;")
    with psycopg.connect(database) as holder:
        holder.execute("select * from busy")
        migrator = start()
        assert f"{SECOND}: it did not get a lock in time (55P03); trying again in 0.0 s" in tries_again(migrator)
        assert not exists(database, "b")
        holder.rollback()
    status, said = migrator.finish()
    assert status == 0, said
    assert applied(database) == [FIRST, SECOND]


def test_those_before_it_in_its_message_are_not_run_again(
    busy: Project, database: str, start: Callable[..., Migrator]
) -> None:
    step(busy, "create table b (i int);")
    busy.migration("toy-0003-c", f"-- depends: {SECOND}\nalter table busy add j int;")
    busy.migration("toy-0004-d", "-- depends: toy-0003-c\ncreate table d (i int);")
    with psycopg.connect(database) as holder:
        holder.execute("select * from busy")
        migrator = start()
        assert "toy-0003-c: " in tries_again(migrator)
        assert applied(database) == [FIRST, SECOND]
        holder.rollback()
    status, said = migrator.finish()
    assert status == 0, said
    assert applied(database) == [FIRST, SECOND, "toy-0003-c", "toy-0004-d"]


def test_a_concurrent_build_is_begun_again_after_its_invalid_index_is_gone(
    busy: Project, database: str, start: Callable[..., Migrator]
) -> None:
    step(busy, "create unique index concurrently busy_i_key on busy (i);", header="-- transactional: false\n")
    with psycopg.connect(database) as holder:
        holder.execute("insert into busy values (2)")  # a build waits for those who write
        migrator = start()
        tries_again(migrator)
        tries_again(migrator)
        holder.rollback()
    status, said = migrator.finish()
    assert status == 0, said
    indexes = (
        "select relname, indisvalid from pg_index join pg_class on oid = indexrelid where indrelid = 'busy'::regclass"
    )
    assert ask(database, indexes) == [("busy_i_key", True)]
    assert applied(database) == [FIRST, SECOND]


def test_what_a_file_without_a_transaction_has_done_is_not_done_again(
    busy: Project, database: str, start: Callable[..., Migrator]
) -> None:
    step(busy, "update busy set i = i + 1;\nalter table busy add j int;", header="-- transactional: false\n")
    with psycopg.connect(database) as holder:
        holder.execute("lock table busy in row share mode")
        migrator = start()
        tries_again(migrator)
        assert value(database, "select i from busy") == 2
        holder.rollback()
    status, said = migrator.finish()
    assert status == 0, said
    assert value(database, "select i from busy") == 2


def test_the_victim_of_a_deadlock_is_run_again(busy: Project, database: str, start: Callable[..., Migrator]) -> None:
    (busy.root / "pyproject.toml").write_text("[tool.pgassay]\nlock_timeout = '60s'\nretry_pause = '1ms'\n")
    ask(database, "create table other (i int)")
    step(busy, "alter table other add j int;\nalter table busy add j int;")
    with psycopg.connect(database) as holder:
        holder.execute("set local deadlock_timeout = '1h'")  # so that it is not the victim
        holder.execute("select * from busy")
        migrator = start(options="-c deadlock_timeout=2s")
        migrator.waits_for_a_lock()
        thread = threading.Thread(target=lambda: holder.execute("select * from other"))
        thread.start()  # waits for the migrator, which waits for it
        assert "waited for each other (40P01)" in tries_again(migrator)
        thread.join()
        holder.rollback()
    status, said = migrator.finish()
    assert status == 0, said
    assert applied(database) == [FIRST, SECOND]


def test_a_transaction_that_could_not_be_serialized_is_run_again(
    busy: Project, database: str, start: Callable[..., Migrator]
) -> None:
    (busy.root / "pyproject.toml").write_text("[tool.pgassay]\nlock_timeout = '60s'\nretry_pause = '1ms'\n")
    step(busy, "set transaction isolation level repeatable read;\nupdate busy set i = i * 10;")
    with psycopg.connect(database) as writer:
        writer.execute("update busy set i = 7")
        migrator = start()
        migrator.waits_for_a_lock()
        writer.commit()
        assert "another transaction changed what it had read (40001)" in tries_again(migrator)
    status, said = migrator.finish()
    assert status == 0, said
    assert value(database, "select i from busy") == 70


def test_a_rollback_that_got_no_lock_is_run_again(busy: Project, database: str, start: Callable[..., Migrator]) -> None:
    with psycopg.connect(database) as holder:
        holder.execute("select * from busy")
        migrator = start("rollback")
        tries_again(migrator)
        holder.rollback()
    status, said = migrator.finish()
    assert status == 0, said
    assert not exists(database, "busy")


def test_at_the_bound_it_gives_way_and_says_how_often_it_was_tried(busy: Project, database: str) -> None:
    step(busy, "alter table busy add j int;")
    settings = replace(busy.settings, lock_timeout="10ms", retry_for="60ms", retry_pause="1ms")
    with psycopg.connect(database) as holder:
        holder.execute("select * from busy")
        with pytest.raises(MigrationFailed, match=r"\n  tried \d+ times\n") as caught:
            runner.migrate(settings, database)
    assert "retry_for" in (caught.value.hint or "")
    assert applied(database) == [FIRST]


def test_what_is_wrong_in_itself_is_not_tried_again(busy: Project, database: str) -> None:
    step(busy, "alter table busy add i int;")
    with pytest.raises(MigrationFailed) as caught:
        runner.migrate(busy.settings, database)
    assert caught.value.sqlstate == "42701"
    assert "tried" not in caught.value.what


def test_pauses_double_up_to_the_longest_and_end_at_the_bound() -> None:
    patience = Patience(bound=10, first=1, longest=4, _random=Random(0))  # noqa: S311
    pauses = [patience.next_pause(now=now) for now in (100.0, 101.0, 103.0, 106.0)]
    for pause, whole in zip(pauses, (1, 2, 4, 4), strict=True):
        assert pause is not None
        assert whole / 2 <= pause <= whole
    assert patience.next_pause(now=109.0) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("0", 0), ("250", 0.25), ("250ms", 0.25), ("1.5 s", 1.5), ("2min", 120), ("1h", 3600)]
)
def test_times_are_read_as_the_server_reads_them(text: str, expected: float) -> None:
    assert seconds(text, name="retry_for") == pytest.approx(expected)


def test_what_is_not_a_time_is_refused(project: Project, database: str) -> None:
    project.migration(FIRST, "create table busy (i int);")
    with pytest.raises(Refused, match=r"retry_for: 'soon' is not a time"):
        runner.migrate(project.configured(retry_for="soon"), database)
