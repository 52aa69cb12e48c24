"""A server process that is killed, on a server of this module's own: it takes all others down with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from broken_files import SqlFile, build_template
from pgassay import server
from pgassay.errors import ServerError
from pgassay.server import Throwaway
from pgassay.server.cluster import Cluster
from pgassay.settings import Settings
from pgassay.tap import suite
from pgassay.tap.report import failures

PASSES = "begin; select plan(1); select ok(true, 'one'); select * from finish(); rollback;"

# Gives the other file time to run beside it, and never comes to its third assertion.
KILLER = """begin;
select plan(3);
select ok(true, 'one');
do $$ begin
    for i in 1..2000 loop
        exit when exists (select from pg_stat_activity where state = 'active' and query like '%the vic' || 'tim%');
        perform pg_stat_clear_snapshot();
    end loop;
end $$;
select ok(true, 'two');
do $$ begin
    execute format('copy (select 1) to program %L', 'kill -9 ' || pg_backend_pid());
    perform pg_sleep(3600);
end $$;
select ok(true, 'three');
select * from finish();
rollback;
"""
# Ends when the killer is gone.
VICTIM = """begin;
select plan(1);
do $$ begin /* the victim */
    while exists (select from pg_stat_activity where query like '%kill -' || '9%' and pid <> pg_backend_pid())
    loop perform pg_stat_clear_snapshot(); end loop;
end $$;
select ok(true, 'one');
select * from finish();
rollback;
"""


@pytest.fixture(scope="module")
def own_server(settings: Settings) -> Iterator[Throwaway]:
    shared = server.throwaway_cluster(settings)
    home = shared.home.with_name(f"crash-{os.getpid()}")
    home.mkdir()
    cluster = Cluster(shared.installation, home, durable=False)
    cluster.start()
    yield Throwaway(cluster.conninfo(), "a server to crash")
    cluster.start()  # a killed server leaves shared memory, which the next start cleans up
    cluster.destroy()
    shutil.rmtree(home)


def test_the_file_that_killed_its_process_is_named_with_its_line_and_the_others_pass(
    own_server: Throwaway, settings: Settings, sql_file: SqlFile
) -> None:
    files = [
        sql_file(text, f"{name}.sql")
        for name, text in {"killer": KILLER, "victim": VICTIM, "x": PASSES, "y": PASSES}.items()
    ]
    template = own_server.template("crash", lambda conninfo: build_template(settings, conninfo))
    result = suite.run(files, server=own_server, template=template, jobs=2, seconds=60)
    assert [file.ok for file in result.files] == [False, True, True, True]
    (failure,) = failures(result.files[0])
    assert failure.place.line == 11
    assert failure.what.startswith("the server process died: server closed the connection unexpectedly")


def test_a_crash_that_does_not_repeat_says_that_its_line_is_not_known(
    own_server: Throwaway, settings: Settings, sql_file: SqlFile
) -> None:
    # Sent at once, the query that runs is the whole file; one statement at a time, it is not.
    text = """begin;
do $$ begin
    if current_query() like '%pl' || 'an(0)%' then
        execute format('copy (select 1) to program %L', 'kill -9 ' || pg_backend_pid());
        perform pg_sleep(3600);
    end if;
end $$;
select plan(0);
"""
    template = own_server.template("crash", lambda conninfo: build_template(settings, conninfo))
    (result,) = suite.run([sql_file(text)], server=own_server, template=template, jobs=1, seconds=60).files
    (failure,) = failures(result)
    assert "the line is not known" in failure.details[-1]


def test_a_server_that_does_not_come_back_ends_the_run(
    own_server: Throwaway, settings: Settings, sql_file: SqlFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pgassay.tap.connection.RECOVERY_SECONDS", 0.1)
    stop = """copy (select 1) to program 'kill -QUIT $(head -1 postmaster.pid)'; select pg_sleep(3600);"""
    files = [sql_file(text, f"{name}.sql") for name, text in {"a": PASSES, "b": stop, "c": PASSES}.items()]
    template = own_server.template("crash", lambda conninfo: build_template(settings, conninfo))
    result = suite.run(files, server=own_server, template=template, jobs=1, seconds=60)
    assert isinstance(result.trouble, ServerError)
    assert result.trouble.what.startswith("no connection to the test database within 0.1 s: ")
    assert [file.ran for file in result.files] == [True, False, False]
    assert not result.ok
