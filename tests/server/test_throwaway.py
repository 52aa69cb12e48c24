"""Templates are built once, clones are each a test's own, and nothing is left of either for long."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from pgassay.server.cluster import Cluster
from pgassay.server.installation import Installation
from pgassay.server.throwaway import Throwaway


@pytest.fixture(scope="module")
def server(installation: Installation, initialised_copy: Cluster) -> Iterator[Throwaway]:
    """A server of this module's own: the templates of the one in use are not for us to crowd out."""
    initialised_copy.start()
    return Throwaway(initialised_copy.conninfo(), "for these tests")


@pytest.fixture(autouse=True)
def _clean(server: Throwaway) -> Iterator[None]:
    yield
    for name in databases(server):
        execute(server.conninfo, f"drop database {name} with (force)")


def execute(conninfo: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchall() if cursor.description else []


def databases(server: Throwaway) -> set[str]:
    return {str(name) for (name,) in execute(server.conninfo, "select datname from pg_database where oid > 16383")}


def build(conninfo: str) -> None:
    execute(conninfo, "create table built as select 7 as i")


def template_of(key: str) -> str:
    return f"pgassay_template_{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def test_a_clone_has_what_its_template_has_and_changes_to_it_are_its_own(server: Throwaway) -> None:
    template = server.template("one", build)
    first, second = server.clone(template), server.clone(template)
    execute(first, "delete from built")
    assert execute(first, "select i from built") == []
    assert execute(second, "select i from built") == [(7,)]
    server.drop(first)
    assert len(databases(server)) == 2


def test_dropping_disconnects_whoever_is_there(server: Throwaway) -> None:
    clone = server.clone()
    with psycopg.connect(clone):
        server.drop(clone)
    assert databases(server) == set()


def test_a_database_that_is_no_clone_is_not_dropped(server: Throwaway) -> None:
    with pytest.raises(ValueError, match="postgres is not a throwaway database"):
        server.drop(server.conninfo)


def test_a_template_is_built_once_even_by_concurrent_callers(server: Throwaway) -> None:
    builds, together = [], threading.Barrier(4)

    def counted(conninfo: str) -> None:
        builds.append(conninfo)
        build(conninfo)

    def ask(_: int) -> str:
        together.wait()
        return server.template("shared", counted)

    with ThreadPoolExecutor(4) as pool:
        names = set(pool.map(ask, range(4)))
    assert names == {template_of("shared")}
    assert len(builds) == 1
    assert server.template("shared", counted) in names
    assert len(builds) == 1


def test_another_key_is_another_template(server: Throwaway) -> None:
    assert server.template("one", build) != server.template("two", build)


def test_a_concurrent_index_is_built_while_another_caller_waits(server: Throwaway) -> None:
    began, waits = threading.Event(), threading.Event()

    def slow(conninfo: str) -> None:
        began.set()
        assert waits.wait(30)
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute("create table t (i int)")
            connection.execute("set statement_timeout = '20s'")
            connection.execute("create index concurrently t_i_idx on t (i)")

    with ThreadPoolExecutor(2) as pool:
        builder = pool.submit(server.template, "slow", slow)
        assert began.wait(30)
        waiter = pool.submit(server.template, "slow", slow)
        waits.set()
        assert builder.result() == waiter.result()


def test_a_build_that_fails_leaves_nothing_and_can_be_tried_again(server: Throwaway) -> None:
    def fails(conninfo: str) -> None:
        build(conninfo)
        raise RuntimeError("not this time")

    with pytest.raises(RuntimeError, match="not this time"):
        server.template("one", fails)
    assert databases(server) == set()
    assert execute(server.clone(server.template("one", build)), "select i from built") == [(7,)]


_BUILD_AND_DIE = """
import os, signal, sys
from pgassay.server.throwaway import Throwaway
Throwaway(sys.argv[1], "").template(sys.argv[2], lambda conninfo: os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.mark.parametrize("next_key", ["one", "another"])
def test_what_a_killed_build_left_goes_with_the_next_build_of_any_template(server: Throwaway, next_key: str) -> None:
    killed = subprocess.run([sys.executable, "-c", _BUILD_AND_DIE, server.conninfo, "one"], check=False)
    assert killed.returncode == -9
    assert databases(server) == {f"{template_of('one')}_new"}
    server.template(next_key, build)
    assert databases(server) == {template_of(next_key)}


def test_a_draft_that_somebody_builds_on_stays(server: Throwaway) -> None:
    def builds_another_meanwhile(conninfo: str) -> None:
        server.template("inner", build)
        build(conninfo)

    outer = server.template("outer", builds_another_meanwhile)
    assert execute(server.clone(outer), "select i from built") == [(7,)]


def test_the_four_templates_that_were_used_last_are_kept(server: Throwaway) -> None:
    for key in "abcdaef":
        server.template(key, build)
    assert databases(server) == {template_of(key) for key in "daef"}


def test_a_template_that_others_pushed_out_is_built_again_for_a_clone(server: Throwaway) -> None:
    name = server.template("a", build)
    for key in "bcde":
        Throwaway(server.conninfo, "another process").template(key, build)
    assert name not in databases(server)
    server.drop(server.clone(name))
    assert name in databases(server)


def test_clones_of_dead_processes_are_removed_and_those_of_others_are_not(server: Throwaway) -> None:
    code = "import sys; from pgassay.server.throwaway import Throwaway; print(Throwaway(sys.argv[1], '').clone())"
    dead = subprocess.run(
        [sys.executable, "-c", code, server.conninfo], capture_output=True, text=True, check=True
    ).stdout.strip()
    ours = server.clone()
    name = str(psycopg.conninfo.conninfo_to_dict(dead)["dbname"])
    machine, pid = name.split("_")[1:3]
    elsewhere = name.replace(machine, "0" * 6)
    execute(server.conninfo, f"create database {elsewhere}")
    execute(server.conninfo, "create database pgassay_of_somebody")
    assert int(pid) != os.getpid()
    template = server.template("one", build)
    alive = str(psycopg.conninfo.conninfo_to_dict(ours)["dbname"])
    assert databases(server) == {template, alive, elsewhere, "pgassay_of_somebody"}


def test_a_clone_that_was_given_back_is_taken_again_with_its_uses(server: Throwaway) -> None:
    template = server.template("kept", build)
    first, uses = server.take(template)
    assert uses == 0
    oid = execute(first, "select oid from pg_database where datname = current_database()")
    server.give_back(first, template, uses=7)
    second, uses = server.take(template)
    assert uses == 7
    assert execute(second, "select oid from pg_database where datname = current_database()") == oid
    assert server.take(template)[1] == 0


def test_a_clone_that_was_given_back_serves_no_other_template(server: Throwaway) -> None:
    ours, others = (server.template(key, build) for key in ("ours", "others"))
    conninfo, _ = server.take(ours)
    server.give_back(conninfo, ours, uses=1)
    assert server.take(others)[1] == 0
