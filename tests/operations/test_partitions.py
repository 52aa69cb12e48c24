"""``pgassay partitions`` on tables with and without a default partition, with readers in the way, and interrupted."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from databases import value
from pgassay.errors import PgassayError, Refused
from pgassay.operations import partitions
from racing import at_once
from waiting import until_waiting

TABLE = """
    create schema app;
    create table app.events (id int not null, body text, at timestamptz not null) partition by range (at);
    create table app.events_old partition of app.events for values from ('2020-01-01+00') to ('2020-02-01+00');
    create table app.events_new partition of app.events for values from ('2020-02-01+00') to ('2999-01-01+00');
    insert into app.events values (1, null, '2020-01-05+00'), (2, E'two\\nlines, "quoted"', '2020-01-06+00'),
                                  (3, 'new', '2020-02-05+00');
"""
DEFAULT = "create table app.events_default partition of app.events default"


@pytest.fixture
def db(database: str) -> Any:
    """A connection to a database with a partitioned table, in autocommit."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(TABLE.encode())
        yield connection


def _due(connection: psycopg.Connection[Any]) -> list[str]:
    return [each.part for each in partitions.due(connection, table="app.events", keep="1 year")]


def _retire(connection: psycopg.Connection[Any], folder: Path) -> partitions.Retired:
    (each,) = partitions.due(connection, table="app.events", keep="1 year")
    return partitions.retire(connection, each, folder=folder)


def test_what_is_too_old_is_detached_written_compared_and_dropped(
    db: psycopg.Connection[Any], database: str, tmp_path: Path
) -> None:
    assert _due(db) == ["app.events_old"]
    done = _retire(db, tmp_path)
    assert (done.rows, done.file) == (2, "app.events_old.csv.gz")
    content = (tmp_path / done.file).read_bytes()
    assert done.sha256 == hashlib.sha256(content).hexdigest()
    assert gzip.decompress(content).decode().splitlines()[:2] == ["id,body,at", "1,,2020-01-05 00:00:00+00"]
    assert json.loads((tmp_path / partitions.MANIFEST).read_text()) == {
        "parent": "app.events",
        "part": "app.events_old",
        "rows": 2,
        "file": done.file,
        "sha256": done.sha256,
    }
    assert (
        value(database, "select to_regclass('app.events_old') is null and (select count(*) = 1 from app.events)")
        is True
    )
    assert _due(db) == []


@pytest.mark.parametrize("default", [False, True])
def test_who_reads_meanwhile_goes_on_and_who_comes_is_not_kept_waiting(
    db: psycopg.Connection[Any], database: str, tmp_path: Path, default: bool
) -> None:
    """A transaction has read the table; DETACH waits for it, concurrently or in short tries."""
    if default:
        db.execute(DEFAULT)
    with psycopg.connect(database) as reader, psycopg.connect(database, autocommit=True) as watcher:
        reader.execute("select count(*) from app.events")

        def come_and_go() -> None:
            until_waiting(watcher, "detach", "the detaching to wait")
            for _ in range(3):
                with psycopg.connect(database) as other:
                    other.execute("set statement_timeout = '5s'")
                    other.execute("select count(*) from app.events where at >= '2020-02-01+00'")
            reader.commit()

        (done, none) = at_once([lambda: _retire(db, tmp_path), come_and_go])
    assert none is None
    assert done.rows == 2


def test_what_was_detached_and_not_dropped_is_finished_by_the_next_run(
    db: psycopg.Connection[Any], database: str, tmp_path: Path
) -> None:
    db.execute("comment on table app.events_old is 'pgassay: retired from app.events'")
    db.execute("alter table app.events detach partition app.events_old")
    told = partitions.problems(db, partitions.partitions(db), ahead="1 month")
    assert ("app.events", "app.events_old is detached and not yet exported: run retire") in told
    assert _retire(db, tmp_path).rows == 2
    assert value(database, "select to_regclass('app.events_old') is null") is True


def test_what_lies_in_the_default_partition_and_what_is_missing_ahead_is_told(db: psycopg.Connection[Any]) -> None:
    db.execute(DEFAULT)
    assert partitions.problems(db, partitions.partitions(db), ahead="1 month") == []
    db.execute("insert into app.events values (4, 'early', '1999-01-01+00')")
    assert partitions.problems(db, partitions.partitions(db), ahead="2000 years") == [
        ("app.events", "its partitions end on 2999-01-01"),
        ("app.events", "app.events_default holds 1 rows: a partition was not made in time"),
    ]


def test_a_table_that_says_nothing_of_its_time_is_refused(db: psycopg.Connection[Any]) -> None:
    with pytest.raises(Refused, match=r"nothing says how long app\.events keeps its rows"):
        partitions.due(db, table="app.events")
    with pytest.raises(Refused, match=r"app\.nothing has no partitions by time"):
        partitions.due(db, table="app.nothing", keep="1 year")
    with pytest.raises(Refused, match="that is no interval"):
        partitions.due(db, table="app.events", keep="soon")
    assert partitions.due(db) == []


def test_declared_retention_holds_and_so_does_a_legal_hold(migrated: str, tmp_path: Path) -> None:
    with psycopg.connect(migrated, autocommit=True) as db:
        db.execute("select test.learn_user('ada')")
        db.execute(
            "create table learn.learning_analytics_y2020m01 partition of learn.learning_analytics "
            "for values from ('2020-01-01+00') to ('2020-02-01+00')"
        )
        db.execute(
            "insert into learn.learning_analytics (user_id, session_id, event_type, timestamp) "
            "values (test.learn_id('ada'), gen_random_uuid(), 'lesson_start', '2020-01-05+00')"
        )
        db.execute("select privacy.place_hold('learn.user:' || test.learn_id('ada'), 'a case')")
        (each,) = partitions.due(db)
        assert each.part == "learn.learning_analytics_y2020m01"
        with pytest.raises(PgassayError, match=r"1 rows of learn\.learning_analytics .* are under legal hold"):
            partitions.retire(db, each, folder=tmp_path)
        db.execute("select privacy.release_hold(id) from privacy.holds")
        assert partitions.retire(db, each, folder=tmp_path).rows == 1
