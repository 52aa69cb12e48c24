"""``pgassay locks``: what statements lock, read and write at several sizes, and that a wrong prediction is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pgassay import cli
from pgassay.migrations import layouts, records
from pgassay.migrations.lint.actions import Action
from pgassay.migrations.lint.effects import Effect, Prediction
from pgassay.migrations.lint.facts import Facts
from pgassay.migrations.locks.measure import Measured, Report, measure
from pgassay.server import Throwaway
from pgassay.settings import Settings
from toy import ROOT, Project

TABLES = """
create table customers (
    id uuid primary key,
    email text not null unique constraint customers_email_is_one check (email ~ '^[^@]+@[^@]+$')
);
create table orders (
    id bigint generated always as identity primary key,
    customer_id uuid not null references customers (id),
    code text not null unique constraint orders_code_is_short check (length(code) = 8),
    state text not null constraint orders_state_is_known check (state in ('new', 'paid'))
);
"""
EVERY = 40
"""How many of this repository's migrations are passed over between two that are traced; `make locks` traces all."""


@pytest.fixture
def history(project: Project) -> Project:
    """A history with two tables."""
    project.migration("toy-0001-create-orders", TABLES, "drop table orders; drop table customers;")
    return project


def measured(project: Project, throwaway: Throwaway, text: str, *, sizes: tuple[int, ...] = (100, 1000)) -> Report:
    """A second migration, measured."""
    project.migration("toy-0002-change-orders", f"-- depends: toy-0001-create-orders\n{text}")
    migrations = layouts.read(project.settings).migrations
    (report,) = measure(project.settings, throwaway, migrations, wanted={migrations[1].id}, sizes=sizes)
    return report


def one(report: Report) -> Measured:
    (found,) = report.statements
    return found


def test_what_reads_every_row_grows_with_the_table(history: Project, throwaway: Throwaway) -> None:
    found = one(measured(history, throwaway, "alter table orders add constraint c check (length(state) < 9);"))
    assert found.growth == "grows"
    assert [rows >= size for rows, size in zip(found.read, found.sizes, strict=True)] == [True, True]
    assert found.trace.scanned == ("public.orders",)
    assert found.trace.rewritten == ()
    assert found.trace.blocked == ("readers", "writers")


def test_what_changes_the_catalogue_alone_does_not(history: Project, throwaway: Throwaway) -> None:
    found = one(measured(history, throwaway, "alter table orders add column note text not null default 'none';"))
    assert found.growth == "constant"
    assert found.trace.locks == {"public.orders": "AccessExclusiveLock"}
    assert found.trace.scanned == ()


def test_a_rewrite_shows_by_the_file_and_by_the_bytes(history: Project, throwaway: Throwaway) -> None:
    found = one(measured(history, throwaway, "alter table orders alter column code type varchar(8);"))
    assert found.trace.rewritten == ("public.orders",)
    assert found.growth == "grows"
    assert found.wal[1] > found.wal[0] + 900 * 20


def test_a_foreign_key_locks_both_tables_against_writers(history: Project, throwaway: Throwaway) -> None:
    text = "alter table orders add constraint f foreign key (customer_id) references customers (id) not valid;"
    found = one(measured(history, throwaway, text))
    assert set(found.trace.locks) == {"public.orders", "public.customers"}
    assert found.trace.blocked == ("writers",)
    assert found.growth == "constant"


def test_a_concurrent_build_is_seen_although_it_keeps_no_lock(history: Project, throwaway: Throwaway) -> None:
    text = "-- transactional: false\ncreate index concurrently orders_state_idx on orders (state);"
    found = one(measured(history, throwaway, text))
    assert found.trace.locks == {"public.orders": "ShareUpdateExclusiveLock"}
    assert found.trace.blocked == ()
    assert found.growth == "grows"


def test_what_an_index_is_rebuilt_as_is_nobodys_yet(history: Project, throwaway: Throwaway) -> None:
    """Its locks are on what was there before."""
    text = "-- transactional: false\nreindex index concurrently orders_code_key;"
    found = one(measured(history, throwaway, text))
    assert set(found.trace.locks) <= {"public.orders", "public.orders_code_key"}
    assert found.trace.locks["public.orders"] == "ShareUpdateExclusiveLock"
    assert found.trace.differences == ()


def test_tables_are_made_larger_in_spite_of_checks_keys_and_references(history: Project, throwaway: Throwaway) -> None:
    text = "alter table orders add constraint f foreign key (customer_id) references customers (id);"
    report = measured(history, throwaway, text, sizes=(500,))
    assert report.not_grown == {}
    assert one(report).read[0] >= 500


def test_what_touches_nothing_needs_no_sizes(history: Project, throwaway: Throwaway) -> None:
    found = one(measured(history, throwaway, "create table invoices (id bigint primary key);"))
    assert (found.sizes, found.growth, found.trace.locks) == ((), "", {})


def test_a_migration_that_refuses_the_rows_is_traced_without(history: Project, tmp_path: Path) -> None:
    history.migration(
        "toy-0002-lock-orders",
        "-- depends: toy-0001-create-orders\ndo $$ begin if exists (select from orders) then "
        "raise exception 'sell nothing first'; end if; end $$;\n"
        "alter table orders add column note text;",
    )
    assert called(history, "toy-0002", "--sizes", "50,500", "--record", str(tmp_path)) == 0
    (path,) = tmp_path.glob("locks-*.json")
    (entry,) = records.read(path)["toy-0002-lock-orders"]
    assert (entry["growth"], entry["runs"]) == ("rows refused", None)
    assert entry["locks"] == {"public.orders": "ACCESS EXCLUSIVE"}


def test_a_wrong_prediction_is_a_difference(
    history: Project, throwaway: Throwaway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weaker(action: Action, facts: Facts) -> Prediction:
        relation = facts.relation("orders")
        assert relation is not None
        return Prediction([Effect(relation=relation).lock([relation.oid], "ShareRowExclusiveLock")])

    monkeypatch.setattr("pgassay.migrations.lint.replay.predict", weaker)
    report = measured(history, throwaway, "alter table orders add constraint c check (length(state) < 9);", sizes=())
    assert any("predicted SHARE ROW EXCLUSIVE, took ACCESS EXCLUSIVE" in text for text in report.differences)
    assert any("read whole, which was not predicted" in text for text in report.differences)


def called(project: Project, *arguments: str) -> int:
    return cli.main(["--project", str(project.root), "locks", *arguments])


def test_the_command_shows_locks_growth_and_agreement(history: Project, capsys: pytest.CaptureFixture[str]) -> None:
    history.migration(
        "toy-0002-index-orders", "-- depends: toy-0001-create-orders\ncreate index orders_state_idx on orders (state);"
    )
    assert called(history, "toy-0002", "--sizes", "50,500", "--record", str(history.root / "docs")) == 0
    shown = capsys.readouterr().out
    assert "public.orders: SHARE" in shown
    assert "grows" in shown
    assert "all as lint says" in shown
    page = (history.root / "docs/locks.md").read_text()
    assert "| toy-0002-index-orders | 2 | writers | public.orders: SHARE | read | grows |" in page


def test_the_record_keeps_what_is_not_traced_again(history: Project, tmp_path: Path) -> None:
    history.migration("toy-0002-lock-orders", "-- depends: toy-0001-create-orders\nlock table orders;")
    history.migration("toy-0003-lock-customers", "-- depends: toy-0002-lock-orders\nlock table customers;")
    for id in ("toy-0002", "toy-0003"):
        assert called(history, id, "--sizes", "0", "--record", str(tmp_path)) == 0
    (path,) = tmp_path.glob("locks-*.json")
    assert sorted(records.read(path)) == ["toy-0002-lock-orders", "toy-0003-lock-customers"]
    records.write(path, records.read(path) | {"toy-0009-of-another-name": []})
    assert called(history, "toy-0003", "--sizes", "0", "--record", str(tmp_path)) == 0
    assert sorted(records.read(path)) == ["toy-0002-lock-orders", "toy-0003-lock-customers"]
    assert json.loads(path.read_text())["toy-0002-lock-orders"][0]["locks"] == {"public.orders": "ACCESS EXCLUSIVE"}


def test_sizes_that_are_none_are_refused(history: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert called(history, "--sizes", "many") == 2
    assert called(history, "--sizes", "100,10") == 2
    assert "ascending" in capsys.readouterr().err


def test_lint_is_right_about_this_repositorys_migrations(settings: Settings, throwaway: Throwaway) -> None:
    migrations = layouts.read(settings).migrations
    wanted = {migration.id for migration in migrations[EVERY // 2 :: EVERY]}
    reports = list(measure(settings, throwaway, migrations, wanted=wanted, sizes=()))
    assert [text for report in reports for text in report.differences] == []


def test_the_record_in_the_documents_is_of_these_migrations(settings: Settings) -> None:
    ids = {migration.id for migration in layouts.read(settings).migrations}
    paths = list((ROOT / "docs").glob("locks-*.json"))
    assert paths
    for path in paths:
        assert set(records.read(path)) <= ids
