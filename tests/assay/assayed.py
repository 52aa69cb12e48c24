"""A small repository with a schema and tests of known weakness, and a way to assay it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from pgassay.assay.result import Result
from pgassay.assay.run import Choice, run
from pgassay.assay.verdict import Status, Verdict
from pgassay.server import Throwaway
from toy import Project

SCHEMA = """
create schema shop;
create table shop.items (
    id integer constraint items_pkey primary key,
    price integer not null constraint items_price_is_a_bargain check (price > 0 and price <= 100),
    note text
);
create index items_price_idx on shop.items (price);
create index items_price_note_idx on shop.items (price, note);

create function shop.half(amount integer) returns integer language plpgsql immutable set search_path = '' as $$
begin
    if amount < 0 then
        raise exception 'an amount of %', amount using errcode = 'SH001';
    end if;
    return amount / 2;
end $$;
"""

STRONG = """
begin;
select plan(5);
select lives_ok('insert into shop.items values (1, 1), (2, 100)', 'the bounds are within');
select throws_ok('insert into shop.items values (3, 0)', '23514', null, 'nothing is for nothing');
select throws_ok('insert into shop.items values (3, -1)', '23514', null, 'nothing is for less');
select throws_ok('insert into shop.items values (3, 101)', '23514', null, 'nothing is dear');
select throws_ok('insert into shop.items values (1, 5)', '23505', null, 'an id stands once');
select * from finish();
rollback;
"""

WEAK = """
begin;
select plan(2);
select throws_ok('insert into shop.items values (3, -5)', '23514', null, 'nothing is for less than nothing');
select is(shop.half(4), 2, 'half of four is two');
select * from finish();
rollback;
"""


@dataclass
class Assayed:
    """A toy project and the server that it is assayed on."""

    project: Project
    server: Throwaway

    def test(self, name: str, text: str) -> None:
        """Write a test file."""
        self.project.settings.pgtap.mkdir(exist_ok=True)
        (self.project.settings.pgtap / name).write_text(text)

    def run(self, *patterns: str, jobs: int = 2, fresh: bool = False, **more: object) -> Result:
        """Assay the mutants whose ids match."""
        choice = Choice(patterns=patterns, jobs=jobs, fresh=fresh, **more)  # type: ignore[arg-type]
        return run(self.project.settings, self.server, choice)[0]


def ids(result: Result, status: Status) -> set[str]:
    """The ids of the mutants with a verdict."""
    return {each.mutant.id for each in result.verdicts if each.status is status}


def verdict(result: Result, id: str) -> Verdict:
    """The verdict on one mutant."""
    (found,) = (each for each in result.verdicts if each.mutant.id == id)
    return found


def command(assayed: Assayed, *words: str, here: bool = True) -> subprocess.CompletedProcess[str]:
    """Run ``pgassay`` in the toy project, on the test server or, on demand, on one that the words name."""
    server = ["--database-url", assayed.server.conninfo] if here else []
    return subprocess.run(
        [sys.executable, "-m", "pgassay", words[0], *server, *words[1:]],
        cwd=assayed.project.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
