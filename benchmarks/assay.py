"""Mutants a second: structural ones, on two workers, against files of 25 assertions each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import RUNS, Promise, Timing
from pgassay import server, settings
from pgassay.assay import run as assay
from pgassay.assay.verdict import Status
from pgassay.server import Throwaway
from pgassay.settings import Settings

TABLES = 20
RATE = 250
"""Mutants a second, on two cores."""
KINDS = ("column", "check", "foreign key", "index", "primary key", "unique", "table")

_TABLE = """
create table b.t{n} (
    id integer generated always as identity constraint t{n}_pkey primary key,
    parent integer not null constraint t{n}_parent_fkey references b.t{p} on delete cascade on update restrict,
    code text not null constraint t{n}_code_key unique,
    amount integer not null default 1 constraint t{n}_amount_is_within check (amount >= 1 and amount <= 9),
    state text not null default 'open' constraint t{n}_state_is_known check (state in ('open', 'shut'))
);
create index t{n}_parent_idx on b.t{n} (parent);
create index t{n}_state_amount_idx on b.t{n} (state, amount) where state = 'open';
"""
_CONSTRAINT = """
select is(
    (select pg_get_constraintdef(oid) from pg_constraint where conrelid = 'b.t{n}'::regclass and conname = '{name}'),
    {definition}, '{name} is as it was written'
);
"""
_DEFINITIONS = {
    "t{n}_pkey": "'PRIMARY KEY (id)'",
    "t{n}_parent_fkey": "'FOREIGN KEY (parent) REFERENCES b.t{p}(id) ON UPDATE RESTRICT ON DELETE CASCADE'",
    "t{n}_code_key": "'UNIQUE (code)'",
    "t{n}_amount_is_within": "'CHECK (((amount >= 1) AND (amount <= 9)))'",
    "t{n}_state_is_known": "$$CHECK ((state = ANY (ARRAY['open'::text, 'shut'::text])))$$",
}


def run(cache: Path) -> Iterator[Promise]:
    """Measure on a small repository whose files assert 25 things about a table each."""
    throwaway = server.throwaway(settings.load())
    with tempfile.TemporaryDirectory() as folder:
        project = _project(Path(folder))
        count, timing = _measure(project, throwaway)
    rate = count / timing.median
    slowest = count / max(timing.seconds)
    yield Promise(
        f"{count} structural mutants, files of 25 assertions, 2 workers",
        1000 / rate,
        1000 / RATE,
        " ms",
        f"{rate:,.0f} mutants a second (slowest run {slowest:,.0f}), {os.cpu_count()} cores",
    )


def _measure(project: Settings, throwaway: Throwaway) -> tuple[int, Timing]:
    seconds, count = [], 0
    for _ in range(RUNS):
        choice = assay.Choice(kinds=KINDS, jobs=2, fresh=True)
        result, _ = assay.run(project, throwaway, choice)
        if result.score()[Status.SURVIVED] > result.score().generated // 20:
            raise RuntimeError(f"{len(result.survivors)} mutants survived files that assert everything")
        seconds.append(result.seconds)
        count = result.score().valid
    return count, Timing("assay", tuple(seconds))


def _project(folder: Path) -> Settings:
    """A repository of twenty tables and as many files."""
    (folder / "pyproject.toml").write_text("[tool.pgassay]\n")
    (folder / "pgtap").mkdir()
    migrations = folder / "migrations" / "b"
    migrations.mkdir(parents=True)
    tables = [_TABLE.format(n=n, p=max(0, n - 1)) for n in range(TABLES)]
    (migrations / "b-0001-tables.sql").write_text("create schema b;\n" + "".join(tables))
    (migrations / "b-0001-tables.rollback.sql").write_text("drop schema b cascade;\n")
    for n in range(TABLES):
        (folder / "pgtap" / f"t{n}_is_as_it_was_written.sql").write_text(_file(n))
    return settings.load(folder)


def _file(n: int) -> str:
    columns = ("id", "parent", "code", "amount", "state")
    types = {"id": "integer", "parent": "integer", "code": "text", "amount": "integer", "state": "text"}
    defaults = {"amount": "'1'", "state": "'open'"}
    asserted = [
        _CONSTRAINT.format(n=n, name=name.format(n=n), definition=text.format(n=n, p=max(0, n - 1)))
        for name, text in _DEFINITIONS.items()
    ]
    asserted += [f"select col_not_null('b', 't{n}', '{c}', '{c} is required');\n" for c in columns]
    asserted += [f"select col_type_is('b', 't{n}', '{c}', '{types[c]}', '{c} is of its type');\n" for c in columns]
    asserted += [
        f"select col_default_is('b', 't{n}', '{c}', {v}, '{c} has its default');\n" for c, v in defaults.items()
    ]
    asserted += [f"select col_hasnt_default('b', 't{n}', '{c}', '{c} has none');\n" for c in ("parent", "code")]
    for name, definition in (
        (f"t{n}_parent_idx", f"CREATE INDEX t{n}_parent_idx ON b.t{n} USING btree (parent)"),
        (
            f"t{n}_state_amount_idx",
            f"CREATE INDEX t{n}_state_amount_idx ON b.t{n} USING btree (state, amount) WHERE (state = ''open''::text)",
        ),
    ):
        asserted.append(f"select is(pg_get_indexdef('b.{name}'::regclass), '{definition}', '{name} is as written');\n")
    table = f"'b.t{n}'::regclass"
    asserted += [
        f"select is_empty($$select from pg_index where indrelid = {table} and not indisvalid$$, 'all are valid');\n",
        f"select is((select relpersistence from pg_class where oid = {table}), 'p', 'it is logged');\n",
        "select is((select string_agg(attidentity, '' order by attnum) from pg_attribute "
        f"where attrelid = {table} and attnum > 0), 'a', 'the id is always generated');\n",
        "select is((select count(*) from pg_constraint "
        f"where conrelid = {table} and contype <> 'n'), 5::bigint, 'there are five constraints');\n",
    ]
    return f"begin;\nselect plan({len(asserted)});\n{''.join(asserted)}select * from finish();\nrollback;\n"
