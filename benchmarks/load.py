"""``python -m benchmarks.load``: the hot queries on a platform of a million people, and a thousand clients.

A server of its own is filled (people and events streamed by COPY), each query of ``queries/learn`` is run as the people
it is for, under row security, and the 95th percentile of its times compared with a limit. Then clients come through
PgBouncer in transaction mode, each transaction naming its actor, and none may meet an error. The server is deleted at
the end.

Exit status: 0 every query is within the limit and no client met an error; 1 not so; 3 something is missing.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import load_data, queries
from pgassay import console, server, settings
from pgassay.server.cluster import Cluster, owner
from pgassay.tap import template

CALLS = 200
PEOPLE = 500
"""Those who do everything: ``row_security.sql`` puts each of the first 500 into a session of collaboration."""
_SERVER = {
    "shared_buffers": "2GB", "max_wal_size": "8GB", "checkpoint_timeout": "30min", "random_page_cost": "1.1",
    "effective_cache_size": "8GB", "max_connections": "100", "fsync": "off",
}  # fmt: skip
_SCRIPT = """\
\\set n random(1, {people})
begin;
call platform.act_as(md5('user' || :n)::uuid::text, 'STUDENT');
set local role learn_user;
select event_type, course_id, duration_ms from learn.learning_analytics
    where user_id = md5('user' || :n)::uuid and "timestamp" >= now() - interval '7 days'
    order by "timestamp" desc limit 50;
select e.course_id, c.title from learn.course_enrollments as e join learn.courses as c on c.id = e.course_id
    where e.user_id = md5('user' || :n)::uuid;
select id, title from learn.lessons where id = md5('lesson' || 1 + :n % 9 || '-3')::uuid;
commit;
"""


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
    parser.add_argument("--seconds", type=int, default=20, metavar="N", help="how long they stay (default: 20)")
    parser.add_argument("--limit", type=float, default=100, metavar="MS", help="of each query's p95 (default: 100)")
    parser.add_argument("--in-memory", action="store_true", help="keep the server's data in memory, if they are few")
    args = parser.parse_args()
    if args.clients and (missing := [name for name in ("pgbouncer",) if not _program(name)]):
        console.note(
            f"error: {', '.join(missing)} is missing\n  hint: apt-get install pgbouncer; or leave it out: --clients 0"
        )
        return 3
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))  # the server goes in any case
    project = settings.load()
    cluster = server.own_cluster(project, "load", in_memory=args.in_memory)
    cluster.destroy()
    try:
        conninfo = _filled(cluster, users=args.users, events=args.events)
        kept = _measure(conninfo, limit=args.limit)
        if args.clients:
            kept = _come(cluster, clients=args.clients, seconds=args.seconds) and kept
    finally:
        cluster.destroy()
    return 0 if kept else 1


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _filled(cluster: Cluster, *, users: int, events: int) -> str:
    """A server with a platform of that size."""
    started = time.monotonic()
    cluster.start()
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        for name, value in _SERVER.items():
            connection.execute(f"alter system set {name} = '{value}'".encode())
        connection.execute("create database load")
    cluster.stop()
    cluster.start()
    conninfo = cluster.conninfo("load")
    template.build(settings.load(), conninfo)
    print(f"a server with all migrations in {time.monotonic() - started:.0f} s", flush=True)
    load_data.fill(conninfo, users=users, events=events)
    with psycopg.connect(conninfo) as connection:
        size = connection.execute("select pg_size_pretty(pg_database_size('load'))").fetchone()
    seconds = time.monotonic() - started
    print(f"{users:,} people and {events:,} events in {seconds:.0f} s, {size[0] if size else '?'}", flush=True)
    return conninfo


def _measure(conninfo: str, *, limit: float) -> bool:
    """Each query as the people it is for; whether all of them keep to the limit, in milliseconds."""
    chance = random.Random(7)  # noqa: S311  (chooses people, no secrets)
    rows, kept = [], True
    with psycopg.connect(conninfo, prepare_threshold=0, cursor_factory=psycopg.RawCursor) as connection:
        for query in queries.read("learn"):
            took = sorted(_once(connection, query, chance.randint(1, PEOPLE)) for _ in range(CALLS))
            p50, p95 = took[CALLS // 2], took[CALLS * 95 // 100]
            kept = kept and p95 <= limit
            verdict = console.paint("yes", "green") if p95 <= limit else console.paint("NO", "red")
            rows.append((query.what, f"{p50:.2f}", f"{p95:.2f}", f"{took[-1]:.2f}", verdict))
    headings = ["query", "median ms", "p95 ms", "slowest ms", f"≤ {limit:g}"]
    print(console.table(rows, headings, align=("left", "right", "right", "right", "left")), flush=True)
    return kept


def _once(connection: psycopg.Connection[Any], query: queries.Query, person: int) -> float:
    """Milliseconds of one call by a person who has just come."""
    with connection.transaction():
        arguments = query.arguments(connection, person=person)
        connection.execute(f"call platform.act_as(md5('user{person}')::uuid::text, 'STUDENT')".encode())
        connection.execute("set local role learn_user")
        started = time.perf_counter()
        connection.execute(query.text.encode(), arguments).fetchall()
        return (time.perf_counter() - started) * 1000


def _come(cluster: Cluster, *, clients: int, seconds: int) -> bool:
    """Clients through PgBouncer; whether none met an error."""
    folder = cluster.home / "pgbouncer"
    with _pooled(cluster, folder, clients) as port:
        script = folder / "script.sql"
        script.write_text(_SCRIPT.format(people=PEOPLE))
        command = [
            cluster.installation.program("pgbench"), "-n", "-c", str(clients), "-j", "2", "-T", str(seconds),
            "-f", str(script), "-h", str(folder), "-p", str(port), "-U", "postgres", "load",
        ]  # fmt: skip
        environment = cluster.installation.environment
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    said = result.stdout + result.stderr
    done = re.search(r"transactions actually processed: (\d+)", said)
    failed = re.search(r"failed transactions: (\d+)", said)
    rate = re.search(r"tps = ([\d.]+)", said)
    errors = len(re.findall(r"error:|aborted", said))
    print(
        f"{clients} clients through PgBouncer for {seconds} s: {int(done[1]) if done else 0:,} transactions "
        f"({float(rate[1]) if rate else 0:,.0f} a second), {failed[1] if failed else '?'} failed, {errors} errors"
    )
    if result.returncode or errors:
        console.note(said[-2000:])
    return not result.returncode and bool(failed) and failed is not None and failed[1] == "0" and not errors


@contextmanager
def _pooled(cluster: Cluster, folder: Path, clients: int) -> Iterator[int]:
    """PgBouncer in transaction mode before the server, on a socket; its port."""
    port, user = 6432, owner()
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, user.uid, user.gid)
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\nload = host={cluster.socket_folder} user=postgres\n"
        f"[pgbouncer]\nlisten_addr =\nlisten_port = {port}\n"
        f"unix_socket_dir = {folder}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 20\n"
        f"max_client_conn = {clients + 50}\nlogfile = {folder}/log\npidfile = {folder}/pid\n"
    )
    process = subprocess.Popen(
        [str(_program("pgbouncer")), str(folder / "pgbouncer.ini")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **user.switch,  # type: ignore[call-overload]
    )
    try:
        deadline = time.monotonic() + 10
        while not (folder / f".s.PGSQL.{port}").exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PgBouncer does not start: {(folder / 'log').read_text()[-500:]}")
            time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
