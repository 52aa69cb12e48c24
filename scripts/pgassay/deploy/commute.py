"""``pgassay commute``: whether the migrations of two branches may be applied in either order."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pgassay import console, options
from pgassay.catalogue import Catalogue, Difference, Object, diff, read, render
from pgassay.catalogue.tables import tables
from pgassay.deploy import revisions
from pgassay.errors import MigrationFailed
from pgassay.migrations import history, layouts, rows
from pgassay.migrations.history import History, Migration
from pgassay.planting.rows import plant
from pgassay.server import Throwaway
from pgassay.settings import Settings

EPILOG = """\
What A and B each add since they parted is applied to two copies of the schema from before, with rows in every table:
A then B, and B then A. Both must succeed, and leave the same catalogue and the same rows. Columns that both branches
add to one table stand in another order; that is said, and is no failure.

exit status: 0 they commute, 1 they do not"""


@dataclass(frozen=True)
class Answer:
    """Whether two branches commute.

    Attributes:
        first: ids of what the first adds.
        second: ids of what the second adds.
        problems: why they do not.
        notes: what is worth knowing, as what the merge has to mend.
        difference: between the catalogues of the two orders.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    difference: Difference = field(default_factory=Difference)

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "first": list(self.first),
            "second": list(self.second),
            "commute": not self.problems,
            "problems": list(self.problems),
            "notes": list(self.notes),
            "difference": self.difference.to_json(),
        }


@dataclass(frozen=True)
class _Outcome:
    catalogue: Catalogue
    rows: rows.Rows


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay commute``."""
    parser.epilog = EPILOG
    parser.add_argument("first", metavar="A", help="a branch, a tag or a commit")
    parser.add_argument("second", metavar="B", help="another")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Try both orders and print; 0 if it makes no difference, else 1."""
    where = options.throwaway(settings, args)
    answer = commute(settings, where, args.first, args.second)
    if args.json:
        sys.stdout.write(json.dumps(answer.to_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report(answer, args.first, args.second) + "\n")
    return 1 if answer.problems else 0


def commute(settings: Settings, where: Throwaway, first: str, second: str) -> Answer:
    """Apply what two branches add in both orders.

    Args:
        settings: the project's.
        where: the server on which databases are made.
        first: a branch.
        second: another.

    Raises:
        Refused: git does not know one of them, or something is wrong with its files.
        MigrationFailed: what one of them adds cannot be applied, the other left out.
    """
    with ExitStack() as open_:
        base, one, other = (
            layouts.read(open_.enter_context(revisions.checked_out(settings, ref)))
            for ref in (revisions.merge_base(settings, first, second), first, second)
        )
        return compare(settings, where, base, one, other)


def compare(settings: Settings, where: Throwaway, base: History, one: History, other: History) -> Answer:
    """The same for histories that were read."""
    added = [[each for each in branch.migrations if each.id not in base.by_id] for branch in (one, other)]
    ids = tuple(tuple(migration.id for migration in each) for each in added)
    # What both have is one change that both have merged.
    shared = {each.id: each for each in added[0]}
    clash = [each.id for each in added[1] if each.id in shared and shared[each.id].text != each.text]
    if clash:
        problems = tuple(f"both add {id}, with other texts" for id in clash)
        return Answer(ids[0], ids[1], problems)
    both = [each for each in added[0] if each.id in {migration.id for migration in added[1]}]
    added = [[each for each in branch if each not in both] for branch in added]
    notes = tuple(_to_mend([*base.migrations, *both], *added))
    if not all(added):
        return Answer(ids[0], ids[1], (), (*notes, "one of them adds nothing: there is one order only"))
    with _Start(settings, where, [*base.migrations, *both]) as start:
        return _answer(start, ids, added, notes)


def _answer(
    start: _Start, ids: Sequence[tuple[str, ...]], added: Sequence[Sequence[Migration]], notes: tuple[str, ...]
) -> Answer:
    for branch in added:  # alone, each must be right: what fails here is no matter of order
        start.leaves(branch)
    try:
        there = start.leaves([*added[0], *added[1]])
        again = start.leaves([*added[0], *added[1]])
    except MigrationFailed as error:
        return Answer(ids[0], ids[1], (f"A then B fails: {error}",), notes)
    try:
        back = start.leaves([*added[1], *added[0]])
    except MigrationFailed as error:
        return Answer(ids[0], ids[1], (f"B then A fails: {error}",), notes)
    problems, difference = [], diff(there.catalogue.map(_placeless), back.catalogue.map(_placeless))
    if difference:
        problems.append("the catalogues differ")
    elif moved := diff(there.catalogue, back.catalogue):
        notes = (*notes, "only the order of columns differs: " + ", ".join(moved.labels))
    if not start.with_rows:
        notes = (*notes, "on empty tables only, for one of them stops where there are rows")
    volatile = set(rows.lost(there.rows, again.rows))
    lost = rows.lost(there.rows, back.rows)
    problems += [
        f"the rows differ: {'.'.join(name)}: {how}"
        for name, how in lost.items()
        if name not in volatile and name[:2] not in volatile
    ]
    return Answer(ids[0], ids[1], tuple(problems), notes, difference)


class _Start:
    """The schema from before, with rows, as often as it is needed."""

    def __init__(self, settings: Settings, where: Throwaway, migrations: Sequence[Migration]) -> None:
        self._settings, self._where, self._migrations = settings, where, migrations
        self.with_rows = True

    def __enter__(self) -> _Start:
        self._make()
        return self

    def __exit__(self, *_: object) -> None:
        self._where.drop(self._conninfo)

    def _make(self) -> None:
        self._conninfo = self._where.clone()
        layouts.apply(self._settings, self._conninfo, self._migrations)
        if self.with_rows:
            with psycopg.connect(self._conninfo, autocommit=True) as connection:
                plant(connection, read(connection))

    def leaves(self, migrations: Sequence[Migration]) -> _Outcome:
        """What these leave, applied one after the other to a copy.

        Raises:
            MigrationFailed: one cannot be applied.
        """
        copy = self._where.clone(str(conninfo_to_dict(self._conninfo)["dbname"]))
        try:
            layouts.apply(self._settings, copy, migrations)
            with psycopg.connect(copy, autocommit=True) as connection:
                catalogue = read(connection)
                return _Outcome(catalogue, rows.hold(connection, tables(catalogue)))
        except MigrationFailed as error:
            if not self.with_rows or error.sqlstate[:2] not in ("22", "23"):
                raise
        finally:
            self._where.drop(copy)
        self.with_rows = False
        self._where.drop(self._conninfo)
        self._make()
        return self.leaves(migrations)


def _to_mend(base: Sequence[Migration], *added: Sequence[Migration]) -> list[str]:
    """What the one history of both would be refused for: the second to be merged mends it."""
    apart = {str(problem) for branch in added for problem in history.arrange([*base, *branch]).problems}
    merged = history.arrange([*base, *added[0], *added[1]]).problems
    return [
        f"the merge has to mend: {problem.place.path.name}: {problem.message}"
        for problem in merged
        if str(problem) not in apart
    ]


def _placeless(each: Object) -> Object:
    return each.without("position") if each.kind == "column" else each


def report(answer: Answer, first: str, second: str) -> str:
    """The answer for people."""
    lines = [
        f"A {first}: {', '.join(answer.first) or 'nothing'}",
        f"B {second}: {', '.join(answer.second) or 'nothing'}",
    ]
    lines += [f"{console.paint('problem:', 'red')} {problem}" for problem in answer.problems]
    lines += [f"{console.paint('note:', 'yellow')} {note}" for note in answer.notes]
    if answer.difference:
        lines += ["", "from A then B to B then A:", render.difference(answer.difference), ""]
    lines.append("they do not commute" if answer.problems else "they commute: either order leaves the same")
    return "\n".join(lines)
