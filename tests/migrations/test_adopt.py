"""Taking over the application's database as its client's own tool made it: every table in ``public``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pgassay import settings as settings_module
from pgassay.errors import Refused
from pgassay.migrations import adopt, drift, runner
from pgassay.server import Throwaway
from pgassay.settings import Settings

TO = "nexus-0011"
COMMENTS = ["*:comment"]
DEFAULTS = ["column nexus.*.id:default"]
TRACKING = """
    create table _prisma_migrations (
        id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
        migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
        started_at timestamptz not null default now(), applied_steps_count integer not null default 0
    );
    insert into _prisma_migrations (id, checksum, migration_name) values ('1', 'c', '20250101000000_init');
    insert into users (id, email, role) values ('u1', 'ada@example.com', 'PARENT');
    insert into parent_profiles (id, "userId") values ('p1', 'u1');
"""


@pytest.fixture
def ours() -> Settings:
    """The repository itself."""
    return settings_module.load(Path(__file__).parents[2])


@pytest.fixture
def live(ours: Settings, throwaway: Throwaway) -> Iterator[str]:
    """The baseline under ``public``, without comments and defaults of ours, rows in it, beside the tool's own table."""
    conninfo = throwaway.clone()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("create extension vector")
        for file in sorted((ours.migrations / "nexus").glob("nexus-000[2-9]-*.sql")) + sorted(
            (ours.migrations / "nexus").glob("nexus-001[01]-*.sql")
        ):
            if ".rollback" not in file.name:
                text = file.read_text().replace("nexus.", "public.").replace("extensions.", "public.")
                connection.execute(text.replace(" default platform.new_text_id()", "").encode())
        for (statement,) in connection.execute(
            "select format('comment on %s %s is null', case when objsubid = 0 then 'table' else 'column' end, "
            "c.oid::regclass || case when objsubid > 0 then '.' || quote_ident(attname) else '' end) "
            "from pg_description as d join pg_class as c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass "
            "left join pg_attribute as a on a.attrelid = c.oid and a.attnum = objsubid and objsubid > 0 "
            "where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
        ).fetchall():
            connection.execute(statement.encode())
        connection.execute(TRACKING.encode())
    yield conninfo
    throwaway.drop(conninfo)


def plan(settings: Settings, live: str, throwaway: Throwaway, *accept: str) -> adopt.Plan:
    """What would be done up to the end of the baseline."""
    return adopt.plan(settings, live, throwaway, context="nexus", to=TO, accept=accept)


def test_the_applications_database_is_adopted(ours: Settings, live: str, throwaway: Throwaway) -> None:
    first = plan(ours, live, throwaway)
    assert {change.before.kind for change in first.differences.changed} >= {"column", "table"}
    assert not first.differences.added
    assert not first.differences.removed
    assert "table users" in first.moved
    assert "type UserRole" in first.moved
    assert first.left == ("table _prisma_migrations",)
    assert [each.id for each in first.needed][-1].startswith("platform-0005")

    differing = {name for change in first.differences.changed for name in change.attributes}
    assert differing == {"comment", "default"}

    ready = plan(ours, live, throwaway, *COMMENTS, *DEFAULTS)
    assert not ready.differences
    assert adopt.report(ready, done=False).endswith("ready: --yes does it")
    with psycopg.connect(live) as connection:  # nothing was changed by all this
        assert connection.execute("select to_regnamespace('nexus'), to_regnamespace('platform')").fetchone() == (
            None,
            None,
        )

    adopt.adopt(ours, live, ready)
    with psycopg.connect(live) as connection:
        assert connection.execute('select u.email from nexus.users u join nexus.parent_profiles p on p."userId" = u.id')
        assert connection.execute("select count(*) from public._prisma_migrations").fetchone() == (1,)
        assert connection.execute("select count(*) from pg_tables where schemaname = 'public' and tablename !~ '^_'")
    found = drift.examine(ours, live, throwaway)
    assert found.applied == len(ready.needed) + len(ready.marked)
    assert {each.what for each in found.findings if "default" in each.what}

    runner.migrate(ours, live, to="nexus-0046")
    with psycopg.connect(live, autocommit=True) as connection:
        assert connection.execute("select to_regclass('nexus.users_role_idx') is not null").fetchone() == (True,)
    with pytest.raises(Refused, match="is recorded as applied"):
        plan(ours, live, throwaway)


def test_what_differs_is_named_and_nothing_is_moved(ours: Settings, live: str, throwaway: Throwaway) -> None:
    with psycopg.connect(live, autocommit=True) as connection:
        connection.execute("alter table users add column nickname text")
        connection.execute("drop index if exists subscriptions_studentId_idx")
        connection.execute("alter table messages alter column content drop not null")
        connection.execute("create role adopt_reader nologin")
        connection.execute("grant select on users to adopt_reader")
    try:
        found = plan(ours, live, throwaway, *COMMENTS, *DEFAULTS, "table nexus.nothing")
        assert found.differences.labels == ("column nexus.messages.content", "column nexus.users.nickname")
        assert found.needless == ("table nexus.nothing",)
        assert found.grants == ("adopt_reader",)
        with pytest.raises(Refused, match="nobody accepted"):
            adopt.adopt(ours, live, found)
    finally:
        with psycopg.connect(live, autocommit=True) as connection:
            connection.execute("drop owned by adopt_reader; drop role adopt_reader")


def test_a_database_that_changed_meanwhile_is_not_moved(ours: Settings, live: str, throwaway: Throwaway) -> None:
    ready = plan(ours, live, throwaway, *COMMENTS, *DEFAULTS)
    with psycopg.connect(live, autocommit=True) as connection:
        connection.execute("alter table users add column nickname text")
    with pytest.raises(Refused, match="has changed since it was compared"):
        adopt.adopt(ours, live, ready)
    with psycopg.connect(live) as connection:
        assert connection.execute("select to_regclass('public.users') is not null").fetchone() == (True,)


def test_what_cannot_be_adopted(ours: Settings, live: str, throwaway: Throwaway) -> None:
    with pytest.raises(Refused, match="there is no table in schema nowhere"):
        adopt.plan(ours, live, throwaway, context="nexus", to=TO, source="nowhere")
    with pytest.raises(Refused, match="is of context shop, not nexus"):
        adopt.plan(ours, live, throwaway, context="nexus", to="shop-0007")
    with psycopg.connect(live, autocommit=True) as connection:
        connection.execute("create schema nexus")
    with pytest.raises(Refused, match="there is a schema nexus already"):
        plan(ours, live, throwaway)


def test_the_command_plans_and_does(
    ours: Settings, live: str, throwaway: Throwaway, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["nexus", "--to", TO]
    assert adopt.run(ours, arguments(live, *words, "--accept", "*:comment", "--yes")) == 1
    assert "--accept" in capsys.readouterr().out
    words += [word for name in [*COMMENTS, *DEFAULTS] for word in ("--accept", name)]
    assert adopt.run(ours, arguments(live, *words, "--json", "--yes")) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["leave"] == ["table _prisma_migrations"]
    with psycopg.connect(live) as connection:
        assert connection.execute("select count(*) from nexus.users").fetchone() == (1,)


def arguments(conninfo: str, *words: str) -> argparse.Namespace:
    """The command line, on a database that exists."""
    parser = argparse.ArgumentParser()
    adopt.add_arguments(parser)
    parser.set_defaults(database_url=conninfo, docker=False)
    return parser.parse_args(words)
