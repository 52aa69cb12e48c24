"""``pgassay coverage``: for every object, which assertions kill a mutant of it."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pgassay import console, options
from pgassay.assay import command
from pgassay.assay.run import judge, prepare
from pgassay.assay.verdict import Status
from pgassay.catalogue.model import Object
from pgassay.tap import select

if TYPE_CHECKING:
    from pgassay.assay.result import Result
    from pgassay.settings import Settings

DESCRIPTION = """\
For every object of the schema: which assertions notice when it is weakened?

An object is covered when an assertion kills a mutant of it; how many of its mutants die says how well. What no
assertion notices is listed first. It runs what `pgassay assay` runs, and takes what that has found.
"""
EPILOG = """\
examples:
  pgassay coverage                     everything
  pgassay coverage --schema-only shop  one schema
  pgassay coverage 'table shop.*' -v   with every assertion, not only the one that kills most

exit status: 0 every object is covered, 1 one is not, 130 interrupted; else as for `pgassay assay`
"""


@dataclass
class Covered:
    """One object's.

    Attributes:
        kills: how many mutants each assertion kills: file, line, description.
        crashes: mutants that only a crash killed.
        survivors: mutants that nothing killed.
        accepted: of these, how many with a reason.
    """

    kills: Counter[tuple[str, int, str]] = field(default_factory=Counter)
    crashes: int = 0
    survivors: int = 0
    accepted: int = 0

    @property
    def valid(self) -> int:
        """Mutants that a test could have killed."""
        return sum(self.kills.values()) + self.crashes + self.survivors

    @property
    def is_covered(self) -> bool:
        """Whether an assertion kills one."""
        return bool(self.kills)

    @property
    def is_excused(self) -> bool:
        """Whether each survivor has its reason."""
        return self.survivors > 0 and self.survivors == self.accepted and not self.crashes


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay coverage``."""
    parser.description, parser.epilog = DESCRIPTION, EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    command.add_choice(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument("-v", "--verbose", action="store_true", help="every assertion, not only the foremost")


def run(settings: Settings, args: Namespace) -> int:
    """Print the coverage; 0 if every object is covered, else 1."""
    chosen = command.choice(args)
    tests = select(settings, args.tests)
    throwaway = options.throwaway(settings, args, programs=args.postgres)
    prepared = prepare(settings, throwaway, chosen)
    try:
        result = judge(settings, throwaway, chosen, prepared, tests)
    finally:
        prepared.close(throwaway)
    covered = cover(result)
    sys.stdout.write((json.dumps(to_json(covered), indent=1, ensure_ascii=False) if args.json
                      else render(covered, verbose=args.verbose)) + "\n")  # fmt: skip
    if result.interrupted:
        return 130
    return 0 if all(each.is_covered or each.is_excused for each in covered.values() if each.valid) else 1


def cover(result: Result) -> Mapping[str, Covered]:
    """What notices each object, by its label; sorted."""
    found: dict[str, Covered] = {}
    for each in result.verdicts:
        covered = found.setdefault(Object(each.mutant.object[0], each.mutant.object[1:]).label, Covered())
        if each.status is Status.KILLED:
            covered.kills[each.file, each.line, each.assertion] += 1
        elif each.status is Status.CRASHED:
            covered.crashes += 1
        elif each.status is Status.SURVIVED:
            covered.survivors += 1
            covered.accepted += each.mutant.id in result.accepted
    return {label: found[label] for label in sorted(found)}


def to_json(covered: Mapping[str, Covered]) -> list[dict[str, Any]]:
    """As JSON holds it."""
    return [
        {
            "object": label,
            "mutants": each.valid,
            "killed": sum(each.kills.values()),
            "crash_kills": each.crashes,
            "survived": each.survivors,
            "accepted": each.accepted,
            "assertions": [
                {"file": file, "line": line, "assertion": said, "kills": count}
                for (file, line, said), count in _foremost(each)
            ],
        }
        for label, each in covered.items()
    ]


def render(covered: Mapping[str, Covered], *, verbose: bool = False) -> str:
    """As a table: what nothing covers first."""
    valid = {label: each for label, each in covered.items() if each.valid}
    bare = {label: each for label, each in valid.items() if not each.is_covered and not each.is_excused}
    blocks = []
    if bare:
        rows = [(console.paint(label, "red"), each.valid, each.crashes or "") for label, each in bare.items()]
        blocks.append("No assertion notices these:\n" + console.table(rows, ["object", "mutants", "crash kills"]))
    rows = []
    shown: list[tuple[str, str, int, str]] = []
    for label, each in valid.items():
        name, count = label, f"{sum(each.kills.values()) + each.crashes}/{each.valid}"
        for (file, line, said), kills in _foremost(each)[: None if verbose else 1]:
            shown.append((name, count, kills, f"{file}:{line}: {said}"))
            name, count = "", ""
    if shown:
        headers = ["object", "killed", "by it", "assertion"]
        blocks.append(console.table(shown, headers, align=("left", "right", "right", "left")))
    excused = sum(each.is_excused and not each.is_covered for each in valid.values())
    number = sum(each.is_covered for each in valid.values())
    said = f", {excused} excused in assay.toml" if excused else ""
    blocks.append(f"{number} of {len(valid)} objects are covered by an assertion{said}; {len(bare)} are not")
    return "\n\n".join(blocks)


def _foremost(covered: Covered) -> Sequence[tuple[tuple[str, int, str], int]]:
    return sorted(covered.kills.items(), key=lambda pair: (-pair[1], pair[0]))
