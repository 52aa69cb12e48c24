"""``python -m benchmarks.load``: the hot queries on a platform of a million people, and a thousand clients.

A server of its own, on disk, is filled (people and events streamed by COPY) and looked at by every integrity check.
Each query of ``queries/learn`` is run as the people it is for, under row security, and the 95th percentile of its
times compared with a limit: with a tenth of the events, and with all of them. Then clients come through PgBouncer in
transaction mode, each transaction names its actor and asks one query of the catalogue, all of them equally often, and
none may meet an error. The ten queries that the server spent most of its time on are then run with and without row
security. The server is deleted at the end.

Exit status: 0 every query is within the limit, what was loaded is proven, and no client met an error; 1 not so; 3
something is missing. What row security costs is shown and does not decide.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import load_clients, load_data, load_report, queries, row_security
from benchmarks.load_report import Stage, Timed
from pgassay import console, server, settings
from pgassay.server.cluster import Cluster
from pgassay.tap import template

CALLS = 200
PEOPLE = 500
"""Those who do everything: ``row_security.sql`` puts each of the first 500 into a session of collaboration, and each of
them has more events than all but a few of the others."""
_ASKS = 4
"""Whose queries are run with and without row security: searches for a word of every lesson."""
_SERVER = {
    "shared_buffers": "2GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min", "random_page_cost": "1.1",
    "effective_cache_size": "8GB", "max_connections": "100", "pg_stat_statements.track_planning": "on",
}  # fmt: skip
_FILLING = {
    # As one loads what can be loaded again. What is measured is measured on a server that keeps what it was told.
    "fsync": "off", "wal_level": "minimal", "max_wal_senders": "0", "autovacuum": "off", "synchronous_commit": "off",
    "full_page_writes": "off",
}  # fmt: skip


def main() -> int:
    """Fill, measure, and let the clients come; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.load", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=1_000_000, metavar="N", help="people (default: 1,000,000)")
    parser.add_argument("--events", type=int, default=20_000_000, metavar="N", help="events (default: 20,000,000)")
    parser.add_argument(
        "--clients", type=int, default=1000, metavar="N", help="clients at once (default: 1000; 0: none)"
    )
    parser.add_argument("--seconds", type=int, default=30, metavar="N", help="how long they stay (default: 30)")
    parser.add_argument("--limit", type=float, default=100, metavar="MS", help="of each query's p95 (default: 100)")
    parser.add_argument("--in-memory", action="store_true", help="keep the server's data in memory, if they are few")
    parser.add_argument(
        "--record", type=Path, metavar="FILE", help="put the figures between the marks of this page (docs/load.md)"
    )
    args = parser.parse_args()
    if args.clients and not load_clients.program():
        console.note("error: pgbouncer is missing\n  hint: apt-get install pgbouncer; or leave it out: --clients 0")
        return 3
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))  # the server goes in any case
    cluster = server.own_cluster(settings.load(), "load", in_memory=args.in_memory)
    cluster.destroy()
    try:
        return _run(cluster, args)
    finally:
        cluster.destroy()


def _run(cluster: Cluster, args: argparse.Namespace) -> int:
    conninfo = _made(cluster)
    stages: list[Stage] = []
    for rows in (args.events // 10, args.events):
        _restart(cluster, _SERVER | _FILLING)
        started = time.monotonic()
        if not stages:
            load_data.people(conninfo, users=args.users)
        load_data.events(conninfo, users=args.users, rows=rows)
        filled = time.monotonic() - started
        print(f"{args.users:,} people and {rows:,} events: filled in {filled:.0f} s", flush=True)
        _restart(cluster, _SERVER)
        timed = _measure(conninfo)
        with psycopg.connect(conninfo) as connection:
            sizes, levels = load_report.sizes(connection), load_report.levels(connection)
            version = connection.info.parameter_status("server_version") or "?"
        stages.append(Stage(version, args.users, rows, filled, timed, sizes, levels))
        print(load_report.timings(stages[-1], limit=args.limit), flush=True)
    started = time.monotonic()
    asked, wrong = load_data.proven(conninfo)
    proof = f"{asked} rules (integrity checks, references, points, days): {len(wrong)} do not hold"
    print(f"{proof}, {time.monotonic() - started:.0f} s", flush=True)
    for each in wrong:
        console.note(f"error: {each}")
    came = load_clients.come(cluster, conninfo, clients=args.clients, seconds=args.seconds) if args.clients else None
    hottest = load_clients.hottest(conninfo) if came else ()
    if came:
        print(came.said, flush=True)
        print(load_report.shares(hottest), flush=True)
    ten = [one.query for one in hottest[: row_security.TEN]]
    promises = list(row_security.compare(conninfo, ten, person=_ASKS))
    if promises:
        print(load_report.ratios(promises), flush=True)
    if args.record:
        load_report.record(args.record, stages, proof=proof, came=came, hottest=hottest, promises=promises)
    kept = all(one.p95 <= args.limit for stage in stages for one in stage.timed)
    return 0 if kept and not wrong and (came is None or came.good) else 1


def _made(cluster: Cluster) -> str:
    """A server with all migrations; how to reach its database."""
    started = time.monotonic()
    cluster.start()
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        connection.execute("create database load")
    conninfo = cluster.conninfo("load")
    template.build(settings.load(), conninfo)
    print(f"a server with all migrations in {time.monotonic() - started:.0f} s", flush=True)
    return conninfo


def _restart(cluster: Cluster, values: dict[str, str]) -> None:
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        connection.execute("alter system reset all")
        for name, value in values.items():
            connection.execute(f"alter system set {name} = '{value}'".encode())
    cluster.stop()
    cluster.start()


def _measure(conninfo: str) -> list[Timed]:
    """Each query as the people it is for, every call by somebody else."""
    chance = random.Random(7)  # noqa: S311  (chooses people, no secrets)
    rows = []
    with psycopg.connect(conninfo, prepare_threshold=0, cursor_factory=psycopg.RawCursor) as connection:
        for query in queries.read("learn"):
            took = sorted(_once(connection, query, chance.randint(1, PEOPLE)) for _ in range(CALLS))
            rows.append(Timed(query.what, took[CALLS // 2], took[CALLS * 95 // 100], took[-1]))
    return rows


def _once(connection: psycopg.Connection[Any], query: queries.Query, person: int) -> float:
    """Milliseconds of one call by a person who has just come."""
    with connection.transaction():
        arguments = query.arguments(connection, person=person)
        connection.execute(f"call platform.act_as(md5('user{person}')::uuid::text, 'STUDENT')".encode())
        connection.execute("set local role learn_user")
        started = time.perf_counter()
        connection.execute(query.text.encode(), arguments).fetchall()
        return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
