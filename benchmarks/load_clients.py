"""A thousand clients through PgBouncer, and what the server spent its time on meanwhile.

Each transaction is one visit to one page: it names its actor, takes the role of an application's user, and asks one
query of the catalogue, chosen evenly among all of them. No weight was given to any: which queries are the hottest
follows from what they cost the server when each is asked as often as the others.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks import queries
from benchmarks.queries import Query
from pgassay import console
from pgassay.server.cluster import Cluster, owner

PEOPLE = 500
_POOL = 20
_PORT = 6432
_SCRIPT = """\
\\set n random(1, {people})
begin;
call platform.act_as(md5('user' || :n)::uuid::text, 'STUDENT');
set local role learn_user;
{text};
commit;
"""
_SPENT = """
select coalesce(sum(calls), 0), coalesce(sum(total_exec_time + total_plan_time), 0)
from extensions.pg_stat_statements
where toplevel and strpos(query, %s) > 0
"""


@dataclass(frozen=True)
class Came:
    """What became of the clients.

    Attributes:
        said: for people.
        good: whether none met an error.
    """

    said: str
    good: bool


@dataclass(frozen=True)
class Hot:
    """A query, and the time that the server spent on it.

    Attributes:
        query: of the catalogue.
        calls: by all clients.
        milliseconds: planning and execution, all calls together.
        share: of the time of all queries of the catalogue.
    """

    query: Query
    calls: int
    milliseconds: float
    share: float


def program() -> str | None:
    """Where PgBouncer is."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def come(cluster: Cluster, conninfo: str, *, clients: int, seconds: int) -> Came:
    """Let so many clients in for so long; the counts of pg_stat_statements begin with them."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("select extensions.pg_stat_statements_reset()")
    folder = cluster.home / "pgbouncer"
    with _pooled(cluster, folder, clients) as port:
        scripts: list[str] = []
        for number, query in enumerate(queries.read("learn")):
            script = folder / f"{number}.sql"
            script.write_text(_SCRIPT.format(people=PEOPLE, text=_marked(query)))
            scripts += ["-f", str(script)]
        command = [
            cluster.installation.program("pgbench"), "-n", "-c", str(clients), "-j", "2", "-T", str(seconds),
            *scripts, "-h", str(folder), "-p", str(port), "-U", "postgres", "load",
        ]  # fmt: skip
        environment = cluster.installation.environment
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    said = result.stdout + result.stderr
    done = re.search(r"transactions actually processed: (\d+)", said)
    failed = re.search(r"number of failed transactions: (\d+)", said)
    rate = re.search(r"tps = ([\d.]+)", said)
    errors = len(re.findall(r"error:|aborted", said))
    if result.returncode or errors:
        console.note(said[-2000:])
    return Came(
        f"{clients:,} clients through PgBouncer, {_POOL} connections to the server, for {seconds} s: "
        f"{int(done[1]) if done else 0:,} transactions ({float(rate[1]) if rate else 0:,.0f} a second), "
        f"{failed[1] if failed else '?'} failed, {errors} errors",
        not result.returncode and failed is not None and failed[1] == "0" and not errors,
    )


def hottest(conninfo: str) -> tuple[Hot, ...]:
    """All queries of the catalogue by the time that the server spent on them, the most first."""
    with psycopg.connect(conninfo) as connection:
        spent = []
        for query in queries.read("learn"):
            row = connection.execute(_SPENT, (_mark(query),)).fetchone()
            assert row is not None
            spent.append((query, int(row[0]), float(row[1])))
    total = sum(each[2] for each in spent) or 1.0
    ordered = sorted(spent, key=lambda each: -each[2])
    return tuple(Hot(query, calls, took, took / total) for query, calls, took in ordered)


def _mark(query: Query) -> str:
    return f"/* {query.what} */"


def _marked(query: Query) -> str:
    """Its text with its parameters' expressions in it, for a client that prepares nothing, and its name."""
    text = re.sub(r"\$(\d+)", lambda found: f"({query.values[int(found[1]) - 1].replace('{n}', ':n')})", query.text)
    return re.sub(r"(?i)^select\b", lambda found: f"{found[0]} {_mark(query)}", text)


@contextmanager
def _pooled(cluster: Cluster, folder: Path, clients: int) -> Iterator[int]:
    """PgBouncer in transaction mode before the server, on a socket; its port."""
    user = owner()
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, user.uid, user.gid)
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\nload = host={cluster.socket_folder} user=postgres\n"
        f"[pgbouncer]\nlisten_addr =\nlisten_port = {_PORT}\n"
        f"unix_socket_dir = {folder}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = {_POOL}\n"
        f"max_client_conn = {clients + 50}\nlogfile = {folder}/log\npidfile = {folder}/pid\n"
    )
    process = subprocess.Popen(
        [str(program()), str(folder / "pgbouncer.ini")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **user.switch,  # type: ignore[call-overload]
    )
    try:
        deadline = time.monotonic() + 10
        while not (folder / f".s.PGSQL.{_PORT}").exists():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PgBouncer does not start: {(folder / 'log').read_text()[-500:]}")
            time.sleep(0.02)
        yield _PORT
    finally:
        process.terminate()
        process.wait()
