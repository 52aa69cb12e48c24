"""``pgassay faults``: the migrator and the server are killed after every statement; the next run must finish."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

from pgassay import console, server
from pgassay.deploy import survived
from pgassay.errors import PgassayError, Refused
from pgassay.migrations import layouts, verify

if TYPE_CHECKING:  # the command line asks for the arguments alone: keep it cheap
    from pgassay.deploy.killing import Ordeal, Victim
    from pgassay.migrations.ledger import Direction
    from pgassay.settings import Settings

_NAME = "faults"
EPILOG = """\
Each migration is applied on a server of its own to tables that hold rows. A wire between migrator and server stops
after the first statement, and one of the two is killed with -9; the server recovers; the same command runs again and
must finish; catalogue, rows and records must be those of a run that nobody disturbed. Then the same after the second
statement, and so on to the last, the statements of the records and of the locks among them.

With --record, what was survived is kept in a folder as it comes, and is not done again while the files are the same; so
that it may be interrupted, or told to end after --minutes, and goes on with the next call.

exit status: 0 every kill was survived, 1 one was not"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay faults``."""
    parser.epilog = EPILOG
    parser.add_argument(
        "migrations", nargs="*", metavar="ID", help="only these; the beginning of an id is enough (default: all)"
    )
    parser.add_argument(
        "--since", metavar="REF", help="only those whose files differ from this commit, and what comes after them"
    )
    parser.add_argument(
        "--kill", choices=("migrator", "server"), action="append", help="only this one (default: both, one at a time)"
    )
    parser.add_argument("--rollbacks", action="store_true", help="also while they are rolled back")
    parser.add_argument("-j", "--jobs", type=int, metavar="N", help="how many servers (default: one a processor)")
    parser.add_argument("--postgres", type=Path, metavar="BIN", help="run another PostgreSQL than the embedded one")
    parser.add_argument("--record", type=Path, metavar="DIR", help="keep the result here, and go on from what is kept")
    parser.add_argument("--minutes", type=float, metavar="M", help="begin with no other migration after so long")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Kill and print; 0 if every kill was survived, else 1."""
    if args.docker or args.database_url:
        raise Refused("this kills servers: it starts its own", hint="leave --database-url and --docker out")
    project = layouts.read(settings)
    ids = {project.find(name).id for name in args.migrations}
    if args.since:
        ids |= verify.since(settings, project, args.since)
    elif not ids:
        ids = {migration.id for migration in project.migrations}
    victims: Sequence[Victim] = args.kill or ("migrator", "server")
    directions: Sequence[Direction] = ("apply", "rollback") if args.rollbacks else ("apply",)
    if args.record:
        kept = survived.read(args.record)
        ids -= {each.id for each in project.migrations if kept.knows(each, victims, directions)}
    started = time.monotonic()
    ordeals: list[Ordeal] = []
    interrupted = False
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # its servers are to end with it
    try:
        for ordeal in inflict(
            settings,
            ids,
            victims=victims,
            directions=directions,
            jobs=args.jobs,
            programs=args.postgres,
            seconds=args.minutes * 60 if args.minutes else None,
        ):
            ordeals.append(ordeal)
            if args.record:
                survived.write(args.record, project.migrations, [ordeal], victims)
    except KeyboardInterrupt:  # what is known is said
        interrupted = True
    left = ids - {ordeal.id for ordeal in ordeals}
    if left and not interrupted:
        console.note(f"{len(left)} migrations are left; the same command goes on with them")
    place = {migration.id: number for number, migration in enumerate(project.migrations)}
    ordeals.sort(key=lambda ordeal: (place[ordeal.id], ordeal.direction))
    if args.json:
        sys.stdout.write(json.dumps([asdict(ordeal) for ordeal in ordeals], indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report(ordeals, seconds=time.monotonic() - started) + "\n")
    return 130 if interrupted else 1 if any(ordeal.faults for ordeal in ordeals) else 0


def inflict(
    settings: Settings,
    ids: Collection[str],
    *,
    victims: Sequence[Victim] = ("migrator", "server"),
    directions: Sequence[Direction] = ("apply",),
    jobs: int | None = None,
    programs: Path | None = None,
    seconds: float | None = None,
) -> Iterator[Ordeal]:
    """Put migrations through it, in several processes, each with a server.

    Args:
        settings: the project's.
        ids: of the migrations.
        victims: whom to kill.
        directions: while they are applied, rolled back, or both.
        jobs: how many processes; one a processor by default.
        programs: bin folder of another PostgreSQL than the embedded one.
        seconds: begin with no other migration after so long.

    Raises:
        PgassayError: something else went wrong than what is looked for.
    """
    server.destroy_left(settings, _NAME)
    history = [migration.id for migration in layouts.read(settings).migrations if migration.id in ids]
    count = min(jobs or os.cpu_count() or 1, len(history))
    context = multiprocessing.get_context("spawn")  # they fork themselves: nothing of ours shall be in them
    readers: list[Connection] = []
    processes = []
    for number in range(count):
        reader, writer = context.Pipe(duplex=False)
        share = history[number::count]
        arguments = (settings, share, tuple(victims), tuple(directions), programs, number, writer, seconds)
        processes.append(context.Process(target=_work, args=arguments, daemon=False))
        processes[-1].start()
        writer.close()
        readers.append(reader)
    try:
        with console.bar(len(history) * len(directions), unit="migration", label="killing") as advance:
            for ordeal in _collect(readers):
                advance()
                yield ordeal
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _collect(readers: list[Connection]) -> Iterator[Ordeal]:
    while readers:
        for reader in [each for each in wait(readers) if isinstance(each, Connection)]:
            try:
                found = reader.recv()
            except EOFError:
                readers.remove(reader)
                continue
            if isinstance(found, BaseException):
                raise found
            yield found


def _work(
    settings: Settings,
    ids: Sequence[str],
    victims: Sequence[Victim],
    directions: Sequence[Direction],
    programs: Path | None,
    number: int,
    writer: Connection,
    seconds: float | None,
) -> None:
    """What one process does."""
    from pgassay.deploy.killing import Killer

    def end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once: what follows is tidying up
        raise SystemExit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: who started us tells us
    signal.signal(signal.SIGTERM, end)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the runs that are killed need not be heard
    deadline = time.monotonic() + seconds if seconds is not None else None
    cluster = server.own_cluster(settings, f"{_NAME}-{os.getpid()}-{number}", programs=programs)
    try:
        cluster.start()
        for ordeal in Killer(settings, cluster, layouts.read(settings)).run(ids, victims, directions):
            writer.send(ordeal)
            if deadline is not None and time.monotonic() > deadline:
                break
    except Exception as error:
        writer.send(PgassayError(error.what if isinstance(error, PgassayError) else f"{type(error).__name__}: {error}"))
    finally:
        cluster.destroy()
        shutil.rmtree(cluster.home, ignore_errors=True)


def report(ordeals: Sequence[Ordeal], *, seconds: float) -> str:
    """The result for people."""
    parts = []
    if wrong := [ordeal for ordeal in ordeals if ordeal.faults]:
        lines = []
        for ordeal in wrong:
            lines.append(f"{console.paint('failed:', 'red')} {ordeal.id} ({ordeal.direction})")
            lines += [f"  {each.victim} killed after {each.after}\n    {each.problem}" for each in ordeal.faults]
        parts.append("\n".join(lines))
    if empty := [ordeal.id for ordeal in ordeals if not ordeal.with_rows]:
        parts.append("On empty tables, for it stops where there are rows: " + ", ".join(dict.fromkeys(empty)))
    kills = sum(ordeal.kills for ordeal in ordeals)
    lost = sum(len(ordeal.faults) for ordeal in ordeals)
    parts.append(
        f"{len(ordeals)} migrations, {sum(ordeal.boundaries for ordeal in ordeals)} boundaries, {kills} kills, "
        f"{kills - lost} survived; {seconds:.0f} s"
    )
    return "\n\n".join(parts)
