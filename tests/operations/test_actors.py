"""Acting as somebody, as clients send it; the roles of a cluster, as several databases make and drop them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg
import pytest

from databases import Connect
from pgassay import server
from pgassay.migrations import runner
from pgassay.server import Throwaway
from pgassay.server.cluster import Cluster
from pgassay.settings import Settings

EMAIL = "ada@example.com"


def simple(connection: psycopg.Connection[Any], id: str) -> None:
    """One message with the text of the statement."""
    psycopg.ClientCursor(connection).execute("call platform.act_as(%s, 'customer')", (id,))


def extended(connection: psycopg.Connection[Any], id: str) -> None:
    """Parse, bind, execute."""
    connection.execute("call platform.act_as(%s, 'customer')", (id,), prepare=False)


def prepared(connection: psycopg.Connection[Any], id: str) -> None:
    """Parsed beforehand, in a transaction of its own."""
    connection.execute("call platform.act_as(%s, 'customer')", (id,), prepare=True)


WAYS = (simple, extended, prepared)


@pytest.fixture
def ada(connect: Connect) -> str:
    """Id of a customer."""
    row = (
        connect()
        .execute("insert into shop.users (email, password_hash) values (%s, 'x') returning id::text", (EMAIL,))
        .fetchone()
    )
    assert row is not None
    return str(row[0])


def actor(connection: psycopg.Connection[Any]) -> object:
    return connection.execute("select platform.actor_id(), platform.actor_role()").fetchone()


@pytest.mark.parametrize("way", WAYS)
def test_the_actor_lasts_as_long_as_the_transaction(connect: Connect, ada: str, way: Callable[..., None]) -> None:
    connection = connect()
    for _ in range(2):
        with connection.transaction():
            way(connection, ada)
            assert actor(connection) == (ada, "customer")
        assert actor(connection) == (None, None)


@pytest.mark.parametrize("way", WAYS)
def test_outside_a_transaction_nobody_can_be_acted_as(connect: Connect, ada: str, way: Callable[..., None]) -> None:
    connection = connect()
    for _ in range(2):
        with pytest.raises(psycopg.Error, match="there is no transaction in which to act as") as caught:
            way(connection, ada)
        assert caught.value.sqlstate == "PF001"
        assert caught.value.diag.message_hint is not None
        assert actor(connection) == (None, None)


def test_a_message_of_several_statements_is_a_transaction(connect: Connect, ada: str) -> None:
    connection = connect()
    connection.execute("create table public.acted (id text)")
    connection.execute(
        f"call platform.act_as('{ada}', 'customer'); insert into public.acted select platform.actor_id()".encode()
    )
    assert connection.execute("select id from public.acted").fetchall() == [(ada,)]


def test_after_a_refusal_the_transaction_can_go_on(connect: Connect, ada: str) -> None:
    connection = connect()
    with connection.transaction():
        extended(connection, ada)
        with pytest.raises(psycopg.Error) as caught, connection.transaction():
            extended(connection, "00000000-0000-4000-8000-000000000000")
        assert caught.value.sqlstate == "PF002"
        assert actor(connection) == (ada, "customer")


def roles(conninfo: str) -> set[str]:
    """The cluster's roles, the server's own aside."""
    with psycopg.connect(conninfo) as connection:
        return {row[0] for row in connection.execute("select rolname from pg_roles where rolname !~ '^pg_'")}


@pytest.fixture
def lonely(settings: Settings) -> Iterator[Throwaway]:
    """A cluster in which nothing else is."""
    home = Path(tempfile.mkdtemp(prefix="pgassay-test-"))
    home.chmod(0o755)
    cluster = Cluster(server.throwaway_cluster(settings).installation, home, durable=False)
    cluster.start()
    yield Throwaway(cluster.conninfo(), "alone")
    cluster.stop()
    shutil.rmtree(home)


def test_roles_are_made_once_and_dropped_with_the_last_database(settings: Settings, lonely: Throwaway) -> None:
    before = roles(lonely.conninfo)
    databases = [lonely.clone() for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:  # at once: the second finds the first one's roles half made
        list(pool.map(lambda conninfo: runner.migrate(settings, conninfo, to="platform-0006"), databases))
    assert len(roles(lonely.conninfo) - before) == 15
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda conninfo: runner.roll_back(settings, conninfo, count=1), databases[:2]))
    assert len(roles(lonely.conninfo) - before) == 15
    runner.roll_back(settings, databases[2], count=1)
    assert roles(lonely.conninfo) == before


def test_a_role_that_something_was_given_to_stays(settings: Settings, lonely: Throwaway) -> None:
    conninfo = lonely.clone()
    runner.migrate(settings, conninfo, to="platform-0006")
    with ExitStack() as stack:
        connection = stack.enter_context(psycopg.connect(conninfo, autocommit=True))
        connection.execute("create table public.kept ()")
        connection.execute("grant select on public.kept to shop_readonly")
    runner.roll_back(settings, conninfo, count=1)
    assert roles(conninfo) == {"postgres", "shop_readonly"}


def test_a_role_of_that_name_that_bypasses_row_security_is_refused(settings: Settings, lonely: Throwaway) -> None:
    conninfo = lonely.clone()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("create role shop_app bypassrls")
    with pytest.raises(Exception, match="role shop_app exists and is a superuser or bypasses row security"):
        runner.migrate(settings, conninfo, to="platform-0006")
    assert roles(conninfo) == {"postgres", "shop_app"}
