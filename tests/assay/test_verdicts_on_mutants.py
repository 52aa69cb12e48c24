"""Are the verdicts true? Suites of known weakness, suites that crash, that waver, and runs that are cut short."""

from __future__ import annotations

import os

import psycopg
import pytest

from assayed import STRONG, WEAK, Assayed, ids, verdict
from pgassay.assay.facts import fingerprint
from pgassay.assay.files import Red
from pgassay.assay.verdict import Status
from pgassay.server import Throwaway

CHECK = "constraint shop.items.items_price_is_a_bargain"


def test_a_weak_suite_lets_the_known_mutants_live(assayed: Assayed) -> None:
    assayed.test("weak.sql", WEAK)
    result = assayed.run(f"{CHECK}/*", "function shop.half*/body*")
    assert ids(result, Status.SURVIVED) == {
        f"{CHECK}/constant-moved/0-→--1",  # -5 is still refused
        f"{CHECK}/constant-moved/0-→-1",
        f"{CHECK}/constant-moved/100-→-101",
        f"{CHECK}/constant-moved/100-→-99",
        f"{CHECK}/operator-exchanged/<=-→-<",
        f"{CHECK}/operator-exchanged/<=-→-<>",
        f"{CHECK}/operator-exchanged/>-→->=",
        f"{CHECK}/operator-exchanged/<=-→-=",
        f"{CHECK}/operator-exchanged/<=-→->",
        f"{CHECK}/operator-exchanged/<=-→->=",
        f"{CHECK}/operator-exchanged/>-→-=",
        f"{CHECK}/left-not-valid",
        "function shop.half(integer)/body:-constant-moved/0-→-1",
        "function shop.half(integer)/body:-operator-exchanged/<-→-<=",
        "function shop.half(integer)/body:-raise-removed/raise-exception-'an-amount-of-%',-amount-using-errcode-=-…",
        "function shop.half(integer)/body:-statement-removed/if-amount-<-0-then-raise-exception-'an-amount-of-%',-amou…",  # noqa: E501
    }
    assert ids(result, Status.EQUIVALENT) == ids(result, Status.INVALID) == ids(result, Status.CRASHED) == set()
    removed = verdict(result, f"{CHECK}/removed")
    assert (removed.status, removed.file, removed.line) == (Status.KILLED, "weak.sql", 4)
    assert removed.assertion == "nothing is for less than nothing"


def test_a_strong_suite_leaves_only_what_no_row_can_show(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    assert ids(assayed.run(f"{CHECK}/*"), Status.SURVIVED) == {f"{CHECK}/left-not-valid"}


def test_what_the_server_refuses_is_invalid_not_killed(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    invalid = verdict(assayed.run("column shop.items.id/not-null-removed"), "column shop.items.id/not-null-removed")
    assert invalid.status is Status.INVALID
    assert "primary key" in invalid.reason


def test_what_changes_nothing_is_equivalent(assayed: Assayed) -> None:
    """A fourth argument of sorts: NULLS LAST is what an index that ascends does anyway."""
    from pgassay.assay import run as module
    from pgassay.assay.mutant import mutant

    assayed.test("strong.sql", STRONG)
    choice = module.Choice(patterns=("index shop.items.items_price_idx/dropped",))
    prepared = module.prepare(assayed.project.settings, assayed.server, choice)
    index = prepared.facts.whole.by_key["index", "shop", "items", "items_price_idx"]
    same = mutant(index, "index", "made anew", "is the same", ["drop index shop.items_price_idx",
                  "create index items_price_idx on shop.items (price asc nulls last)"])  # fmt: skip
    prepared = module.Prepared(**{**vars(prepared), "mutants": [same]})
    from pgassay.tap import select

    result = module.judge(assayed.project.settings, assayed.server, choice, prepared,
                          select(assayed.project.settings))  # fmt: skip
    prepared.close(assayed.server)
    assert [each.status for each in result.verdicts] == [Status.EQUIVALENT]


def test_an_error_in_a_fixture_is_a_crash_kill(assayed: Assayed) -> None:
    fixture = "begin;\nselect plan(1);\ninsert into shop.items values (1, 50);\nselect pass('it is there');\n"
    assayed.test("fixture.sql", fixture + "select * from finish();\nrollback;\n")
    crashed = verdict(assayed.run(f"{CHECK}/*"), f"{CHECK}/negated")
    assert (crashed.status, crashed.line) == (Status.CRASHED, 3)
    assert "23514" in crashed.assertion


def test_an_error_inside_an_assertion_is_a_kill_by_it(assayed: Assayed) -> None:
    assayed.test("half.sql", WEAK)
    killed = verdict(assayed.run("function shop.half*/dropped"), "function shop.half(integer)/dropped")
    assert (killed.status, killed.line) == (Status.KILLED, 5)


def test_an_assertion_counts_before_a_crash_whatever_the_order(assayed: Assayed) -> None:
    fixture = "begin;\nselect plan(1);\ninsert into shop.items values (1, 50);\nselect pass('it is there');\n"
    for name in ("a.sql", "z.sql"):
        assayed.test(name, fixture + "select * from finish();\nrollback;\n")
    assayed.test("m.sql", STRONG)
    killed = verdict(assayed.run(f"{CHECK}/negated"), f"{CHECK}/negated")
    assert (killed.status, killed.file) == (Status.KILLED, "m.sql")


def test_a_suite_that_fails_cannot_judge(assayed: Assayed) -> None:
    assayed.test("red.sql", "begin;\nselect plan(1);\nselect fail('red');\nselect * from finish();\nrollback;\n")
    with pytest.raises(Red, match=r"fail without any mutant(.|\n)*red.sql:3: red"):
        assayed.run(f"{CHECK}/*")


def test_a_test_that_wavers_is_found(assayed: Assayed) -> None:
    """One that passes at first and not again, as those do that lean on a sequence."""
    assayed.project.migration("toy-0002-numbers", "create sequence shop.numbers;", "drop sequence shop.numbers;")
    text = "begin;\nselect plan(1);\nselect is(nextval('shop.numbers'), 1::bigint, 'the first');\n"
    assayed.test("waver.sql", text + "select * from finish();\nrollback;\n")
    assayed.test("strong.sql", STRONG)
    with pytest.raises(Red, match=r"waver(.|\n)*waver.sql:3: the first"):
        assayed.run(f"{CHECK}/*", jobs=1)


def test_a_loop_without_end_is_cut_and_counted_apart(assayed: Assayed) -> None:
    body = "declare n integer := 0; begin while n < 3 loop n := n + 1; end loop; return n; end"
    up = f"create function shop.three() returns integer language plpgsql as $$ {body} $$;"
    assayed.project.migration("toy-0002-three", up, "drop function shop.three();")
    text = "begin;\nselect plan(1);\nselect is(shop.three(), 3, 'three');\nselect * from finish();\nrollback;\n"
    assayed.test("three.sql", text)
    id = "function shop.three()/body:-statement-removed/n-:=-n-+-1;"
    endless = verdict(assayed.run(id, seconds=0.5), id)
    assert endless.status is Status.CRASHED
    assert "not finished after 0.5 s" in endless.assertion


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_report_is_the_same_for_every_number_of_workers(assayed: Assayed, jobs: int) -> None:
    assayed.test("weak.sql", WEAK)
    assayed.test("strong.sql", STRONG)
    expected = assayed.run("constraint *", "function *", "index *", jobs=2, fresh=True)
    found = assayed.run("constraint *", "function *", "index *", jobs=jobs, fresh=True)
    assert found.to_json() == expected.to_json()


def test_the_verdicts_do_not_depend_on_the_names_of_the_files(assayed: Assayed) -> None:
    """Other names, another order: other files may kill first, but the same mutants die."""
    assayed.test("a.sql", WEAK)
    assayed.test("b.sql", STRONG)
    one = assayed.run("constraint *", "function *", fresh=True)
    (assayed.project.settings.pgtap / "a.sql").rename(assayed.project.settings.pgtap / "z.sql")
    other = assayed.run("constraint *", "function *", fresh=True)
    assert [(each.mutant.id, each.status) for each in one.verdicts] == [
        (each.mutant.id, each.status) for each in other.verdicts
    ]


def test_nothing_is_left_of_a_run(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    ours = f"_{os.getpid()}_"
    before = _databases(assayed.server)
    assayed.run("*")
    assert {name for name in _databases(assayed.server) - before if ours in name} == set()


def test_the_catalogue_after_each_mutant_is_the_one_before(assayed: Assayed) -> None:
    """Every mutant is made and unmade on one database: in the end it is what it was."""
    from pgassay.assay import run as module

    prepared = module.prepare(assayed.project.settings, assayed.server, module.Choice())
    conninfo = prepared.base
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            for each in prepared.mutants:
                result = connection.pgconn.exec_(each.script.encode())
                if b"ERROR" in (result.error_message or b""):
                    connection.execute("rollback")
            assert fingerprint(connection) == prepared.before
    finally:
        assayed.server.drop(conninfo)


def _databases(server: Throwaway) -> set[str]:
    with psycopg.connect(server.conninfo) as connection:
        return {str(name) for (name,) in connection.execute("select datname from pg_database").fetchall()}
