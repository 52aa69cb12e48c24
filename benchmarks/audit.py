"""A single-row update of a watched table against the same update of one that is not watched."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from benchmarks.measure import RUNS, Promise
from pgassay import server, settings
from pgassay.migrations import runner
from pgassay.server.installation import Installation

CLIENTS, SECONDS, ROWS = 8, 4, 10_000
_TABLES = ("plain", "watched")


def run(_cache: Path) -> Iterator[Promise]:
    """Eight clients, alternately on both tables of one durable server: a log that may be lost is not an audit.

    A kept throughput of 70 % is a time per update of 1 : 0.7 = 1.43.
    """
    folder = Path(tempfile.mkdtemp(prefix="pgassay-bench-"))
    folder.chmod(0o755)
    project = replace(settings.load(), project=folder, dotenv={})
    try:
        conninfo = server.development(project).conninfo
        _prepare(project, conninfo)
        programs = server.development_cluster(project).installation
        rates: dict[str, list[float]] = {table: [] for table in _TABLES}
        for number in range(RUNS + 1):
            for table in _TABLES:
                rate = _updates_a_second(programs, conninfo, folder, table)
                if number:
                    rates[table].append(rate)
    finally:
        server.stop(project)
        shutil.rmtree(folder)
    plain, watched = (statistics.median(rates[table]) for table in _TABLES)
    basis = f"watched {watched:.0f}, plain {plain:.0f} updates/s: {watched / plain:.0%} kept"
    yield Promise(f"audited update, {CLIENTS} clients, time : unaudited", plain / watched, 1.43, "", basis)


def _prepare(project: settings.Settings, conninfo: str) -> None:
    runner.migrate(project, conninfo, contexts=["platform"])
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("create schema bench")
        for table in _TABLES:
            connection.execute(
                f"create table bench.{table} (id bigint primary key, owner text not null, "
                "balance numeric(12, 2) not null, note text, status text not null default 'new', "
                "created_at timestamptz not null default now(), updated_at timestamptz not null default now()) "
                "with (fillfactor = 50)"
            )
            connection.execute(
                f"insert into bench.{table} (id, owner, balance, note) "
                f"select n, 'owner ' || n, 100, 'a note of some length' from generate_series(1, {ROWS}) as n"
            )
            connection.execute(f"vacuum analyze bench.{table}")
        connection.execute("select audit.watch('bench.watched', null, '{updated_at}')")
        connection.execute("checkpoint")


def _updates_a_second(programs: Installation, conninfo: str, folder: Path, table: str) -> float:
    """What pgbench reports."""
    script = folder / f"{table}.sql"
    script.write_text(
        f"\\set id random(1, {ROWS})\n"
        f"update bench.{table} set balance = balance + 1, updated_at = now() where id = :id;\n"
    )
    parts = conninfo_to_dict(conninfo)
    words = ["--no-vacuum", f"--client={CLIENTS}", "--jobs=2", "--protocol=extended", f"--time={SECONDS}"]
    words += [f"--file={script}", f"--host={parts['host']}", f"--username={parts['user']}", str(parts["dbname"])]
    result = subprocess.run(
        [programs.program("pgbench"), *words], env=programs.environment, capture_output=True, text=True, check=True
    )
    found = re.search(r"^tps = ([\d.]+)", result.stdout, re.MULTILINE)
    assert found, result.stdout
    return float(found.group(1))
