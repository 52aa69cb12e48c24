"""Forty pgTAP files of twenty-five assertions: ours and pg_prove, both on a ready database."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import psycopg
from psycopg.conninfo import conninfo_to_dict

from benchmarks import peers
from benchmarks.measure import Promise, Subject, Timing, command, in_turn, ratio
from pgassay import server, settings
from pgassay.server import extensions

FILES, ASSERTIONS = 40, 25
_PGASSAY = Path(sys.executable).with_name("pgassay")


def run(cache: Path) -> Iterator[Promise]:
    """Measure whole processes, and our run alone as the report of each run gives it."""
    project = settings.load()
    throwaway = server.throwaway(project)
    conninfo = throwaway.clone()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        extensions.install_pgtap(connection, server.cache_folder(project))
    peer = peers.pg_prove(cache)
    parts = conninfo_to_dict(conninfo)
    environment = {
        **peer.environment,
        "PGHOST": str(parts["host"]),
        "PGUSER": str(parts["user"]),
        "PGDATABASE": str(parts["dbname"]),
        "PGOPTIONS": "-c search_path=pgtap,public",
        "PATH": f"/usr/bin:/bin:{throwaway_programs(project)}",
    }
    alone: list[float] = []
    with tempfile.TemporaryDirectory(prefix="pgassay-bench-") as name:
        folder = Path(name)
        _write(folder)
        report = folder / "report.xml"

        def ours() -> object:
            return command(_PGASSAY, "test", "-j2", "--junit", report, cwd=folder)()

        def note() -> None:
            if report.exists():
                alone.append(float(ElementTree.parse(report).getroot().attrib["time"]))  # noqa: S314  (our own file)

        files = sorted(str(path) for path in (folder / "pgtap").glob("*.sql"))
        theirs = command(*peer.command, "-j2", *files, cwd=folder, environment=environment)
        ours()
        try:
            timings = in_turn([Subject("pgassay test", ours), Subject("pg_prove -j2", theirs, note)])
        finally:
            command(_PGASSAY, "db", "stop", cwd=folder)()
    throwaway.drop(conninfo)
    what = f"{FILES} pgTAP files × {ASSERTIONS}"
    yield ratio(
        f"{what}, whole process, pgassay : pg_prove", timings["pgassay test"], timings["pg_prove -j2"], limit=0.5
    )
    run_alone = Timing("the run", tuple(alone[1:]))
    yield ratio(f"{what}, the run itself : pg_prove", run_alone, timings["pg_prove -j2"], limit=0.25)


def throwaway_programs(project: settings.Settings) -> Path:
    """Folder of psql, which pg_prove calls."""
    return server.throwaway_cluster(project).installation.bin


def _write(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.pgassay]\n")
    (folder / "migrations").mkdir()
    (folder / "pgtap").mkdir()
    checks = "".join(
        f"select is({number} + 1, {number + 1}, 'adding one to {number}');\n"
        if number % 2
        else "select has_table('pg_catalog', 'pg_class', 'the catalogue has pg_class');\n"
        for number in range(ASSERTIONS)
    )
    for number in range(FILES):
        (folder / "pgtap" / f"file_{number:02d}.sql").write_text(
            f"begin;\nselect plan({ASSERTIONS});\n{checks}select * from finish();\nrollback;\n"
        )
