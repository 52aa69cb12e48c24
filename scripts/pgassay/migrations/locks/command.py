"""``pgassay locks``: run migrations on a throwaway server and watch what they lock, read and write."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from pgassay import console, server
from pgassay.errors import Refused

if TYPE_CHECKING:  # the command line asks for the arguments alone: keep it cheap
    from pgassay.migrations.history import History, Migration
    from pgassay.migrations.locks.measure import Measured, Report
    from pgassay.server import Throwaway
    from pgassay.settings import Settings

EPILOG = """\
Each statement runs on a throwaway database, in the state before its migration, while another session reads pg_locks.
Shown is what others would notice: locks from SHARE UPDATE EXCLUSIVE up, on relations that were there before. The tables
that a migration touches are given rows, more in each run; whether a statement's work grows with them is judged by the
rows it reads and the log it writes, not by the clock.

What `pgassay lint` predicts is compared with what was seen. Any difference fails.

  pgassay locks shop-0025                    three sizes: 1000, 10,000 and 100,000 rows
  pgassay locks --sizes 0                    every migration on empty tables: locks alone, quick
  pgassay locks --every-version --sizes 0    on each PostgreSQL of this machine
  pgassay locks --record docs                and keep the result as docs/locks-18.json and docs/locks.md
  pgassay locks --record docs --unrecorded   go on from what is kept there

exit status: 0 the predictions are right, 1 one is not, 4 a migration cannot be applied"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay locks``."""
    parser.epilog = EPILOG
    parser.add_argument(
        "migrations", nargs="*", metavar="FILE|ID", help="only these; the beginning of an id is enough (default: all)"
    )
    parser.add_argument(
        "--sizes", default="1000,10000,100000", metavar="N,N,N", help="rows a table, ascending; 0 for empty tables"
    )
    parser.add_argument("--every-version", action="store_true", help="on each PostgreSQL from 15 up on this machine")
    parser.add_argument("--all", action="store_true", help="show statements that lock nothing, too")
    parser.add_argument("--record", type=Path, metavar="DIR", help="keep the result in this folder")
    parser.add_argument(
        "--unrecorded", action="store_true", help="with --record: only those of which the record has no growth yet"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Trace and print; 0 if the linter was right throughout, else 1."""
    from pgassay.migrations import records
    from pgassay.migrations.lint import linter
    from pgassay.migrations.lint.command import chosen
    from pgassay.migrations.locks import record

    wanted = chosen(settings, args.migrations)
    project = linter.read(settings)
    every = [each.id for each in project.migrations]
    sizes = _sizes(args.sizes)
    found: dict[int, list[Report]] = {}
    for where, migrations in _places(settings, args, project):
        console.note(f"server: {where.origin}")
        with psycopg.connect(where.conninfo) as connection:
            major = connection.info.server_version // 10000
        ids = wanted
        if args.record and args.unrecorded:
            known = record.measured(records.read(args.record / f"locks-{major}.json"))
            ids = {each.id for each in migrations if wanted is None or each.id in wanted} - known
        found[major] = []
        for each in _measured(settings, where, migrations, ids, sizes):
            found[major].append(each)
            if args.record and (sizes or ids):  # one takes seconds: what is done is kept
                list(record.write(args.record, {major: [each]}, known=every))
    if args.json:
        result = {str(major): [_json(each) for each in reports] for major, reports in found.items()}
        sys.stdout.write(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    else:
        for major, reports in found.items():
            sys.stdout.write(report(major, reports, everything=args.all) + "\n")
    if args.record:
        for path in record.write(args.record, found, known=every):
            console.note(f"wrote {path}")
    return 1 if any(each.differences for reports in found.values() for each in reports) else 0


def _sizes(text: str) -> tuple[int, ...]:
    parts = [part.strip().replace("_", "") for part in text.split(",")]
    if not all(part.isdigit() for part in parts):
        raise Refused(f"--sizes {text}: numbers of rows with commas between them, as 1000,10000,100000")
    sizes = tuple(int(part) for part in parts if int(part))
    if list(sizes) != sorted(set(sizes)):
        raise Refused(f"--sizes {text}: ascending, each once")
    return sizes


def _places(settings: Settings, args: Namespace, project: History) -> list[tuple[Throwaway, Sequence[Migration]]]:
    """The servers, each with the migrations that it can hold."""
    if not args.every_version:
        where = server.throwaway(settings, database_url=args.database_url, docker=args.docker)
        return [(where, project.migrations)]
    from pgassay.migrations import runner
    from pgassay.tap import matrix

    found: list[tuple[Throwaway, Sequence[Migration]]] = []
    for programs in matrix.servers(settings).values():
        where = server.throwaway(settings, programs=programs)
        with psycopg.connect(where.conninfo) as connection:
            offered = {str(name) for (name,) in connection.execute("select name from pg_available_extensions")}
        _, lacking = runner.deployable(settings, offered)
        for context, names in sorted(lacking.items()):
            console.note(f"{where.origin}: {context} is left out, it needs {', '.join(sorted(names))}")
        found.append((where, [each for each in project.migrations if each.context not in lacking]))
    return found


def _measured(
    settings: Settings,
    where: Throwaway,
    migrations: Sequence[Migration],
    wanted: set[str] | None,
    sizes: Sequence[int],
) -> Iterator[Report]:
    from pgassay.migrations.locks.measure import measure

    ids = {each.id for each in migrations}
    ids = ids if wanted is None else ids & wanted
    with console.bar(len(ids), unit="migration", label="tracing") as advance:
        for each in measure(settings, where, migrations, wanted=ids, sizes=sizes):
            yield each
            advance()


def report(major: int, reports: Sequence[Report], *, everything: bool = False) -> str:
    """What was measured, for people."""
    from pgassay.migrations.locks.measure import shape

    rows = [
        (
            f"{each.migration.id}:{one.trace.place.line}",
            _shortened(one.trace.text),
            "\n".join(_locks(one)) or "none",
            ", ".join(one.trace.blocked) or "nobody",
            _does(one),
            shape(one.seconds or (one.trace.seconds,)),
            f"{(one.wal[-1] if one.wal else one.trace.wal) / 1024:.0f}",
            one.growth,
        )
        for each in reports
        for one in each.statements
        if everything or one.trace.locks or one.trace.rewritten or one.trace.scanned
    ]
    headers = ["statement", "", "locks", "waits", "table", "ms", "WAL kB", "work"]
    parts = [console.table(rows, headers)] if rows else []
    for each in reports:
        parts += [f"{'.'.join(name)} was not made larger: {why}" for name, why in sorted(each.not_grown.items())]
        parts += [f"traced without rows, for it does not take these: {each.refused}"] if each.refused else []
        parts += [f"{console.paint('difference:', 'red')} {text}" for text in each.differences]
    statements = sum(len(each.statements) for each in reports)
    wrong = sum(len(each.differences) for each in reports)
    parts.append(
        f"PostgreSQL {major}: {len(reports)} migrations, {statements} statements, "
        + (f"{wrong} differ from what lint says" if wrong else "all as lint says")
    )
    return "\n".join(parts)


def _locks(measured: Measured) -> list[str]:
    from pgassay.migrations.lint.modes import words

    return [f"{name}: {words(mode)}" for name, mode in sorted(measured.trace.locks.items())]


def _does(measured: Measured) -> str:
    if measured.trace.rewritten:
        return "rewritten"
    return "read" if measured.trace.scanned or measured.growth == "grows" else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"


def _json(each: Report) -> dict[str, Any]:
    return {
        "migration": each.migration.id,
        "statements": [measured.to_json() for measured in each.statements],
        "refused": each.refused or None,
        "not_grown": {".".join(name): why for name, why in sorted(each.not_grown.items())},
    }
