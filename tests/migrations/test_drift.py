"""What a live database can have come to, and that each is told from the others."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from pgassay import server
from pgassay.catalogue import diff, read
from pgassay.errors import MigrationFailed, Refused
from pgassay.migrations import drift, runner
from pgassay.migrations.findings import Drift, Ignored
from pgassay.operations import backup
from pgassay.server import Development, Throwaway
from pgassay.server import cluster as cluster_module
from pgassay.server.cluster import Cluster
from pgassay.settings import Settings
from waiting import until

if TYPE_CHECKING:
    from toy import Project

FUNCTION = "create function one() returns integer language sql as 'select 1';"


@pytest.fixture
def toy(project: Project) -> Project:
    """A project with a table, an index and a function."""
    project.migration(
        "toy-0001-things",
        f"create table things (id integer, name text); {FUNCTION}",
        "drop function one; drop table things;",
    )
    project.migration(
        "toy-0002-index",
        "-- depends: toy-0001-things\n-- transactional: false\n"
        "create index concurrently things_name_idx on things (name);",
        "drop index concurrently things_name_idx;",
    )
    return project


@pytest.fixture
def live(toy: Project, database: str) -> str:
    """A database to which they are applied."""
    runner.migrate(toy.settings, database)
    return database


def execute(conninfo: str, *statements: str) -> None:
    """Change a database by hand."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def found(drifted: Drift) -> dict[str, str]:
    """Each object that differs and what is said of it."""
    return {each.label: each.what for each in drifted.findings}


def test_none(toy: Project, live: str, throwaway: Throwaway) -> None:
    same = drift.examine(toy.settings, live, throwaway)
    assert not same
    assert drift.report(same) == "no drift: the database equals its 2 applied migrations"


@pytest.mark.parametrize(
    ("statement", "label", "words"),
    [
        ("create index by_hand on things (id)", "index public.things.by_hand", "somebody added it"),
        ("drop index things_name_idx", "index public.things.things_name_idx", "somebody dropped it"),
        (
            FUNCTION.replace("create", "create or replace").replace("1'", "2'"),
            "function public.one()",
            "its body was edited",
        ),
        ("alter function one stable", "function public.one()", "somebody changed its volatility"),
        ("grant select on things to public", "table public.things", "who may use it was changed"),
        ("alter table things alter id set default 7", "column public.things.id", "somebody changed its default"),
        (
            "update pg_index set indisvalid = false where indexrelid = 'things_name_idx'::regclass",
            "index public.things.things_name_idx",
            "the index is invalid: a build was interrupted, and the server does not use it",
        ),
    ],
)
def test_a_change_by_hand(
    toy: Project, live: str, throwaway: Throwaway, statement: str, label: str, words: str
) -> None:
    execute(live, statement)
    drifted = drift.examine(toy.settings, live, throwaway)
    assert found(drifted) == {label: words}
    assert (drifted.troubles, drifted.notes) == ([], [])
    assert label in drift.report(drifted)


WORDED = """
create table words (
    a varchar constraint a_is_known check (a in ('one (or two)', 'two')),
    b integer default 7,
    constraint b_is_within check (b between 1 and 9 and a <> 'x' and (b <> 5 or a = 'five'))
);
alter table words enable row level security;
create policy a_few on words using (b between 1 and 9 and a <> 'x');
create view few as select a from words where (b > 1 or b < 0 or a is null) and (a <> 'y' and b between 1 and 9);
create function any_of(wanted varchar) returns boolean language sql
    begin atomic select exists (select from words where b between 2 and 3 and (a = wanted or b = 2 or b = 3)); end;
create trigger on_change before update on words for each row
    when ((old.a, old.b, old.a) is distinct from (new.a, new.b, new.a))
    execute function suppress_redundant_updates_trigger();
create index words_idx on words (b) where a in ('one', 'two') and b between 1 and 2;
"""


def test_what_a_dump_words_otherwise_is_none(toy: Project, live: str, throwaway: Throwaway, tmp_path: Path) -> None:
    """And what is another condition, in other parentheses only, is seen."""
    down = "drop view few; drop function any_of; drop table words;"
    toy.migration("toy-0003-words", f"-- depends: toy-0002-index\n{WORDED}", down)
    runner.migrate(toy.settings, live)
    dump = backup.take(toy.settings, live, folder=tmp_path / "backups", where=throwaway).path
    restored = throwaway.clone()
    try:
        tools = backup.programs(toy.settings, 180000)
        command = [tools.restore, "--exit-on-error", f"--dbname={restored}", str(dump)]
        subprocess.run(command, env=tools.environment, check=True)
        with psycopg.connect(live) as one, psycopg.connect(restored) as other:
            worded = diff(read(one), read(other)).labels
        assert len(worded) == 6, "all but the index, whose condition is parsed as it is written"
        assert drift.report(drift.examine(toy.settings, restored, throwaway)).startswith("no drift")
        execute(
            restored,
            "alter table words drop constraint b_is_within, add constraint b_is_within "
            "check (b between 1 and 9 and (a <> 'x' and b <> 5 or a = 'five'))",
        )
        label = "constraint public.words.b_is_within"
        assert found(drift.examine(toy.settings, restored, throwaway)) == {label: "somebody changed its definition"}
    finally:
        throwaway.drop(restored)


def test_an_index_left_half_built(toy: Project, live: str, throwaway: Throwaway) -> None:
    execute(live, "insert into things values (1), (1)")
    with pytest.raises(psycopg.errors.UniqueViolation):
        execute(live, "create unique index concurrently twice on things (id)")
    drifted = drift.examine(toy.settings, live, throwaway)
    assert found(drifted)["index public.things.twice"].startswith("an index left half built")


def test_pending_migrations_are_no_drift(toy: Project, live: str, throwaway: Throwaway) -> None:
    toy.migration("toy-0003-more", "-- depends: toy-0002-index\ncreate table more ();", "drop table more;")
    drifted = drift.examine(toy.settings, live, throwaway)
    assert not drifted
    assert drifted.notes == ["pending: 1 migration not applied yet: toy-0003-more"]
    execute(live, "create table more ()")
    drifted = drift.examine(toy.settings, live, throwaway)
    assert found(drifted) == {
        "table public.more": "a pending migration makes it, and it is there without being recorded"
    }


def test_a_half_applied_migration(toy: Project, live: str, throwaway: Throwaway) -> None:
    toy.migration(
        "toy-0003-two",
        "-- depends: toy-0002-index\n-- transactional: false\ncreate table first ();\ncreate table things ();",
        "drop table things; drop table first;",
    )
    with pytest.raises(MigrationFailed):
        runner.migrate(toy.settings, live)
    toy.migration(  # the mistake is mended, and not yet deployed
        "toy-0003-two",
        "-- depends: toy-0002-index\n-- transactional: false\ncreate table first ();\ncreate table second ();",
        "drop table second; drop table first;",
    )
    drifted = drift.examine(toy.settings, live, throwaway)
    assert found(drifted) == {"table public.first": "made by the half-applied migration"}
    assert drifted.troubles == ["toy-0003-two is half applied: 1 of its statements are done, then it was stopped"]
    assert drifted.notes == []


def test_a_half_rolled_back_migration(toy: Project, live: str, throwaway: Throwaway) -> None:
    toy.migration(
        "toy-0003-two",
        "-- depends: toy-0002-index\n-- transactional: false\ncreate table first ();\ncreate table second ();",
        "drop table second;\ndrop table first;",
    )
    runner.migrate(toy.settings, live)
    execute(live, "create view v as select from first")
    with pytest.raises(MigrationFailed):
        runner.roll_back(toy.settings, live, count=1)
    execute(live, "drop view v")
    drifted = drift.examine(toy.settings, live, throwaway)
    assert found(drifted) == {"table public.second": "dropped by the migration that is half rolled back"}
    assert "toy-0003-two is half rolled back: 1 of its statements" in drifted.troubles[0]


def test_an_edited_file(toy: Project, live: str, throwaway: Throwaway) -> None:
    toy.migration(
        "toy-0001-things",
        f"create table things (id bigint, name text); {FUNCTION}",
        "drop function one; drop table things;",
    )
    drifted = drift.examine(toy.settings, live, throwaway)
    assert "was changed after it was applied" in drifted.troubles[0]
    assert found(drifted) == {"column public.things.id": "somebody changed its type"}


def test_what_is_ignored_has_a_reason(toy: Project, live: str, throwaway: Throwaway) -> None:
    execute(live, "create index by_hand on things (id)")
    ignores = [Ignored("index public.things.by_*", "for the accountants"), Ignored("view *", "gone since")]
    drifted = drift.examine(toy.settings, live, throwaway, ignores=ignores)
    assert not drifted
    assert [(each.label, because) for each, because in drifted.ignored] == [
        ("index public.things.by_hand", "for the accountants")
    ]
    assert drifted.needless == ignores[1:]
    assert "for the accountants" in drift.report(drifted)
    assert "nothing differs any more that is ignored as: view *" in drift.report(drifted)


def test_the_ignore_list_is_read_from_the_project(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    assert drift.ignore_list(path) == []
    path.write_text('[tool.pgassay.drift]\nignore = [{ object = "view x", because = "why" }]\n')
    assert drift.ignore_list(path) == [Ignored("view x", "why")]
    path.write_text('[tool.pgassay.drift]\nignore = [{ object = "view x", because = "" }]\n')
    with pytest.raises(Refused, match="names its object and the reason"):
        drift.ignore_list(path)


def test_the_owner_may_be_called_otherwise(toy: Project, throwaway: Throwaway) -> None:
    """A live database is rarely migrated by the user who owns a throwaway one."""
    conninfo = throwaway.clone()
    role = "pgassay_test_" + psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"]  # type: ignore[operator]
    try:
        execute(conninfo, f"create role {role} superuser")
        runner.migrate(toy.settings, psycopg.conninfo.make_conninfo(conninfo, options=f"-c role={role}"))
        execute(
            conninfo,
            f"alter table things owner to {role}",
            f"alter table _yoyo_migration owner to {role}",
            f"alter function one owner to {role}",
        )
        assert found(drift.examine(toy.settings, conninfo, throwaway)) == {}
        execute(conninfo, "alter table things owner to postgres")
        assert found(drift.examine(toy.settings, conninfo, throwaway)) == {
            "table public.things": "it was given to another owner"
        }
    finally:
        throwaway.drop(conninfo)
        execute(throwaway.conninfo, f"drop role {role}")


def test_the_command(
    toy: Project,
    live: str,
    throwaway: Throwaway,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "development", lambda *_, **__: Development(live, "here"))
    monkeypatch.setattr(server, "throwaway", lambda *_, **__: throwaway)
    parser = argparse.ArgumentParser()
    parser.set_defaults(database_url=None, docker=False)
    drift.add_arguments(parser)
    args = parser.parse_args(["--replay-on", "postgresql://"])
    assert drift.run(toy.settings, args) == 0
    assert "no drift" in capsys.readouterr().out
    execute(live, FUNCTION.replace("create", "create or replace").replace("1'", "2'"))
    assert drift.run(toy.settings, args) == 1
    said = capsys.readouterr().out
    assert "select 1 → select 2" in said
    assert said.endswith("drift: 1 finding\n")
    assert drift.run(toy.settings, parser.parse_args(["--replay-on", "postgresql://", "--json"])) == 1
    parsed = json.loads(capsys.readouterr().out)
    assert [each["what"] for each in parsed["findings"]] == ["its body was edited"]


@contextmanager
def standby(primary: Cluster, home: Path) -> Iterator[Cluster]:
    """A streaming replica of a server of ours."""
    home.mkdir(parents=True)
    copy = Cluster(primary.installation, home, durable=True)
    arguments = [
        "-D",
        str(home / "copy"),
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
        "-h",
        str(primary.socket_folder),
        "-U",
        "postgres",
    ]
    subprocess.run(
        [primary.installation.program("pg_basebackup"), *arguments],
        env=primary.installation.environment,
        check=True,
        capture_output=True,
    )
    (home / "copy").rename(copy.data)
    user = cluster_module.owner()
    for path in (home, copy.data, *copy.data.rglob("*")):
        shutil.chown(path, user.uid, user.gid)
    (copy.data / "postmaster.pid").unlink(missing_ok=True)
    copy.start()
    try:
        yield copy
    finally:
        copy.destroy()


def test_a_lagging_replica(toy: Project, settings: Settings, throwaway: Throwaway) -> None:
    homes = server.throwaway_cluster(settings).home.parent
    home = homes / f"drift-{toy.root.name}-{toy.root.parent.name}"
    primary = Cluster(server.throwaway_cluster(settings).installation, _made(home / "primary"), durable=True)
    try:
        primary.start()
        execute(primary.conninfo(), "create database live")
        runner.migrate(toy.settings, primary.conninfo("live"))
        with standby(primary, home / "standby") as copy:
            _caught_up(primary, copy)
            same = drift.examine(toy.settings, copy.conninfo("live"), throwaway)
            assert not same
            assert same.notes[0].startswith("a replica (")
            execute(copy.conninfo("live"), "select pg_wal_replay_pause()")
            toy.migration("toy-0003-more", "-- depends: toy-0002-index\ncreate table more ();", "drop table more;")
            runner.migrate(toy.settings, primary.conninfo("live"))
            late = drift.examine(toy.settings, copy.conninfo("live"), throwaway)
            assert not late
            assert late.notes[0].startswith("a lagging replica (")
            assert "replay is paused" in late.notes[0]
            assert "1 migration not there yet, perhaps still on the way: toy-0003-more" in late.notes[0]
            execute(copy.conninfo("live"), "select pg_wal_replay_resume()")
            _caught_up(primary, copy)
            assert drift.examine(toy.settings, copy.conninfo("live"), throwaway).notes[0].startswith("a replica (")
    finally:
        primary.destroy()
        shutil.rmtree(home, ignore_errors=True)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _caught_up(primary: Cluster, copy: Cluster) -> None:
    with psycopg.connect(primary.conninfo()) as one, psycopg.connect(copy.conninfo(), autocommit=True) as two:
        (position,) = _one(one, "select pg_current_wal_lsn()::text")
        until(lambda: _one(two, f"select pg_last_wal_replay_lsn() >= '{position}'")[0], "the replica has caught up")


def _one(connection: psycopg.Connection[Any], query: str) -> Any:
    return connection.execute(query.encode()).fetchone()
