"""``pgassay assay``: would a test fail if this were gone?"""

from __future__ import annotations

import argparse
import json
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pgassay import console, options
from pgassay.assay import report, shown
from pgassay.assay.run import SECONDS, Choice, drawn, judge, prepare
from pgassay.errors import Refused
from pgassay.tap import select

if TYPE_CHECKING:
    from pgassay.assay.result import Result
    from pgassay.assay.run import Prepared
    from pgassay.server import Throwaway
    from pgassay.settings import Settings
    from pgassay.tap.files import TestFile

DESCRIPTION = """\
Would a test fail if this were gone?

Every object of the schema is weakened in every way that matters: a constraint removed, an action changed, a condition
turned round, a privilege granted, a statement left out of a function. Each of these mutants is made in a transaction on
a throwaway clone, the pgTAP files run in that transaction, those that reach the object first, and its rollback unmakes
it. A mutant that turns no test red survives: it is a test that is missing.

First the files run twice without any mutant, in two orders: files that fail or waver could not judge.
"""
EPILOG = """\
verdicts:
  killed      an assertion failed
  crash kill  a file broke off outside an assertion; counted as killed, and shown apart
  survived    no file noticed
  equivalent  the catalogue with it is the same as without: found by comparing
  invalid     the server refuses it
  score       killed / (mutants - invalid - equivalent)

examples:
  pgassay assay                            everything; what earlier runs found and still holds is not run again
  pgassay assay --schema-only shop         one schema
  pgassay assay --kind index --kind trigger
  pgassay assay 'constraint shop.carts.*'  by id
  pgassay assay --sample 200 --seed 7      a part, the same for the same seed
  pgassay assay --limit 60                 as many as begin within a minute; the next run goes on
  pgassay assay --since main               what a branch adds or changes
  pgassay assay --record docs              keep the scores, where readers see them
  pgassay assay --shown                    accepted mutants that a test in Python kills: does it?
  pgassay assay --suggest                  with an assertion for each survivor, shown to kill it
  pgassay assay --sql ID                   the SQL that makes a mutant, and unmakes it
  pgassay assay --schema dump.sql          a schema file (or the URL of a database) instead of migrations

pyproject.toml: [tool.pgassay.assay] minimum = { shop = 100, "*" = 95 } is the least score of each schema; leave-out
names schemas that hold tools of the tests. assay.toml accepts survivors, each with its reason:

  [[accepted]]
  mutants = ["function platform.claim_jobs(text, text, integer, interval)/body:-does-not-skip/for-update-skip-locked"]
  because = "what another session holds is skipped"
  shown-by = "tests/operations/test_jobs.py"

What only a second session sees, a test in Python may: shown-by names it, as pytest is told, and --shown makes each such
mutant in a database of its own, runs pytest on clones of that, and wants it red.

exit status:
  0    every schema has its minimum
  1    one has not, the test files fail or waver, or an entry of assay.toml is not true any more; with --shown, a test
       passes behind a mutant that it should kill
  2    bad input: nothing was run
  3    no server
  130  interrupted; the next run goes on where this one ended
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay assay``."""
    parser.description, parser.epilog = DESCRIPTION, EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add_choice(parser)
    parser.add_argument("--suggest", action="store_true", help="an assertion for each survivor, shown to kill it")
    parser.add_argument(
        "--shown", action="store_true", help="run the tests in Python that assay.toml says kill what it accepts"
    )
    parser.add_argument("--list", action="store_true", help="print the ids of the mutants, and run nothing")
    parser.add_argument("--sql", action="store_true", help="print what makes and unmakes the mutants, and run nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--junit", type=Path, metavar="FILE", help="also write JUnit XML there")
    parser.add_argument("--html", type=Path, metavar="FILE", help="also write a page there")
    parser.add_argument("--record", type=Path, metavar="DIR", help="keep the scores of whole schemas there")
    parser.add_argument("-v", "--verbose", action="store_true", help="name what is invalid and equivalent, too")


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Arguments that say which mutants run, and how."""
    parser.add_argument("mutants", nargs="*", metavar="ID", help="ids; * and ? stand for any characters")
    parser.add_argument(
        "--schema-only", "--context", action="append", dest="schemas", metavar="NAME", help="only this schema"
    )
    parser.add_argument("--kind", action="append", dest="kinds", metavar="KIND", help="only this kind")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many, drawn by chance")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the sample; default: %(default)s")
    parser.add_argument("-j", "--jobs", type=int, metavar="N", help="workers, each with a clone; default: one a core")
    parser.add_argument("--limit", type=float, default=0.0, metavar="SECONDS", help="begin no mutant after so long")
    parser.add_argument(
        "--timeout",
        type=float,
        default=SECONDS,
        metavar="SECONDS",
        help="a file's, behind a mutant; default: %(default)g",
    )
    parser.add_argument("--exhaustive", action="store_true", help="try every file, and all of it: nothing is left out")
    parser.add_argument(
        "--again", action="store_true", help="judge all anew; what killed a mutant before is tried on it first"
    )
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found, killers included")
    parser.add_argument("--schema", metavar="FILE|URL", help="the schema to assay, instead of the migrations")
    parser.add_argument(
        "--postgres", type=Path, metavar="BIN", help="run another PostgreSQL, as /usr/lib/postgresql/17/bin"
    )
    parser.add_argument("--since", metavar="REV", help="only what differs from the schema at this commit")
    parser.add_argument("--tests", action="append", default=[], metavar="FILE", help="only these test files")


def choice(args: Namespace) -> Choice:
    """What was chosen.

    Raises:
        Refused: a number makes no sense.
    """
    if (args.jobs is not None and args.jobs < 1) or (args.sample is not None and args.sample < 1):
        raise Refused("-j and --sample are at least 1")
    return Choice(
        schemas=tuple(args.schemas or ()),
        kinds=tuple(args.kinds or ()),
        patterns=tuple(args.mutants),
        sample=args.sample,
        seed=args.seed,
        jobs=args.jobs,
        limit=args.limit,
        seconds=args.timeout,
        fresh=args.fresh,
        again=args.again,
        exhaustive=args.exhaustive,
        schema_of=args.schema,
        since=args.since,
    )


def run(settings: Settings, args: Namespace) -> int:
    """Assay the project and print; 0 if every schema has its minimum, else 1."""
    chosen = choice(args)
    if args.record and not chosen.whole:
        raise Refused("--record keeps the scores of whole schemas: take it without ids, kinds or a commit")
    if args.shown and (args.docker or args.postgres or args.schema or options.is_named(settings, args)):
        raise Refused("--shown runs the project's own tests, which find its own server", hint="take it without another")
    tests = select(settings, args.tests)
    throwaway = options.throwaway(settings, args, programs=args.postgres)
    prepared = prepare(settings, throwaway, chosen)
    try:
        return _run(settings, throwaway, args, chosen, prepared, tests)
    finally:
        prepared.close(throwaway)


def _run(
    settings: Settings,
    throwaway: Throwaway,
    args: Namespace,
    chosen: Choice,
    prepared: Prepared,
    tests: Sequence[TestFile],
) -> int:
    if args.list or args.sql:
        for mutant in prepared.mutants:
            sys.stdout.write(f"-- {mutant.description}\n{mutant.script}\n" if args.sql else f"{mutant.id}\n")
        return 0
    if args.shown:
        return _shown(settings, throwaway, chosen, prepared, verbose=args.verbose)
    if not prepared.mutants:
        sys.stdout.write("no mutant is of this choice: there is nothing to run\n")
        return 0
    result = judge(settings, throwaway, chosen, prepared, tests)
    suggestions: Mapping[str, str] = {}
    if args.suggest:
        from pgassay.assay.suggest import suggest

        suggestions = suggest(throwaway, prepared.source, prepared.facts, result.survivors)
    if args.json:
        content = {**result.to_json(), **({"suggestions": dict(suggestions)} if args.suggest else {})}
        sys.stdout.write(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report.render(result, suggestions=suggestions, verbose=args.verbose) + "\n")
    _write(result, args)
    if result.interrupted:
        return 130
    return 0 if result.ok else 1


def _shown(settings: Settings, throwaway: Throwaway, choice: Choice, prepared: Prepared, *, verbose: bool) -> int:
    version = prepared.facts.whole.server_version // 10000
    named = shown.named(prepared.configuration.accepted, prepared.chosen, version)
    pairs = [(mutant, named[mutant]) for mutant in drawn(list(named), choice)]
    if not pairs:
        sys.stdout.write("assay.toml names no test for a mutant of this choice: there is nothing to run\n")
        return 0
    steps = len(pairs) + len({entry.shown_by for _, entry in pairs})
    with console.bar(steps, unit="run", label="tests") as step:
        found = shown.show(
            settings, throwaway, prepared.source, pairs, jobs=choice.jobs or os.cpu_count() or 1, step=step
        )
    sys.stdout.write(report.of_shown(found, verbose=verbose) + "\n")
    return 0 if all(each.killed for each in found) else 1


def _write(result: Result, args: Namespace) -> None:
    from pgassay.assay import documents, record

    if args.record:
        record.write(args.record, result)
    for path, render in ((args.junit, documents.junit), (args.html, documents.html)):
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(render(result))
            except OSError as error:
                raise Refused(f"{path}: cannot be written: {error.strerror}") from error
