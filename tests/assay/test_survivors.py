"""What survived before is tried anew all at once: is the same found, with fewer runs?"""

from __future__ import annotations

import pytest

from assayed import Assayed, ids, verdict
from pgassay.assay.files import Prepared
from pgassay.assay.mutant import Mutant
from pgassay.assay.stage import Stage
from pgassay.assay.survivors import together
from pgassay.assay.verdict import Attempt, Status

BODIES = """
create function shop.twice(amount integer) returns boolean language plpgsql as $$
begin
    return amount > 5 or amount > 5;
end $$;
create function shop.steps(amount integer) returns integer language plpgsql as $$
begin
    if amount > 10 then
        return 1;
    end if;
    if amount > 20 then
        return 2;
    end if;
    return 3;
end $$;
create function shop.settled() returns text language plpgsql as $$
begin
    return coalesce(current_setting('shop.settled', true), '');
end $$;
"""
CALLS = """
begin;
select plan(3);
select ok(shop.twice(6), 'six is more than five');
select is(shop.steps(0), 3, 'nothing makes three');
select is(shop.settled(), '', 'nothing is set');
select * from finish();
rollback;
"""
BREAKS = """
begin;
select plan(1);
insert into shop.items values (1, shop.half(4));
select pass('it is there');
select * from finish();
rollback;
"""
OTHER = """
begin;
select plan(1);
select isnt(shop.half(%s), -1, 'a half is not less than nothing');
select * from finish();
rollback;
"""
EMPTIED = "function shop.half(integer)/body:-emptied/return-null;"


@pytest.fixture
def bodies(assayed: Assayed) -> Assayed:
    """With functions that hardly anybody tests."""
    assayed.project.migration("toy-0002-bodies", BODIES, "select 1;")
    assayed.test("calls.sql", CALLS)
    return assayed


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The mutants that were made for whole files, and the files, in order."""
    found: list[tuple[str, str]] = []
    attempt = Stage.attempt

    def count(self: Stage, mutant: Mutant, file: Prepared) -> Attempt:
        found.append((mutant.id, file.name))
        return attempt(self, mutant, file)

    monkeypatch.setattr(Stage, "attempt", count)
    return found


def test_changes_of_one_body_are_made_at_once(bodies: Assayed, made: list[tuple[str, str]]) -> None:
    """Each in its place of the text."""
    before = bodies.run("function shop.steps*/body*", fresh=True)
    survivors = ids(before, Status.SURVIVED)
    made.clear()
    after = bodies.run("function shop.steps*/body*", again=True)
    assert ids(after, Status.SURVIVED) == survivors
    tried = [mutants for mutants, _ in made if set(mutants.split(", ")) & survivors]
    assert len(survivors) > 3
    assert len(tried) <= len(survivors) / 2
    moved = [each.mutant for each in before.survivors if "10-→-11" in each.mutant.id or "20-→-21" in each.mutant.id]
    (text,) = together(moved).make
    assert [part in text for part in ("amount > 11", "amount > 21", "return 3;")] == [True] * 3


def test_two_that_are_only_noticed_together_survive(bodies: Assayed, made: list[tuple[str, str]]) -> None:
    first, second = (f"function shop.twice(integer)/body:-constant-moved/5-→-6{number}" for number in ("", "-#2"))
    for again in (False, True):
        found = bodies.run(first, second, fresh=not again, again=again)
        assert ids(found, Status.SURVIVED) == {first, second}
    assert {mutant for mutant, _ in made} == {first, second, f"{first}, {second}"}


def test_a_setting_was_there_before_whatever_ran_first(bodies: Assayed) -> None:
    """In a session in which nothing was ever set it would be unknown, and an error."""
    id = "function shop.settled()/body:-constant-changed/true-→-false"
    assert verdict(bodies.run(id, fresh=True), id).status is Status.SURVIVED


def test_a_file_that_breaks_off_again_is_enough(assayed: Assayed, made: list[tuple[str, str]]) -> None:
    """Files that noticed nothing are not tried anew."""
    assayed.test("breaks.sql", BREAKS)
    for number in range(4):
        assayed.test(f"other_{number}.sql", OTHER % number)
    first = verdict(assayed.run(EMPTIED, fresh=True), EMPTIED)
    assert {file for _, file in made} == {"breaks.sql", *(f"other_{number}.sql" for number in range(4))}
    made.clear()
    assert verdict(assayed.run(EMPTIED, again=True), EMPTIED) == first
    assert made == [(EMPTIED, "breaks.sql")]
