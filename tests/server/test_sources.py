"""Where PostgreSQL comes from: what is named wins, what is ours is started, and no password is ever printed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from pgassay import server
from pgassay import settings as settings_module
from pgassay.errors import PgassayError, Refused, ServerError
from pgassay.server.installation import Installation
from pgassay.settings import Settings

if TYPE_CHECKING:
    from toy import Project

SECRET = "s3cr3t-Pa55"  # appears in no output


@pytest.fixture(autouse=True)
def _no_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


def with_dotenv(project: Project, url: str) -> Settings:
    (project.root / ".env").write_text(f"DATABASE_URL='{url}'\n")
    return settings_module.load(project.root)


def test_the_option_wins_over_the_environment_and_that_over_dotenv(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = with_dotenv(project, "postgresql://file/x")
    assert server.named_url(settings) == ("postgresql://file/x", "DATABASE_URL in .env")
    monkeypatch.setenv("DATABASE_URL", "postgresql://environment/x")
    assert server.named_url(settings) == ("postgresql://environment/x", "DATABASE_URL in the environment")
    assert server.named_url(settings, database_url="postgresql://option/x") == (
        "postgresql://option/x",
        "--database-url",
    )


def test_docker_that_is_asked_for_wins_over_a_variable_that_was_set(project: Project) -> None:
    assert server.named_url(with_dotenv(project, "postgresql://file/x"), docker=True) is None


def test_docker_and_a_url_in_one_command_are_refused(project: Project) -> None:
    with pytest.raises(Refused, match="--docker and --database-url name two servers"):
        server.named_url(project.settings, database_url="postgresql://h/x", docker=True)


def test_nothing_named_means_a_server_of_ours(project: Project) -> None:
    assert server.named_url(project.settings) is None


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "postgresql+asyncpg", "postgres+x"])
def test_the_driver_that_other_tools_write_into_the_scheme_is_left_out(
    database: str, project: Project, scheme: str
) -> None:
    url = server.address(database).replace("postgresql://", f"{scheme}://")
    development = server.development(project.settings, database_url=url)
    assert development.origin == f"{server.address(database)} (--database-url)"
    with psycopg.connect(development.conninfo) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_keywords_and_values_are_as_good_as_a_url(database: str, project: Project) -> None:
    assert server.development(project.settings, database_url=database).conninfo == database


@pytest.mark.parametrize(
    "url",
    [
        f"mysql://me:{SECRET}@host/db",
        f"me:{SECRET}@host/db",
        f"host=h password={SECRET} colour=blue",
        f"postgresql://me:{SECRET}@host/db?colour=blue",
        f"postgresql://me:{SECRET}@{SECRET}@host/db",  # an @ in the password
        f"postgresql://me:x/{SECRET}@host/db",  # a slash in it
        f"postgresql://me:x?{SECRET}@{SECRET}@host/db",
        f"postgresql://me:{SECRET}%zz@host/db",
    ],
)
def test_a_malformed_url_is_refused_without_being_repeated(project: Project, url: str) -> None:
    with pytest.raises(Refused) as caught:
        server.development(project.settings, database_url=url)
    assert "--database-url is not a connection string" in str(caught.value)
    assert "postgresql://USER:PASSWORD@HOST:PORT/DATABASE" in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db", "postgresql://me@127.0.0.1:1/db"),
        (f"host=/nowhere/at/all user=me password={SECRET} dbname=db", "postgresql:///db?host=/nowhere/at/all&user=me"),
        (f"postgresql://me:{SECRET}@nowhere.invalid/db", "postgresql://me@nowhere.invalid/db"),
    ],
)
def test_a_server_that_is_not_there_is_named_without_the_password(project: Project, url: str, expected: str) -> None:
    for open_it in (server.development, server.throwaway):
        with pytest.raises(ServerError) as caught:
            open_it(project.settings, database_url=url)
        assert f"no connection to {expected} (--database-url): " in str(caught.value)
        assert SECRET not in str(caught.value)
        assert caught.value.exit_code == 3


def test_a_database_that_is_not_there_is_not_taken_for_a_server_that_is_not(database: str, project: Project) -> None:
    with pytest.raises(ServerError, match='database "gone" does not exist') as caught:
        server.development(project.settings, database_url=f"{database} dbname=gone")
    assert "make the database first" in str(caught.value)


@pytest.mark.parametrize(
    ("conninfo", "expected"),
    [
        (f"host=h port=1 user=u password={SECRET} dbname=d", "postgresql://u@h:1/d"),
        ("dbname=d", "postgresql:///d"),
        ("host=/run/pg user=u dbname=d port=5432", "postgresql:///d?host=/run/pg&user=u"),
        ("host=/run/pg dbname=d port=5433", "postgresql:///d?host=/run/pg&port=5433"),
        ("host='/my folder/x&y' user='a b' dbname='d/e'", "postgresql:///d/e?host=/my%20folder/x%26y&user=a%20b"),
        (f"postgresql://a%40b:{SECRET}@h/d%3Fe", "postgresql://a%40b@h/d%3Fe"),
    ],
)
def test_an_address_is_a_url_that_leads_to_the_same_place_without_the_password(conninfo: str, expected: str) -> None:
    assert server.address(conninfo) == expected
    parts = psycopg.conninfo.conninfo_to_dict(conninfo)
    parts.pop("password", None)
    if parts.get("port") == "5432":  # the default
        del parts["port"]
    assert psycopg.conninfo.conninfo_to_dict(expected) == parts


@pytest.fixture
def own(folder: Path, installation: Installation) -> Iterator[Settings]:
    """The settings of a project that may run servers of its own; the programs are those of this repository."""
    (folder / ".pg").mkdir()
    (folder / ".pg" / installation.bin.parent.name).symlink_to(installation.bin.parent)
    (folder / "pyproject.toml").write_text('[tool.pgassay]\ndatabase = "toy"\n')
    settings = settings_module.load(folder)
    yield settings
    server.stop(settings)
    shutil.rmtree(server.throwaway_cluster(settings).home.parent)


def test_the_embedded_server_is_started_its_database_made_and_both_found_again(own: Settings) -> None:
    first = server.development(own)
    assert first.origin == f"embedded PostgreSQL 18.1 in {own.state / 'development'}"
    assert first.address == f"postgresql:///toy?host={own.state}/development/run&user=postgres"
    with psycopg.connect(first.conninfo, autocommit=True) as connection:
        connection.execute("create table kept (i int)")
    assert server.development(own) == first
    throwaway = server.throwaway(own)
    assert throwaway.conninfo != first.conninfo
    with psycopg.connect(throwaway.conninfo) as connection:
        assert connection.execute("select from pg_database where datname = 'toy'").fetchone() is None
        pgtap = connection.execute("select from pg_available_extensions where name = 'pgtap'")
        assert pgtap.fetchone() is not None
    stopped = server.stop(own)
    assert stopped == [f"stopped {own.state / 'development'}", f"stopped {server.throwaway_cluster(own).home}"]
    assert server.stop(own) == []
    again = server.development(own)
    with psycopg.connect(again.conninfo) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (0,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_a_project_that_the_servers_user_cannot_enter_keeps_its_data_elsewhere_and_says_why(
    own: Settings, installation: Installation, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = folder / "private"
    project.mkdir(mode=0o700)
    monkeypatch.setattr(server, "_ELSEWHERE", folder / "elsewhere")
    settings = replace(own, project=project)
    state = server.cache_folder(settings).parent
    assert state.parent == folder / "elsewhere"
    (state / installation.bin.parent.name).symlink_to(installation.bin.parent)
    development = server.development(settings)
    assert f"in {state}/development (the user " in development.origin
    assert f"cannot enter {project}" in development.origin
    with psycopg.connect(development.conninfo) as connection:
        assert connection.execute("select current_database()").fetchone() == ("toy",)
    assert server.stop(settings) == [f"stopped {state}/development"]


@pytest.mark.parametrize("docker", [False, True])
def test_every_failure_to_open_a_server_is_an_expected_one(project: Project, docker: bool) -> None:
    url = None if docker else "postgresql://127.0.0.1:1/x"
    with pytest.raises(PgassayError) as caught:
        server.development(project.settings, database_url=url, docker=docker)
    assert caught.value.exit_code == 3
