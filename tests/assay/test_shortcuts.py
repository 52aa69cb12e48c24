"""Do the short ways find what the long one finds: assertions asked alone, and files left out?"""

from __future__ import annotations

import pytest

from assayed import STRONG, WEAK, Assayed, ids, verdict
from pgassay.assay.alone import alone
from pgassay.assay.files import Known, Prepared, prepare
from pgassay.assay.mutant import Mutant
from pgassay.assay.run import Choice, judge
from pgassay.assay.run import prepare as prepared
from pgassay.assay.stage import Stage
from pgassay.assay.verdict import Attempt, Status
from pgassay.tap import select

LISTED = """
begin;
select plan(4);
create function pg_temp.named(of text) returns setof text language sql as $$
    select conname::text from pg_constraint where conrelid = of::regclass and contype <> 'n'
$$;
select set_eq(
    $$select * from pg_temp.named('shop.items')$$, $$values ('items_pkey'), ('items_price_is_a_bargain')$$,
    'items has these constraints'
);
select is(
    (select pg_get_constraintdef(oid) from pg_constraint where conname = 'items_price_is_a_bargain'),
    'CHECK (((price > 0) AND (price <= 100)))', 'items_price_is_a_bargain is as it was written'
);
select indexes_are(
    'shop', 'items', array['items_pkey', 'items_price_idx', 'items_price_note_idx'], 'items has these indexes'
);
select is(
    (select provolatile from pg_proc where oid = 'shop.half(integer)'::regprocedure), 'i', 'half is immutable'
);
select * from finish();
rollback;
"""
KEEPS = """
begin;
select plan(3);
select lives_ok('insert into shop.items values (1, 1)', 'an item comes');
select is((select count(*) from shop.items), 1::bigint, 'there is one');
select throws_ok('insert into shop.items values (1, 1)', '23505', null, 'it comes once');
select * from finish();
rollback;
"""
SETS = """
begin;
select plan(2);
select is(set_config('toy.who', 'me', true), 'me', 'it is me');
select is(current_setting('toy.who', true), 'me', 'it is still me');
select * from finish();
rollback;
"""
LATER = """
begin;
select plan(5);
insert into shop.items values (1, 10), (2, 7), (3, 1);
grant usage on schema shop to public;
set local role pg_read_all_data;
select is((select count(*) from shop.items), 3::bigint, 'there are three');
select is(shop.half(4), 2, 'half of four is two');
select is((select sum(shop.half(price)) from shop.items), 8::bigint, 'halves are rounded down');
select is(shop.half(0), 0, 'nothing has a half');
select throws_ok('select shop.half(-1)', 'SH001', 'an amount of -1', 'less than nothing has none');
select * from finish();
rollback;
"""
RAISES = """
begin;
select plan(2);
insert into shop.items values (1, 10);
select throws_ok('select shop.half(-1)', 'SH001', 'an amount of -1', 'less than nothing has no half');
select is(shop.half(4), 2, 'half of four is two');
select * from finish();
rollback;
"""
TRIGGERED = """
create function shop.once_more() returns trigger language plpgsql set search_path = '' as $$
begin
    new.note := 'twice';
    return new;
end $$;
create trigger items_once_more before insert on shop.items for each row execute function shop.once_more();
"""


@pytest.fixture
def listed(assayed: Assayed) -> Assayed:
    """With files whose assertions can be asked alone, and files whose cannot."""
    texts = {
        "listed": LISTED,
        "strong": STRONG,
        "weak": WEAK,
        "keeps": KEEPS,
        "later": LATER,
        "raises": RAISES,
    }
    for name, text in texts.items():
        assayed.test(f"{name}.sql", text)
    return assayed


def test_the_short_ways_find_what_the_long_one_finds(listed: Assayed) -> None:
    """Every mutant of the schema, with each assertion alone where it can be, and with every file whole."""
    short = listed.run(fresh=True)
    long = listed.run(fresh=True, exhaustive=True)
    assert [(each.mutant.id, each.status) for each in short.verdicts] == [
        (each.mutant.id, each.status) for each in long.verdicts
    ]
    assert len(ids(short, Status.KILLED)) > 30
    assert any(each.file == "listed.sql" for each in short.verdicts)


def test_what_is_asked_again_is_found_again(listed: Assayed) -> None:
    """With the killers of an earlier run, each tried first."""
    before = listed.run("constraint *", "index *", "function *", fresh=True)
    after = listed.run("constraint *", "index *", "function *", again=True)
    assert not any(each.remembered for each in after.verdicts)
    assert after.to_json() == before.to_json()


def test_a_list_that_grows_at_its_head_is_still_asked_line_by_line(
    listed: Assayed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What killed a mutant stands further down then; what speaks of it is asked."""
    before = listed.run("index *")
    one_more = "select plan(5);\nselect has_table('shop', 'items', 'there are items');"
    listed.test("listed.sql", LISTED.replace("select plan(4);", one_more))
    whole: list[str] = []
    attempt = Stage.attempt

    def count(self: Stage, mutant: Mutant, file: Prepared) -> Attempt:
        whole.append(mutant.id)
        return attempt(self, mutant, file)

    monkeypatch.setattr(Stage, "attempt", count)
    after = listed.run("index *")
    assert {each.mutant.id: each.status for each in after.verdicts} == {
        each.mutant.id: each.status for each in before.verdicts
    }
    assert ids(after, Status.KILLED)
    assert not ids(after, Status.KILLED).intersection(whole)


def test_only_what_changes_nothing_is_asked_alone(listed: Assayed) -> None:
    listed.test("sets.sql", SETS)
    settings, server, choice = listed.project.settings, listed.server, Choice(patterns=("index *",), jobs=1)
    ready = prepared(settings, server, choice)
    try:
        judge(settings, server, choice, ready, select(settings))
    finally:
        ready.close(server)
    from pgassay.assay.memory import _read

    kept = _read(settings.state / "assay-files.json", ready.template)
    parted = {name: set(known.alone) == set(known.assertions) for name, (_, known) in kept.items()}
    assert parted == {
        "listed.sql": True, "strong.sql": False, "weak.sql": True, "keeps.sql": False, "sets.sql": False,
        "later.sql": False, "raises.sql": False,
    }  # fmt: skip


def test_an_assertion_alone_takes_what_asserts_nothing_with_it(listed: Assayed) -> None:
    """Here the function that the assertion calls."""
    (file,) = (each for each in prepare(select(listed.project.settings)) if each.name == "listed.sql")
    known = Known(said="", assertions=frozenset({3, 4, 5, 6}), touched=frozenset())
    words = [each.words[:2] for each in alone(file.source, (), known, 4).statements]
    assert words == [("select", "plan"), ("create", "function"), ("select", "is")]


def test_a_function_that_only_a_trigger_calls_is_reached(assayed: Assayed) -> None:
    """No file names it: the server's statistics say who calls it."""
    assayed.project.migration("toy-0002-once-more", TRIGGERED, "drop function shop.once_more() cascade;")
    text = "begin;\nselect plan(1);\ninsert into shop.items values (1, 1);\n"
    text += "select is((select note from shop.items), 'twice', 'it is noted');\nselect * from finish();\nrollback;\n"
    assayed.test("noted.sql", text)
    assayed.test("weak.sql", WEAK)
    id = "function shop.once_more()/body:-statement-removed/new.note-:=-'twice';"
    found = verdict(assayed.run("function shop.once_more*"), id)
    assert (found.status, found.file) == (Status.KILLED, "noted.sql")


def test_what_survived_is_tried_anew_all_at_once(listed: Assayed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until a file notices one of them; then it is found which."""
    third = "create function shop.third(amount integer) returns integer language plpgsql as "
    third += "$$ begin return amount / 3; end $$;"
    listed.project.migration("toy-0002-third", third, "drop function shop.third(integer);")
    first = listed.run("function shop.half*/body*", "function shop.third*/body*", "column *", fresh=True)
    survivors = ids(first, Status.SURVIVED)
    assert len({each.partition("/")[0] for each in survivors}) > 2
    made: list[str] = []
    attempt = Stage.attempt

    def count(self: Stage, mutant: Mutant, file: Prepared) -> Attempt:
        made.append(mutant.id)
        return attempt(self, mutant, file)

    monkeypatch.setattr(Stage, "attempt", count)
    again = listed.run("function shop.half*/body*", "function shop.third*/body*", "column *", again=True)
    assert ids(again, Status.SURVIVED) == survivors
    assert any(", " in each for each in made)
    assert not survivors & set(made)
    listed.test("third.sql", WEAK.replace("shop.half(4), 2, 'half", "shop.third(7), 2, 'third"))
    then = listed.run("function shop.half*/body*", "function shop.third*/body*", "column *")
    assert ids(then, Status.SURVIVED) == {each for each in survivors if "third" not in each}


def test_what_a_file_broke_off_behind_is_tried_with_what_changed(
    assayed: Assayed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds, unless an assertion that is new kills it."""
    id = "function shop.half(integer)/body:-emptied/return-null;"
    text = "begin;\nselect plan(1);\ninsert into shop.items values (1, shop.half(4));\nselect pass('it is there');\n"
    assayed.test("breaks.sql", f"{text}select * from finish();\nrollback;\n")
    assayed.test("strong.sql", STRONG)
    assert verdict(assayed.run(id), id).status is Status.CRASHED
    tried: list[str] = []
    attempt = Stage.attempt

    def count(self: Stage, mutant: Mutant, file: Prepared) -> Attempt:
        tried.append(file.name)
        return attempt(self, mutant, file)

    monkeypatch.setattr(Stage, "attempt", count)
    assayed.test("strong.sql", f"{STRONG}-- Another word.\n")
    found = verdict(assayed.run(id), id)
    assert (found.status, found.file, found.line) == (Status.CRASHED, "breaks.sql", 3)
    assert "breaks.sql" not in tried
    assayed.test("strong.sql", STRONG.replace("select plan(5)", "select plan(6);\nselect is(shop.half(4), 2, 'half')"))
    found = verdict(assayed.run(id), id)
    assert (found.status, found.file) == (Status.KILLED, "strong.sql")
    assert set(tried) == {"strong.sql"}
