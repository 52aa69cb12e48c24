"""``pgassay integrity`` on a database in which faults were planted."""

from __future__ import annotations

import argparse
import json
from typing import Any

import psycopg
import pytest

from pgassay.errors import Refused, ServerError
from pgassay.operations import integrity
from pgassay.settings import Settings

PLANT = """
    insert into nexus.users (id, email, role) values ('u', 'u@example.com', 'PARENT');
    set session_replication_role = replica;
    insert into nexus.credit_wallets (id, "userId", balance) values (1, 'u', 10);
"""


def test_a_database_without_faults_holds(migrated: str) -> None:
    results = integrity.check(migrated)
    assert {each.context for each in results} >= {"nexus"}
    assert all(each.good and each.error is None for each in results)


def test_a_fault_is_found_and_nothing_is_changed(migrated: str) -> None:
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute(PLANT.encode())
    bad = [each for each in integrity.check(migrated) if not each.good]
    assert [(each.context, each.name) for each in bad] == [("nexus", "wallets_equal_their_journals")]
    assert bad[0].findings == (integrity.Finding(record="1", problem="the balance is 10, the journal says 0"),)


def test_checks_are_chosen_by_context_or_name(migrated: str) -> None:
    one = integrity.check(migrated, chosen=["nexus.reports_have_files"])
    assert [each.name for each in one] == ["reports_have_files"]
    assert len(integrity.check(migrated, chosen=["nexus"])) > len(one)
    with pytest.raises(Refused, match=r"there is no check nexus\.nothing"):
        integrity.check(migrated, chosen=["nexus", "nexus.nothing"])


def test_a_check_that_cannot_be_run_has_proven_nothing(migrated: str) -> None:
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute(
            "insert into platform.integrity_checks values ('nexus', 'a', 'b', 'c', 'select 1 as record')"
        )
        connection.execute(
            "insert into platform.integrity_checks values "
            "('nexus', 'b', 'b', 'c', 'select nextval(''nexus.credit_packs_id_seq'') as record, 1 as problem')"
        )
    broken, writing, *others = integrity.check(migrated, chosen=["nexus"])
    assert (broken.good, broken.error) == (False, "column found.problem does not exist")
    assert (writing.good, writing.error) == (False, "cannot execute nextval() in a read-only transaction")
    assert all(each.good for each in others)


@pytest.mark.parametrize(("planted", "status"), [("", 0), (PLANT, 1)])
def test_the_exit_status_says_whether_all_holds(
    migrated: str, settings: Settings, capsys: pytest.CaptureFixture[str], planted: str, status: int
) -> None:
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute(planted.encode())
    assert integrity.run(settings, arguments(migrated, "nexus")) == status
    output = capsys.readouterr().out
    assert ("1: the balance is 10, the journal says 0" in output) == bool(status)
    assert integrity.run(settings, arguments(migrated, "nexus", "--json")) == status
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert document["good"] == (status == 0)
    assert [each["name"] for each in document["checks"] if each["findings"]] == (
        ["wallets_equal_their_journals"] if status else []
    )


def test_long_lists_are_cut(migrated: str, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute(
            b"set session_replication_role = replica;"
            b'insert into nexus.credit_wallets (id, "userId", balance) select n, n, 1 from generate_series(1, 25) n'
        )
    integrity.run(settings, arguments(migrated))
    assert "… and 5 more; --limit 0 shows them" in capsys.readouterr().out
    integrity.run(settings, arguments(migrated, "--limit", "0"))
    assert "25: the balance is 1" in capsys.readouterr().out
    with pytest.raises(Refused, match="no number of findings"):
        integrity.run(settings, arguments(migrated, "--limit", "-1"))


def test_what_is_checked_can_be_listed(migrated: str, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert integrity.run(settings, arguments(migrated, "--list")) == 0
    assert "The balance of a wallet is the sum of its entries." in capsys.readouterr().out


def test_a_database_that_is_not_there_or_has_no_checks(migrated: str) -> None:
    with psycopg.connect(migrated, autocommit=True) as connection:
        connection.execute("drop table platform.integrity_checks")
    with pytest.raises(Refused, match="has no integrity checks"):
        integrity.check(migrated)
    with pytest.raises(ServerError):
        integrity.check("host=127.0.0.1 port=1 dbname=nowhere")


def arguments(conninfo: str, *words: str) -> argparse.Namespace:
    """The command line, on a database that exists."""
    parser = argparse.ArgumentParser()
    integrity.add_arguments(parser)
    parser.set_defaults(database_url=conninfo, docker=False)
    return parser.parse_args(words)
