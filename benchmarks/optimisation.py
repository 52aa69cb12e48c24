"""The migrations that mended nexus, on 100,000 rows a table, while clients read and write: who waits, for how long.

The data set is written by hand (``optimisation.sql``) because it has to obey the rules that these migrations introduce.
Of each group the longest time is taken that a client was seen waiting for a lock, its migration, and what all of them
took. Afterwards every row must be there and every constraint valid.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.measure import Promise
from pgassay import server, settings
from pgassay.catalogue import read
from pgassay.deploy import workload
from pgassay.deploy.workload import Clients, Wait
from pgassay.migrations import layouts, runner
from pgassay.migrations.backend import AssayBackend, Target

ROWS = int(os.environ.get("OPTIMISATION_ROWS", "100000"))
"""In each table; the environment may ask for fewer."""
CLIENTS = 4
BASELINE = "nexus-0011"
GROUPS = (
    ("exact types and times of change", 12, 16, 5.0),
    ("30 indexes, built concurrently", 17, 46, 0.5),
    ("references", 47, 50, 0.5),
    ("what happens once: checks and unique keys", 51, 62, 0.5),
    ("checks of values", 63, 75, 0.5),
    ("no overlap: four exclusion constraints", 76, 79, 0.5),
)
"""What they do, the first and the last, and the longest that a client may wait, in seconds.

A change of type rewrites its table while nobody reads.
"""
_DATA = Path(__file__).with_suffix(".sql")
_COUNTS = """
select c.relname, (xpath('//n/text()', query_to_xml(
    format('select count(*) as n from nexus.%I', c.relname), false, true, '')))[1]::text::bigint
from pg_class as c
where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r'
"""
_INVALID = """
select conname from pg_constraint where connamespace = 'nexus'::regnamespace and not convalidated
union all
select c.relname from pg_index as i join pg_class as c on c.oid = i.indexrelid
where c.relnamespace = 'nexus'::regnamespace and not i.indisvalid
"""


def run(cache: Path) -> Iterator[Promise]:
    """Measure on the throwaway server: the longest wait for a lock in each group of migrations."""
    project = settings.load()
    throwaway = server.throwaway(project)
    conninfo = throwaway.clone()
    try:
        runner.migrate(project, conninfo, to=BASELINE, contexts=["nexus"])
        with psycopg.connect(conninfo, autocommit=True) as connection:
            before = _fill(connection)
            queries = _mix(connection)
        history = layouts.read(project)
        backend = AssayBackend(Target(project, conninfo))
        with backend, backend.lock(), Clients(conninfo, CLIENTS, queries) as clients:
            clients.pause(1)
            for what, first, last, limit in GROUPS:
                longest, where, started, count = Wait(), "", time.perf_counter(), len(clients.answers)
                for number in range(first, last + 1):
                    migration = history.find(f"nexus-{number:04}")
                    clients.take_longest()
                    for _ in backend.run([migration], "apply"):
                        pass
                    wait = clients.take_longest()
                    if wait.milliseconds > longest.milliseconds:
                        longest, where = wait, migration.id
                seconds = time.perf_counter() - started
                waited = f"{longest.mode} on {longest.relation}, {where}" if where else "nobody waited"
                rate = (len(clients.answers) - count) / seconds
                basis = (
                    f"{waited}; {last - first + 1} migrations in {seconds:.1f} s, "
                    f"{rate:,.0f} statements a second meanwhile"
                )
                yield Promise(
                    f"longest wait, {ROWS:,} rows a table: {what}", longest.milliseconds / 1000, limit, " s", basis
                )
            _refuse_errors(clients)
        with psycopg.connect(conninfo) as connection:
            after = dict(connection.execute(_COUNTS).fetchall())
            if after != before or (invalid := connection.execute(_INVALID).fetchall()):
                raise RuntimeError(f"rows are lost or constraints not valid: {before} {after} {invalid}")
    finally:
        throwaway.drop(conninfo)


def _fill(connection: psycopg.Connection[Any]) -> dict[str, int]:
    """Fill every table; how many rows each has."""
    connection.execute("set session_replication_role = replica")
    with psycopg.ClientCursor(connection) as cursor:
        cursor.execute(_DATA.read_bytes(), {"rows": ROWS, "coaches": min(5_000, ROWS), "pupils": min(20_000, ROWS)})
    connection.execute("reset session_replication_role")
    connection.execute("vacuum analyze")
    return dict(connection.execute(_COUNTS).fetchall())


def _mix(connection: psycopg.Connection[Any]) -> list[workload.Query]:
    """Reads and updates that leave the rows as they are: what clients insert would break the rules that are to come."""
    found = workload.Mix(["nexus"]).of(connection, read(connection))
    return [query for query in found if query.sort in ("read", "update")]


def _refuse_errors(clients: Clients) -> None:
    """Fail if a client met an error that a schema which changes does not explain."""
    found = workload.errors(clients.answers, usual=())
    wrong = {text: count for (sort, text), count in found.items() if sort != "changing schema"}
    if wrong or clients.lost:
        raise RuntimeError(f"clients met errors: {wrong} {clients.lost}")
