"""What must hold across rows and tables and no constraint can say: the checks that contexts declare, run on demand.

The checks are queries in ``platform.integrity_checks``, declared by migrations (see migration platform-0036). Here they
are run one by one, all in one snapshot of the database that cannot write, and what they find is printed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import psycopg

from pgassay import console, options
from pgassay.errors import Refused, ServerError
from pgassay.settings import Settings

Connection = psycopg.Connection[tuple[Any, ...]]

SHOWN = 20
"""How many of a check's findings are printed unless another number is asked for."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One place where a check does not hold.

    Attributes:
        record: where, as the check names it.
        problem: what is wrong, with the figures.
    """

    record: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one check found.

    Attributes:
        context: schema whose tables it reads.
        name: what holds, in words joined by underscores.
        meaning: what holds, as a sentence.
        remedy: what to do about a finding.
        findings: where it does not hold.
        seconds: how long it took.
        error: why it could not be run; None if it could. A check that cannot be run has proven nothing.
    """

    context: str
    name: str
    meaning: str
    remedy: str
    findings: tuple[Finding, ...]
    seconds: float
    error: str | None = None

    @property
    def good(self) -> bool:
        """Whether it was run and found nothing."""
        return not self.findings and self.error is None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser all that ``run`` reads; the server's own options are not among it."""
    parser.description = (
        "Run the integrity checks that the contexts declare: balances against journals, references without a row, and "
        "whatever else must hold across tables. All of them see the database at one moment; nothing is changed."
    )
    parser.epilog = (
        "Exit status: 0 everything holds; 1 something does not, or a check could not be run; 2 no such check.\n"
        "\n"
        "Examples:\n"
        "  pgassay integrity                                    every check of every context\n"
        "  pgassay integrity nexus                              those of one context\n"
        "  pgassay integrity nexus.wallets_equal_their_journals one of them\n"
        "  pgassay integrity --json | jq '.checks[] | select(.findings != [])'"
    )
    parser.add_argument("checks", nargs="*", metavar="CHECK", help="a context, or CONTEXT.NAME; all by default")
    parser.add_argument("--list", action="store_true", help="say what is checked, and check nothing")
    parser.add_argument("--json", action="store_true", help="print the result as JSON, with every finding")
    parser.add_argument(
        "--limit",
        type=int,
        default=SHOWN,
        metavar="N",
        help=f"findings printed of each check (default {SHOWN}; 0: all)",
    )


def run(settings: Settings, args: argparse.Namespace) -> int:
    """Do what ``pgassay integrity`` was asked to do; returns the exit status.

    Raises:
        Refused: there is no such check, or the database has none.
        ServerError: the database cannot be asked.
    """
    if args.limit < 0:
        raise Refused(f"--limit {args.limit} is no number of findings", hint="0 prints all of them")
    development = options.development(settings, args)
    results = check(development.conninfo, chosen=args.checks, only_list=args.list)
    if args.json:
        good = all(each.good for each in results)
        sys.stdout.write(json.dumps({"good": good, "checks": [asdict(each) for each in results]}, indent=2) + "\n")
    elif args.list:
        rows = [(each.context, each.name, each.meaning) for each in results]
        sys.stdout.write(console.table(rows, ["context", "check", "what holds"]) + "\n")
    else:
        _print(results, limit=args.limit)
    return 0 if all(each.good for each in results) else 1


def check(conninfo: str, *, chosen: Sequence[str] = (), only_list: bool = False) -> list[Result]:
    """Run checks, all in one snapshot.

    Args:
        conninfo: the database.
        chosen: contexts, or checks as CONTEXT.NAME; empty: all.
        only_list: run none, and give them without findings.

    Raises:
        Refused: there is no such check, or the database has none.
        ServerError: the database cannot be asked.
    """
    with _snapshot(conninfo) as connection:
        declared = connection.execute(
            "select context, name, meaning, remedy from platform.integrity_checks order by context, name"
        ).fetchall()
        known = {word for context, name, *_ in declared for word in (context, f"{context}.{name}")}
        if unknown := sorted(set(chosen) - known):
            raise Refused(
                f"there is no check {', '.join(unknown)}", hint="pgassay integrity --list shows those there are"
            )
        wanted = [row for row in declared if not chosen or {row[0], f"{row[0]}.{row[1]}"} & set(chosen)]
        with console.bar(len(wanted), unit="check") as done:
            return [_one(connection, row, run=not only_list, done=done) for row in wanted]


def _one(connection: Connection, declared: tuple[Any, ...], *, run: bool, done: Any) -> Result:
    context, name, meaning, remedy = declared
    started = time.perf_counter()
    findings: tuple[Finding, ...] = ()
    error = None
    if run:
        try:
            with connection.transaction():
                found = connection.execute("select record, problem from platform.run_check(%s, %s)", (context, name))
                findings = tuple(Finding(record=str(row[0]), problem=str(row[1])) for row in found)
        except psycopg.OperationalError:
            raise
        except psycopg.Error as refusal:
            error = refusal.diag.message_primary or str(refusal)
    done()
    return Result(
        context=context,
        name=name,
        meaning=meaning,
        remedy=remedy,
        findings=findings,
        seconds=round(time.perf_counter() - started, 3),
        error=error,
    )


def _print(results: Sequence[Result], *, limit: int) -> None:
    rows = [
        (
            each.context,
            each.name,
            console.paint("holds", "green") if each.good else console.paint("does not hold", "red"),
            "cannot be run" if each.error else len(each.findings),
            f"{each.seconds * 1000:.0f} ms",
        )
        for each in results
    ]
    headers = ["context", "check", "result", "findings", "time"]
    sys.stdout.write(console.table(rows, headers, align=("left", "left", "left", "right", "right")) + "\n")
    for each in results:
        if each.good:
            continue
        sys.stdout.write(f"\n{console.paint(f'{each.context}.{each.name}', 'bold')}: {each.meaning}\n")
        if each.error:
            sys.stdout.write(f"  cannot be run: {each.error}\n")
        shown = each.findings[: limit or None]
        for finding in shown:
            sys.stdout.write(f"  {finding.record}: {finding.problem}\n")
        if hidden := len(each.findings) - len(shown):
            sys.stdout.write(f"  … and {hidden} more; --limit 0 shows them\n")
        sys.stdout.write(f"  next: {each.remedy}\n")


@contextmanager
def _snapshot(conninfo: str) -> Iterator[Connection]:
    """A transaction that sees the database at one moment and cannot write."""
    try:
        with psycopg.connect(conninfo) as connection:
            connection.execute("set transaction isolation level repeatable read, read only")
            if connection.execute("select to_regclass('platform.integrity_checks')").fetchone() == (None,):
                raise Refused("this database has no integrity checks", hint="apply the migrations: pgassay migrate")
            yield connection
    except psycopg.OperationalError as error:
        raise ServerError(f"the checks were interrupted: {str(error).strip().splitlines()[-1]}") from None
