"""Mutants that come in late: a file runs once, and stops at its assertions to ask each of the mutants that it killed.

What comes before an assertion is most of what a file costs: people, bookings, payments. Behind a mutant that this very
assertion killed before, when the mutant was there from the start, it need not be done each time. So the file does it
once, without any mutant; each is then made behind a savepoint, and the assertion is asked. Only "not ok", or an error
of the assertion itself, counts: whatever else happens, the mutant is tried from the start.

What the body of a function does may agree with itself, where it is there from the start, and disagree with what it
was: a value written with the one key and read with the other. So nothing is asked late that no assertion has killed
from the start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pgassay.assay.files import Known, Mutated, Prepared
from pgassay.assay.mutant import Mutant, literal
from pgassay.assay.session import BEGIN
from pgassay.sql import Statement

PLACES = 2
"""So many are tried where a mutant comes in: right before the assertion, then before the statements that lead to it."""
_TOGETHER = 200
"""So many mutants at most come into a file before it begins anew: what each leaves in the catalogue makes it slower."""
_SAVEPOINT = "pgassay_late"
_BACK = f"rollback to savepoint {_SAVEPOINT}"
# The planner answers by how full a table is, and what is rolled back in it leaves it fuller.
_OF_THE_PLANNER = frozenset({"explain", "uses_index"})

Late = tuple[Mutant, int]
"""A mutant, and the number of the assertion that is asked about it."""


@dataclass(frozen=True)
class Asked:
    """Mutants that a file is asked about on its way, at one stop or another.

    Attributes:
        file: it.
        stops: the mutants that come in before a statement, by its number.
    """

    file: Prepared
    stops: Mapping[int, Sequence[Late]]

    def way(self, start: int | None, end: int) -> str:
        """What the file does from one stop to the next; the last answer is the role that it has taken on by then.

        Args:
            start: number of a statement; None to begin the transaction.
            end: number of the statement before which it stops.
        """
        statements, text = self.file.source.statements, self.file.source.text
        begin = BEGIN if start is None else (_BACK, f"release savepoint {_SAVEPOINT}")
        part = text[statements[start].start if start is not None else 0 : statements[end].start]
        return ";".join([*begin, part, f"savepoint {_SAVEPOINT}", "select current_setting('role')"])

    def question(self, make: Sequence[str], entry: int, number: int, *, role: str) -> Mutated:
        """What is asked of a mutant.

        Args:
            make: the statements that make it; none to see whether the assertion holds without.
            entry: number of the statement before which it comes in.
            number: of the statement that asserts something.
            role: that the file has taken on.
        """
        role_again = f"select set_config('role', {literal(role)}, true)"
        only = self.file.source.statements[entry : number + 1]
        return Mutated.of(self.file.source, [_BACK, "set local role none", *make, role_again], begin=(), only=only)


def question(file: Prepared, known: Known, line: int, place: int) -> tuple[int, int] | None:
    """Where mutants come in, and what is asked of them: numbers of two statements.

    Args:
        file: that killed them.
        known: of it.
        line: of the assertion that did.
        place: 0 right before it, 1 before the statements that lead to it.

    Returns:
        None if there is no such place, or nothing that may be asked late.
    """
    statements = file.source.statements
    number = next((number for number in sorted(known.assertions) if statements[number].line == line), None)
    if number is None or _OF_THE_PLANNER.intersection(statements[number].words):
        return None
    entry = number
    while place and entry and entry - 1 not in known.assertions and not _begins(statements[entry - 1]):
        entry -= 1
    return (entry, number) if entry < number or not place else None


def _begins(statement: Statement) -> bool:
    """Whether a file has done nothing yet behind it."""
    return statement.words[:1] == ("begin",) or statement.words[:2] == ("select", "plan")


def together(asked: Iterable[tuple[Mutant, Prepared, int, int]]) -> list[Asked]:
    """Mutants, each with its file, where it comes in, and the assertion: by file, those with most mutants first."""
    files: dict[str, tuple[Prepared, list[tuple[int, Mutant, int]]]] = {}
    for mutant, file, entry, number in asked:
        files.setdefault(file.name, (file, []))[1].append((entry, mutant, number))
    found = []
    for file, those in files.values():
        those.sort(key=lambda each: each[0])
        for part in (those[start : start + _TOGETHER] for start in range(0, len(those), _TOGETHER)):
            stops: dict[int, list[Late]] = {}
            for entry, mutant, number in part:
                stops.setdefault(entry, []).append((mutant, number))
            found.append((len(part), Asked(file, stops)))
    return [each for _, each in sorted(found, key=lambda pair: -pair[0])]
