"""What survived before is tried anew all at once.

A survivor is the dearest mutant: every file that reaches it runs to its end. So a file runs once, behind all of those
that it may notice, made together. A file that notices none of many mutants notices none of them alone, but for one
that hides another: then a survivor stays one that a test could kill, and no score is too high for it. When a file
fails, halves of them are made, and halves of those, until it is known which of them it notices alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from pgassay.assay.files import Prepared
from pgassay.assay.mutant import Mutant
from pgassay.assay.stage import Stage
from pgassay.assay.trial import Trial
from pgassay.assay.verdict import Attempt, Status
from pgassay.catalogue.model import Key

Group = tuple[Prepared, Sequence[Mutant]]
"""A file, and what is made together for it."""


def groups(trials: Iterable[Trial]) -> list[Group]:
    """What is to be run: each file behind all mutants that it may notice, in as few groups as can be made at once."""
    files: dict[str, tuple[Prepared, list[dict[Key, list[Mutant]]]]] = {}
    for trial in trials:
        mutant = trial.mutant
        for file in trial.plan.files:
            made = files.setdefault(file.name, (file, []))[1]
            fits = (group for group in made if all(_apart(mutant, each) for each in group.get(mutant.object, ())))
            group = next(fits, None)
            if group is None:
                made.append(group := {})
            group.setdefault(mutant.object, []).append(mutant)
    return [(file, [*chain(*group.values())]) for file, made in files.values() for group in made]


def notice(
    stage: Stage, file: Prepared, mutants: Sequence[Mutant], *, stop: Callable[[], bool]
) -> Iterator[tuple[Mutant, Attempt]]:
    """Those of some mutants that a file notices, each with what it says of that one alone.

    Args:
        stage: where they are tried.
        file: that runs.
        mutants: that can be made together.
        stop: asked before each run.
    """
    waiting = [mutants]
    while waiting and not stop():
        some = waiting.pop()
        attempt = stage.attempt(together(some), file)
        if stage.stopped:
            return
        if attempt.status is Status.SURVIVED:
            continue
        if len(some) == 1:
            yield some[0], attempt
        else:
            half = len(some) // 2
            waiting += [some[half:], some[:half]]


def together(mutants: Sequence[Mutant]) -> Mutant:
    """Some mutants as one; of those of one object each changes another place of its definition."""
    if len(mutants) == 1:
        return mutants[0]
    of_one: dict[Key, list[Mutant]] = {}
    for mutant in mutants:
        of_one.setdefault(mutant.object, []).append(mutant)
    return replace(
        mutants[0],
        id=", ".join(mutant.id for mutant in mutants),
        operator="all at once",
        make=tuple(statement for those in of_one.values() for statement in _made(those)),
    )


def _apart(one: Mutant, other: Mutant) -> bool:
    """Whether two of one object change different places of its definition."""
    if not one.original or one.original != other.original:
        return False
    first, second = sorted([one.edit, other.edit])
    return first[1] < second[0]


def _made(mutants: Sequence[Mutant]) -> tuple[str, ...]:
    if len(mutants) == 1:
        return mutants[0].make
    text = mutants[0].original
    for start, end, new in sorted((mutant.edit for mutant in mutants), reverse=True):
        text = text[:start] + new + text[end:]
    return (text,)
