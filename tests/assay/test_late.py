"""What killed a mutant from the start is asked late, of many mutants at once; does it say what the whole file says?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from assayed import Assayed, ids
from pgassay.assay.baseline import examine
from pgassay.assay.files import Known, Prepared, prepare
from pgassay.assay.late import question, together
from pgassay.assay.mutant import Mutant
from pgassay.assay.run import Choice
from pgassay.assay.run import prepare as prepared
from pgassay.assay.stage import Stage
from pgassay.assay.verdict import Attempt, Status
from pgassay.tap import select

RAISES = "body:-raise-removed/raise-exception-'an-amount-of-%',-amount-using-errcode-=-…"
NEGATED = "body:-condition-negated/amount-<-0"
TRIPLES = "body:-constant-moved/2-→-3"

# Each assertion needs what stands before it: items, another role, what a call has left.
HALVES = """
begin;
select plan(5);
insert into shop.items values (1, 10), (2, 7), (3, 1);
create function pg_temp.prepared() returns bigint language plpgsql as $$
begin
    execute format('prepare asked_%s as select 1', (select count(*) from pg_prepared_statements));
    return (select count(*) from pg_prepared_statements);
end $$;
grant usage on schema shop to public;
set local role pg_read_all_data;
select is((select sum(shop.half(price)) from shop.items), 8::bigint, 'halves are rounded down');
select is(shop.half(0), 0, 'nothing has a half');
select throws_ok('select shop.half(-1)', 'SH001', 'an amount of -1', 'less than nothing has none');
reset role;
update shop.items set price = shop.half(price) where id = 1;
select is((select price from shop.items where id = 1), 5, 'a price is halved');
select is(pg_temp.prepared(), 1::bigint, 'this is asked once');
select * from finish();
rollback;
"""
# A number is kept as another, and looked for as that: whoever changes the function changes both.
KEPT = """
create table shop.kept (id integer constraint kept_pkey primary key);
create function shop.kept(number integer) returns integer language plpgsql immutable set search_path = '' as $$
begin
    return number + 7;
end $$;
"""
AGREES = """
begin;
select plan(1);
insert into shop.kept values (shop.kept(1));
select ok(exists (select from shop.kept where id = shop.kept(1)), 'a number is found');
select * from finish();
rollback;
"""


@pytest.fixture
def halves(assayed: Assayed) -> Assayed:
    undone = "drop function shop.kept(integer);\ndrop table shop.kept;"
    assayed.project.migration("toy-0002-kept", KEPT, undone)
    assayed.test("halves.sql", HALVES)
    assayed.test("agrees.sql", AGREES)
    return assayed


@dataclass(frozen=True)
class Staged:
    """A stage, a file, and mutants by what follows the object in their ids."""

    stage: Stage
    file: Prepared
    known: Known
    mutants: dict[str, Mutant]

    def ask(self, assertion: str, *names: str, place: int = 0) -> set[str]:
        """Which of some mutants an assertion kills when they come in late."""
        lines = self.file.source.text.splitlines()
        line = next(number for number, text in enumerate(lines, 1) if assertion in text)
        found = question(self.file, self.known, line, place)
        assert found is not None
        (asked,) = together((self.mutants[name], self.file, *found) for name in names)
        killed = self.stage.ask_late(asked, stop=lambda: False)
        assert all((each.status, each.line) == (Status.KILLED, line) for each in killed.values())
        return {id.partition("/")[2] for id in killed}


@pytest.fixture
def staged(halves: Assayed) -> Iterator[Staged]:
    server, settings = halves.server, halves.project.settings
    choice = Choice(patterns=("function shop.half*", "comment *"))
    ready = prepared(settings, server, choice)
    (file,) = (each for each in prepare(select(settings)) if each.name == "halves.sql")
    known = examine(server, ready.source, [file], jobs=1, seconds=10)
    stage = Stage(server, ready.source, known, before=ready.before, seconds=10)
    try:
        yield Staged(stage, file, known["halves.sql"], {each.id.partition("/")[2]: each for each in ready.mutants})
    finally:
        stage.close()
        ready.close(server)


def test_an_assertion_is_asked_of_many_mutants(staged: Staged) -> None:
    """Of each as if it were the only one, whatever role the file has taken on."""
    assert staged.ask("nothing has none", RAISES, TRIPLES, NEGATED) == {RAISES, NEGATED}
    assert staged.ask("rounded down", TRIPLES, RAISES) == {TRIPLES}


def test_what_leads_to_an_assertion_comes_after_the_mutant_if_it_must(staged: Staged) -> None:
    assert staged.ask("a price is halved", TRIPLES) == set()
    assert staged.ask("a price is halved", TRIPLES, RAISES, place=1) == {TRIPLES}


def test_what_mutants_leave_behind_kills_nothing(staged: Staged) -> None:
    """What is prepared stays so: the assertion fails of the second mutant, and without any."""
    assert staged.ask("asked once", RAISES, NEGATED) == set()


def test_what_one_mutant_ends_the_others_go_on_with(staged: Staged) -> None:
    """They are asked anew, without it."""
    loop = "create or replace function shop.half(amount integer) returns integer language plpgsql as "
    staged.mutants["loops"] = replace(
        staged.mutants[RAISES], id="it/loops", make=(f"{loop}'begin loop end loop; end'",)
    )
    assert staged.ask("nothing has none", RAISES, "loops", NEGATED) == {RAISES, NEGATED}


def test_what_was_killed_from_the_start_is_asked_late(halves: Assayed, monkeypatch: pytest.MonkeyPatch) -> None:
    """And found again, with the same file, line and words."""
    before = halves.run("function shop.half*/body*", fresh=True)
    whole: list[str] = []
    attempt = Stage.attempt

    def count(self: Stage, mutant: Mutant, file: Prepared) -> Attempt:
        whole.append(mutant.id)
        return attempt(self, mutant, file)

    monkeypatch.setattr(Stage, "attempt", count)
    after = halves.run("function shop.half*/body*", again=True)
    assert after.to_json() == before.to_json()
    assert ids(before, Status.KILLED)
    assert not ids(before, Status.KILLED).intersection(whole)


def test_what_agrees_with_itself_from_the_start_is_not_killed(halves: Assayed) -> None:
    """Another number for each: late, what was kept before would not be found."""
    id = "function shop.kept(integer)/body:-constant-moved/7-→-8"
    for again in (False, True):
        found = halves.run(id, again=again)
        assert [each.mutant.id for each in found.survivors] == [id]
