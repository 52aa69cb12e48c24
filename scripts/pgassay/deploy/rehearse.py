"""``pgassay rehearse``: pending migrations on a seeded clone while clients read and write; who waits, and how long."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from argparse import Namespace
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from pgassay import console, server
from pgassay.catalogue import Catalogue, read
from pgassay.deploy import rehearsed, workload
from pgassay.deploy.workload import Answer, Clients, Query, Wait
from pgassay.errors import MigrationFailed, Refused
from pgassay.migrations import layouts, runner
from pgassay.migrations.backend import AssayBackend, Target
from pgassay.migrations.history import History, Migration
from pgassay.migrations.patience import seconds
from pgassay.planting.bulk import fill
from pgassay.server import Throwaway
from pgassay.settings import Settings

EPILOG = """\
A throwaway database is migrated up to before the first of the migrations, every table is filled, and clients begin to
read (by key, by index), insert, update and delete, as the catalogue suggests. Then one migration after the other is
applied, as the migrator does it, its retries included. Said of each: the slowest statement of any client while it ran,
the longest time one was seen waiting for a lock, and on what; statements a second before, while and after it; errors,
those that a changing schema must cause in code that still speaks of the old one apart from the others.

Tables that a migration makes are filled before the next. With --record, the same command goes on where it was
interrupted, or ended after --minutes. On a machine that is busy with other things the slowest
statement is the machine's; the wait for a lock is not.

exit status: 0 no client waited longer than --longest-wait, nor was an error other than the schema's; 1 one did"""

_AHEAD = 16
"""How many migrations after one that looks for broken rules may add those rules."""


@dataclass
class Rehearsal:
    """How one migration went while clients were at work.

    Attributes:
        id: the migration's.
        milliseconds: how long it took.
        slowest: milliseconds of the slowest statement that any client had under way meanwhile.
        usual: milliseconds of the slowest one in the time before it.
        wait: the longest wait for a lock meanwhile.
        rates: statements a second before, while and after it.
        errors: how often which error came, by where it comes from.
        failed: why it could not be applied.
    """

    id: str
    milliseconds: float = 0.0
    slowest: float = 0.0
    usual: float = 0.0
    wait: Wait = field(default_factory=Wait)
    rates: tuple[float, float, float] = (0.0, 0.0, 0.0)
    errors: dict[str, dict[str, int]] = field(default_factory=dict)
    failed: str = ""

    def hurts(self, limit: float) -> bool:
        """Whether a client waited for more milliseconds than that, or had an error that the schema does not explain."""
        return (
            bool(self.failed)
            or max(self.slowest, self.wait.milliseconds) > limit
            or any(sort not in ("changing schema", "stricter rule") for sort in self.errors)
        )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay rehearse``."""
    parser.epilog = EPILOG
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--from", dest="first", metavar="ID", help="begin with this one (default: what is pending)")
    which.add_argument("--only", metavar="ID", help="this one alone")
    which.add_argument("--context", metavar="NAME", help="all of this context, whether pending or not")
    parser.add_argument("--to", metavar="ID", help="end with this one")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="for each table (default: 100,000)")
    parser.add_argument(
        "--schema",
        action="append",
        dest="schemas",
        metavar="NAME",
        help="fill and use only its tables; may be repeated",
    )
    parser.add_argument("--clients", type=int, default=8, metavar="N", help="at the same time (default: 8)")
    parser.add_argument("--seconds", type=float, default=1.0, metavar="S", help="before and after each (default: 1)")
    parser.add_argument(
        "--longest-wait", default="250ms", metavar="TIME", help="that a client may wait (default: 250ms)"
    )
    parser.add_argument("--record", type=Path, metavar="DIR", help="keep the result here, and pass over what is kept")
    parser.add_argument("--minutes", type=float, metavar="M", help="begin with no other migration after so long")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Rehearse and print; 0 if no client waited too long, else 1."""
    limit = seconds(args.longest_wait, name="--longest-wait") * 1000
    if args.rows < 1 or args.clients < 1 or args.seconds <= 0:
        raise Refused("--rows, --clients and --seconds are more than nothing")
    project = layouts.read(settings)
    chosen = _chosen(settings, project, args)
    if args.record:
        kept = rehearsed.read(args.record)
        know = {"rows": args.rows, "clients": args.clients, "limit": limit}
        chosen = [each for each in chosen if not rehearsed.knows(kept, each, **know)]
    if not chosen:
        sys.stdout.write("nothing to rehearse: nothing is pending; --from ID rehearses what is applied, too\n")
        return 0
    where = server.throwaway(settings, docker=args.docker)
    console.note(f"server: {where.origin}")
    stage = Stage(
        settings,
        where,
        project,
        rows=args.rows,
        clients=args.clients,
        seconds=args.seconds,
        schemas=args.schemas,
    )
    end = time.monotonic() + args.minutes * 60 if args.minutes else None
    found: list[Rehearsal] = []
    interrupted = False
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # the clone is to go with it
    try:
        with console.bar(len(chosen), unit="migration", label="rehearsing") as advance:
            for rehearsal in stage.play(chosen):
                found.append(rehearsal)
                if args.record:
                    rehearsed.write(args.record, project.migrations, rehearsal, **know)
                advance()
                if end is not None and time.monotonic() > end:
                    console.note(f"{len(chosen) - len(found)} migrations are left; the same command goes on with them")
                    break
    except KeyboardInterrupt:  # what is known is said
        interrupted = True
    if args.json:
        sys.stdout.write(json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report(found, limit=limit, short=stage.short) + "\n")
    return 130 if interrupted else 1 if any(each.hurts(limit) for each in found) else 0


def _chosen(settings: Settings, project: History, args: Namespace) -> list[Migration]:
    ordered = list(project.migrations)
    if args.context:
        if args.context not in project.contexts:
            raise Refused(f"there is no context {args.context}", hint="there are: " + ", ".join(project.contexts))
        return [each for each in ordered if each.context == args.context]
    if args.only:
        return [project.find(args.only)]
    if args.first:
        chosen = ordered[ordered.index(project.find(args.first)) :]
    else:
        live = server.development(settings, database_url=args.database_url, docker=args.docker)
        pending = {s.migration.id for s in runner.status(settings, live.conninfo)[0] if s.state != "applied"}
        chosen = [each for each in ordered if each.id in pending]
    if args.to:
        last = project.find(args.to)
        if last not in chosen:
            raise Refused(f"{last.id} is not among them")
        chosen = chosen[: chosen.index(last) + 1]
    return chosen


class Stage:
    """A seeded clone with clients on it.

    Args:
        settings: the project's.
        where: the server.
        project: the whole history.
        rows: for each table.
        clients: how many.
        seconds: before and after each migration.
        schemas: whose tables are filled and worked on; all by default.

    Attributes:
        short: tables with fewer rows, and why.
    """

    def __init__(
        self,
        settings: Settings,
        where: Throwaway,
        project: History,
        *,
        rows: int,
        clients: int,
        seconds: float,
        schemas: Collection[str] | None = None,
    ) -> None:
        self._settings, self._where, self._project = settings, where, project
        self._rows, self._clients, self._seconds = rows, clients, seconds
        self._schemas = schemas
        self.short: dict[tuple[str, str], str] = {}
        self._full: set[tuple[str, str]] = set()
        self._mixed: workload.Mix
        self._later: Catalogue | None = None

    def play(self, chosen: Sequence[Migration]) -> Iterator[Rehearsal]:
        """Rehearse migrations, one after the other; those between them are only applied.

        Clients know no rule that is to come, and neither do the rows that they find. A migration that fails is tried
        once more with rows, and with statements, of the schema that it makes; one that looks whether rules can be kept
        that others add, with those of a schema some way ahead.
        """
        ordered = list(self._project.migrations)
        first, last = ordered.index(chosen[0]), ordered.index(chosen[-1])
        obedient: list[Query] = []
        until = -1
        self._later = self._last_catalogue(ordered)
        conninfo = self._begin(ordered[:first])
        try:
            for place, migration in enumerate(ordered[first : last + 1], first):
                if migration not in chosen:
                    try:
                        layouts.apply(self._settings, conninfo, [migration])
                    except MigrationFailed:  # rows are in its way, and who rehearsed it met others
                        conninfo = self._begin(ordered[: place + 1], former=conninfo)
                    continue
                queries = self._prepare(conninfo)
                if place <= until:
                    queries = self._working(conninfo, obedient)
                found = self._rehearse(conninfo, migration, queries)
                for ahead in (0, _AHEAD):
                    end = min(place + ahead, len(ordered) - 1)
                    if found.failed and end >= until:
                        conninfo, obedient = self._with_rows_of(conninfo, ordered[: end + 1], end + 1 - place)
                        found, until = self._rehearse(conninfo, migration, obedient), end
                yield found
                if found.failed:
                    return
        finally:
            self._where.drop(conninfo)

    def _last_catalogue(self, history: Sequence[Migration]) -> Catalogue:
        """What the whole history leads to: rows that will not fit it would be in the way of some migration."""
        conninfo = self._where.clone()
        try:
            with suppress(MigrationFailed):  # that is for its own rehearsal to say
                layouts.apply(self._settings, conninfo, history)
            with psycopg.connect(conninfo) as connection:
                return read(connection)
        finally:
            self._where.drop(conninfo)

    def _begin(self, history: Sequence[Migration], *, former: str | None = None) -> str:
        """A database without rows to which a history was applied; the former one, if there is any, is dropped."""
        if former is not None:
            self._where.drop(former)
        conninfo = self._where.clone()
        self._full.clear()
        self.short.clear()
        self._mixed = workload.Mix(self._schemas, later=self._later)
        try:
            layouts.apply(self._settings, conninfo, history)
        except MigrationFailed:
            self._where.drop(conninfo)
            raise
        return conninfo

    def _with_rows_of(self, conninfo: str, history: Sequence[Migration], count: int) -> tuple[str, list[Query]]:
        """Another database with rows, and statements, of where a history leads, rolled back by so many migrations."""
        try:
            conninfo = self._begin(history, former=conninfo)
            queries = self._working(conninfo, self._prepare(conninfo), writing=True)
            runner.roll_back(self._settings, conninfo, count=count, project=self._project)
        except (MigrationFailed, Refused):  # it cannot be had
            conninfo = self._begin(history[: len(history) - count], former=conninfo)
            queries = self._prepare(conninfo)
        return conninfo, self._working(conninfo, queries)

    def _working(self, conninfo: str, queries: Sequence[Query], *, writing: bool = False) -> list[Query]:
        with psycopg.connect(conninfo) as connection:
            return workload.working(connection, queries, writing=writing)

    def _prepare(self, conninfo: str) -> list[Query]:
        """Fill the tables that are new; what clients do with all of them."""
        with psycopg.connect(conninfo, autocommit=True) as connection:
            catalogue = read(connection)
            there = {(each.name[0], each.name[1]) for each in catalogue.of_kind("table")}
            self._full &= there
            filled = fill(
                connection,
                catalogue,
                self._rows,
                only=self._schemas,
                skip={*self.short, *self._full},
                later=self._later,
            )
            self.short |= filled.short
            self._full |= filled.rows.keys() - self.short.keys()
        with psycopg.connect(conninfo) as connection:
            return self._mixed.of(connection, catalogue)

    def _rehearse(self, conninfo: str, migration: Migration, queries: list[Query]) -> Rehearsal:
        found = Rehearsal(migration.id)
        if not queries:  # there is nothing yet that anybody could wait for
            layouts.apply(self._settings, conninfo, [migration])
            return found
        backend = AssayBackend(Target(self._settings, conninfo))
        with backend, backend.lock(), Clients(conninfo, self._clients, queries) as clients:
            clients.pause(self._seconds)
            clients.take_longest()
            clients.answers.clear()
            begin = time.monotonic()
            clients.pause(self._seconds)
            start = time.monotonic()
            clients.take_longest()
            try:
                for _ in backend.run([migration], "apply"):
                    pass
            except MigrationFailed as error:
                found.failed = str(error)
            end = time.monotonic()
            found.wait = clients.take_longest()
            clients.pause(self._seconds)
            after = time.monotonic()
        _measure(found, clients.answers, (begin, start, end, after))
        return found


def _measure(found: Rehearsal, answers: Sequence[Answer], times: tuple[float, float, float, float]) -> None:
    """Divide what the clients noted by when it was."""
    begin, start, end, after = times
    found.milliseconds = (end - start) * 1000
    meanwhile = [each for each in answers if each.began < end and each.began + each.seconds > start]
    before = [each for each in answers if each.began + each.seconds <= start]
    found.slowest = max((each.seconds * 1000 for each in meanwhile), default=0.0)
    found.usual = max((each.seconds * 1000 for each in before), default=0.0)
    rates = []
    for left, right in ((begin, start), (start, end), (end, after)):
        done = sum(left <= each.began + each.seconds < right for each in answers)
        rates.append(done / max(right - left, 1e-3))
    found.rates = (rates[0], rates[1], rates[2])
    later = [*meanwhile, *(each for each in answers if each.began >= end)]
    for (sort, text), count in workload.errors(later, usual=before).items():
        found.errors.setdefault(sort, {})[text] = count


def report(found: Sequence[Rehearsal], *, limit: float, short: dict[tuple[str, str], str]) -> str:
    """The figures for people."""
    rows: list[tuple[Any, ...]] = []
    for each in found:
        wait = f"{each.wait.milliseconds:.0f} ms {each.wait.mode} on {each.wait.relation}" if each.wait.mode else ""
        slowest = f"{each.slowest:.0f} ms"
        rows.append(
            (
                each.id,
                f"{each.milliseconds:.0f} ms",
                console.paint(slowest, "red") if each.slowest > limit else slowest,
                f"{each.usual:.0f} ms",
                wait,
                " ".join(f"{rate:.0f}" for rate in each.rates),
                sum(sum(kind.values()) for kind in each.errors.values()) or "",
            )
        )
    headers = ["migration", "took", "slowest", "before", "longest wait for a lock", "statements/s", "errors"]
    parts = [console.table(rows, headers, align=("left", "right", "right", "right", "left", "right", "right"))]
    for each in found:
        lines = [f"  {count} × {text}: {sort}" for sort, kinds in each.errors.items() for text, count in kinds.items()]
        if each.failed:
            lines.append(f"  {console.paint('failed:', 'red')} {each.failed}")
        if lines:
            parts.append("\n".join([each.id, *lines]))
    if short:
        few = ", ".join(".".join(name) for name in sorted(short))
        parts.append(f"With fewer rows than asked for, for their rules take no more: {few}")
    over = [each.id for each in found if each.slowest > limit]
    said = f"longer than {limit:.0f} ms: {', '.join(over)}" if over else f"no client waited longer than {limit:.0f} ms"
    hurt = sum(each.hurts(limit) for each in found)
    parts.append(f"{len(found)} migrations, {said}; {hurt} hurt")
    return "\n\n".join(parts)
