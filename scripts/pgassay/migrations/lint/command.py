"""``pgassay lint``: which locks would the migrations take, and which of their statements are dangerous?"""

from __future__ import annotations

import argparse
import json
import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pgassay import console, options
from pgassay.errors import Refused

if TYPE_CHECKING:  # the command line asks for the arguments alone: keep it cheap
    from pgassay.migrations.lint.findings import Finding
    from pgassay.migrations.lint.linter import Report
    from pgassay.settings import Settings

EPILOG = """\
The history is replayed on a throwaway database, so that the linter knows what each statement meets: a table that the
same migration made may be locked, a check that is validated proves NOT NULL, a wider varchar rewrites nothing. What DO
blocks and functions run is looked at, too. Rollbacks are looked at right after their migrations: what keeps others
waiting while rows are read or written is an error there as well, what only takes away is none.

An error fails the run; a notice (--notices) is a lock that is held for a moment. What must be is allowed, in a
comment above the statement (above the first one: for the whole file), or for a released file in lint.toml of the
project:

  -- pgassay: allow create-index because the table holds twelve rows, and nobody writes to it

  [[allow]]
  rule = "create-index"
  migrations = ["shop-0008"]
  because = "…"

An unknown rule, a missing reason, an allowance that nothing needs: each is an error. Every rule has a page with
examples in docs/lint/.

exit status: 0 no error, 1 there are some (with --strict: or notices), 2 a file is refused, 4 one cannot be applied"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay lint``."""
    parser.epilog = EPILOG
    parser.add_argument(
        "migrations", nargs="*", metavar="FILE|ID", help="only these; the beginning of an id is enough (default: all)"
    )
    parser.add_argument("--notices", action="store_true", help="show notices, too")
    parser.add_argument("--strict", action="store_true", help="notices fail the run")
    parser.add_argument("--allowed", action="store_true", help="show what is allowed, with its reason")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print the result as JSON")
    how.add_argument("--github", action="store_true", help="print annotations for GitHub's workflows")
    how.add_argument("--rules", action="store_true", help="print the rules, and do nothing else")


def run(settings: Settings, args: Namespace) -> int:
    """Lint and print; 0 if there is no error, else 1."""
    from pgassay.migrations.lint import linter
    from pgassay.migrations.lint.rules import RULES

    if args.rules:
        rows = [(rule.id, rule.level, rule.what) for rule in RULES.values()]
        sys.stdout.write(console.table(rows, ["rule", "level", "what it finds"]) + "\n")
        return 0
    wanted = chosen(settings, args.migrations)
    where = options.throwaway(settings, args)
    report = linter.lint(settings, where, wanted=wanted)
    if args.json:
        sys.stdout.write(json.dumps(report.to_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        shown = report.findings if args.notices or args.strict else report.errors
        for finding in shown:
            sys.stdout.write((_annotation(finding) if args.github else _text(finding)) + "\n")
        if args.allowed and not args.github:
            for finding, reason in report.allowed:
                sys.stdout.write(f"{_text(finding, brief=True)}\n  allowed because {reason}\n")
        sys.stdout.write(_summary(report) + "\n")
    return 1 if report.errors or report.stopped or (args.strict and report.findings) else 0


def chosen(settings: Settings, names: list[str]) -> set[str] | None:
    """The ids that names of files and ids stand for; None for all.

    Raises:
        Refused: a name stands for no migration, or for several.
    """
    from pgassay.migrations.lint import linter

    if not names:
        return None
    project = linter.read(settings)
    by_path = {migration.path.resolve(): migration.id for migration in project.migrations}
    found: set[str] = set()
    for name in names:
        path = Path(name).resolve()
        if path in by_path:
            found.add(by_path[path])
        elif path.is_dir() and any(path in each.parents for each in by_path):
            found |= {id for each, id in by_path.items() if path in each.parents}
        elif path.is_file():
            raise Refused(f"{name} is none of the migrations in {settings.migrations}")
        else:
            found.add(project.find(name).id)
    return found


def _text(finding: Finding, *, brief: bool = False) -> str:
    style = "red" if finding.level == "error" else "yellow"
    place = f"{_short(finding.place.path)}:{finding.place.line}"
    lines = [f"{place}: {console.paint(finding.level, style)}[{finding.rule.id}] {finding.text}"]
    if not brief:
        lines.append(f"  instead: {finding.rule.instead}")
    return "\n".join(lines)


def _annotation(finding: Finding) -> str:
    """As GitHub's runners read it from the output of a step (workflow commands)."""
    message = f"{finding.text}. Instead: {finding.rule.instead}"
    for character, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        message = message.replace(character, code)
    level = "error" if finding.level == "error" else "notice"
    return f"::{level} file={_short(finding.place.path)},line={finding.place.line},title={finding.rule.id}::{message}"


def _short(path: Path) -> str:
    """A path from here where that is shorter."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)


def _summary(report: Report) -> str:
    def count(number: int, what: str) -> str:
        return f"{number} {what}{'' if number == 1 else 's'}"

    said = ", ".join(
        [
            count(report.looked_at, "migration"),
            count(len(report.errors), "error"),
            count(len(report.notices), "notice"),
            f"{len(report.allowed)} allowed",
        ]
    )
    return f"{report.stopped}\n{said}" if report.stopped else said
