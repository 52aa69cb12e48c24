"""``pgassay compat``: what the release before cannot do on the schema of now, while both run beside each other."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from pgassay import console, options, sql, tap
from pgassay.catalogue import Catalogue, read
from pgassay.deploy import revisions
from pgassay.deploy.breaks import Break, breaks
from pgassay.errors import PgassayError, Refused
from pgassay.migrations import catalogues, layouts
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap.result import FileResult, Status

EPILOG = """\
The pgTAP files and the helpers of BASE run on the schema of now; so do its queries, the statements in the folder that
[tool.pgassay] queries names, as far as that they are prepared ($1 stands for a parameter). What fails there and did
not fail on the schema of BASE would fail in a rolling deployment. An inventory of BASE that only misses what is new is
counted, and is no failure. Beside that, what the two catalogues tell: what is gone, what is stricter.

exit status: 0 nothing is sure to break, 1 something is"""

_QUERIES = ("select", "insert", "update", "delete", "merge", "values", "with", "table")


@dataclass(frozen=True)
class Failure:
    """A test, or a query, of the release before that fails on the schema of now.

    Attributes:
        place: file and line, relative to its folder.
        what: its description.
        why: what was said.
    """

    place: str
    what: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compat:
    """What a rolling deployment would break.

    Attributes:
        breaks: read off the catalogues.
        tests: assertions that fail only on the schema of now.
        queries: queries that can be prepared only on the schema of before.
        inventories: assertions that fail only because there is something new.
        failed_before: assertions and files that failed on the schema of before, too.
        wavering: those that failed once on the schema of now, and not when their files ran again.
        files: how many test files ran.
        prepared: how many queries were tried.
    """

    breaks: tuple[Break, ...]
    tests: tuple[Failure, ...]
    queries: tuple[Failure, ...]
    inventories: int
    failed_before: int
    wavering: tuple[Failure, ...]
    files: int
    prepared: int

    @property
    def ok(self) -> bool:
        """Whether nothing is sure to break."""
        return not self.tests and not self.queries and not any(each.certain for each in self.breaks)

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {"ok": self.ok, **asdict(self)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay compat``."""
    parser.epilog = EPILOG
    parser.add_argument("base", metavar="BASE", help="the release that still runs: a tag, a branch, a commit")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Try it and print; 0 if nothing is sure to break, else 1."""
    where = options.throwaway(settings, args)
    found = compat(settings, where, args.base)
    if args.json:
        sys.stdout.write(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report(found, args.base) + "\n")
    return 0 if found.ok else 1


def compat(settings: Settings, where: Throwaway, base: str) -> Compat:
    """Run what a commit holds on the schema of the migrations here.

    Args:
        settings: the project's.
        where: the server on which databases are made.
        base: the commit.

    Raises:
        Refused: git does not know the commit, or something is wrong with its files or these.
        MigrationFailed: a migration of either cannot be applied.
    """
    with revisions.checked_out(settings, base) as then:
        return between(settings, where, then)


def between(settings: Settings, where: Throwaway, then: Settings) -> Compat:
    """The same for a release that lies in a folder."""
    before, old = _state(then, where, then)
    after, new = _state(settings, where, then)
    failed = {place: why for place, why in new.items() if why and not old.get(place)}
    return replace(
        _tests(settings, where, then),
        breaks=tuple(breaks(before, after)),
        queries=tuple(Failure(place, text, (why,)) for (place, text), why in failed.items()),
        prepared=len(new),
    )


def _state(schema: Settings, where: Throwaway, then: Settings) -> tuple[Catalogue, dict[tuple[str, str], str]]:
    """The catalogue of a project's migrations, and what its server says to the queries of another."""
    migrations = layouts.read(schema).migrations
    with catalogues.migrated(schema, where, migrations) as conninfo, psycopg.connect(conninfo) as connection:
        said = {(place, short): _prepared(connection, text) for place, short, text in _queries(then)}
        return read(connection), said


def _queries(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """The statements of the query catalogue: file and line, the statement in a few words, all of it."""
    if not settings.queries.is_dir():
        return
    for path in sorted(settings.queries.rglob("*.sql")):
        for statement in sql.split(path.read_text(encoding="utf-8")):
            if statement.words and statement.words[0] in _QUERIES:
                place = f"{path.relative_to(settings.queries).as_posix()}:{statement.line}"
                yield place, " ".join(statement.text.split())[:80], statement.text


def _prepared(connection: psycopg.Connection[Any], text: str) -> str:
    """What the server says against a query; nothing if it can be prepared."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(f"prepare pgassay_query as {text}".encode(), prepare=False)
            connection.execute("deallocate pgassay_query", prepare=False)
    except psycopg.Error as error:
        return f"{error.diag.message_primary} ({error.sqlstate})"
    return ""


def _tests(settings: Settings, where: Throwaway, then: Settings) -> Compat:
    """The tests of the release before on the schema of now, and what of their failures is its doing.

    A test may lean on what other files left behind, such as the order of rows in a table. So the files that fail run
    again on both schemas, each on a database of its own: what differs then, the schemas make.
    """
    none = Compat((), (), (), inventories=0, failed_before=0, wavering=(), files=0, prepared=0)
    if not then.pgtap.is_dir():
        return none
    files = tap.select(then, folder=then.pgtap)
    mixed = replace(then, migrations=settings.migrations)
    none = replace(none, files=len(files))
    try:
        failed = tap.run_suite(mixed, where, files).failed
    except Refused as error:  # a helper
        place = _relative(then.helpers, error.where.path, error.where.line) if error.where else ""
        return replace(none, tests=(Failure(place, "the helper cannot be loaded", (error.what,)),))
    if not failed:
        return none
    again = list(_said(_by_themselves(mixed, where, failed)))
    before = set(_said(_by_themselves(then, where, failed)))
    found, inventories, known = [], 0, 0
    for place, what, why in again:
        if (place, what, why) in before:
            known += 1
        elif _only_more(why):
            inventories += 1
        else:
            found.append(Failure(place, what, why))
    stay = {(place, what) for place, what, _ in again}
    wavering = tuple(Failure(*each) for each in _said(failed) if each[:2] not in stay)
    return replace(none, tests=tuple(found), inventories=inventories, failed_before=known, wavering=wavering)


class _Unused(Throwaway):
    """A server on which no test gets a clone that another one had, for its rows lie where those of the other lay."""

    def take(self, template: str) -> tuple[str, int]:
        """A new clone."""
        return self.clone(template), 0

    def give_back(self, conninfo: str, template: str, *, uses: int) -> None:
        """The end of the clone."""
        self.drop(conninfo)


def _by_themselves(schema: Settings, where: Throwaway, failed: Sequence[FileResult]) -> Sequence[FileResult]:
    """Which of these files fail on a schema, each on a database of its own."""
    found: list[FileResult] = []
    unused = _Unused(where.conninfo, where.origin)
    for each in failed:
        suite = tap.run_suite(schema, unused, [each.file], jobs=1)
        if trouble := suite.trouble:
            raise PgassayError(str(trouble))
        found += suite.failed
    return found


def _said(failed: Sequence[FileResult]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """File and line, the description, and what was said, of each failure."""
    for result in failed:
        for line, what, why in _failures(result):
            yield f"{result.file.name}:{line}", what, why


def _failures(result: FileResult) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    for fault in result.faults:
        yield fault.line or 1, fault.what, fault.details
    for check in result.checks:
        if check.status is Status.FAILED:
            yield check.line, check.description, check.diagnostics


def _only_more(why: Sequence[str]) -> bool:
    """Whether an inventory fails for what it does not list alone: pgTAP's words for it, and none for what it misses."""
    text = "\n".join(why)
    return "Extra " in text and "Missing " not in text


def _relative(folder: Path, path: Path, line: int) -> str:
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    return f"{name}:{line}"


def report(found: Compat, base: str) -> str:
    """The result for people."""
    parts = []
    if found.breaks:
        rows = [
            (console.paint("breaks", "red") if each.certain else console.paint("may break", "yellow"), *_cells(each))
            for each in sorted(found.breaks, key=lambda each: (not each.certain, each))
        ]
        parts.append(console.table(rows, ["", "object", "what happened", "so"]))
    if found.wavering:
        lines = [
            f"{console.paint('note:', 'yellow')} failed once, and not when run again without the other files, on whose "
            "leavings it depends"
        ]
        lines += [f"  {each.place}: {each.what}" for each in found.wavering]
        parts.append("\n".join(lines))
    for title, failures in (("tests", found.tests), ("queries", found.queries)):
        if failures:
            lines = [f"{console.paint('failed:', 'red')} {title} of {base} on the schema of now"]
            for each in failures:
                lines += [f"  {each.place}: {each.what}", *(f"      {line}" for line in each.why[:6])]
            parts.append("\n".join(lines))
    said = f"{found.files} test files and {found.prepared} queries of {base}: "
    said += f"{len(found.tests)} assertions and {len(found.queries)} queries fail on the schema of now"
    if found.inventories:
        said += f"; {found.inventories} inventories miss what is new"
    if found.failed_before:
        said += f"; {found.failed_before} failed before, too"
    sure = sum(each.certain for each in found.breaks)
    said += f"; {sure} certain breaks, {len(found.breaks) - sure} possible ones"
    return "\n\n".join([*parts, said])


def _cells(each: Break) -> tuple[str, str, str]:
    return each.label, each.what, each.so
