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
_UPDATE = "update bench.{table} set balance = balance + 1, updated_at = now() where id = :id;\n"
# What is audited is done for somebody, and the application says for whom.
_WAYS = {
    "in a transaction that names its actor": (
        "begin;\nselect set_config('app.current_user_id', 'ada', true);\n" + _UPDATE + "commit;\n"
    ),
    "sent alone, for nobody": _UPDATE,
}


def run(_cache: Path) -> Iterator[Promise]:
    """Eight clients, alternately on both tables of one durable server: a log that may be lost is not an audit.

    A kept throughput of 70 % is a time per update of 1 : 0.7 = 1.43. The faster the disk, the more of the time is the
    processor's, and the smaller the part that is kept.
    """
    folder = Path(tempfile.mkdtemp(prefix="pgassay-bench-"))
    folder.chmod(0o755)
    project = replace(settings.load(), project=folder, dotenv={})
    rates: dict[tuple[str, str], list[float]] = {(way, table): [] for way in _WAYS for table in _TABLES}
    try:
        conninfo = server.development(project).conninfo
        _prepare(project, conninfo)
        programs = server.development_cluster(project).installation
        for number in range(RUNS + 1):
            for way, table in rates:
                rate = _updates_a_second(programs, conninfo, folder / "script.sql", _WAYS[way].format(table=table))
                if number:
                    rates[way, table].append(rate)
    finally:
        server.stop(project)
        shutil.rmtree(folder)
    for way in _WAYS:
        plain, watched = (statistics.median(rates[way, table]) for table in _TABLES)
        basis = f"watched {watched:.0f}, plain {plain:.0f} a second: {watched / plain:.0%} kept"
        yield Promise(f"audited update {way}, {CLIENTS} clients, time : unaudited", plain / watched, 1.43, "", basis)


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


def _updates_a_second(programs: Installation, conninfo: str, path: Path, script: str) -> float:
    """What pgbench reports for a script."""
    path.write_text(f"\\set id random(1, {ROWS})\n{script}")
    parts = conninfo_to_dict(conninfo)
    words = ["--no-vacuum", f"--client={CLIENTS}", "--jobs=2", "--protocol=extended", f"--time={SECONDS}"]
    words += [f"--file={path}", f"--host={parts['host']}", f"--username={parts['user']}", str(parts["dbname"])]
    result = subprocess.run(
        [programs.program("pgbench"), *words], env=programs.environment, capture_output=True, text=True, check=True
    )
    found = re.search(r"^tps = ([\d.]+)", result.stdout, re.MULTILINE)
    assert found, result.stdout
    return float(found.group(1))
