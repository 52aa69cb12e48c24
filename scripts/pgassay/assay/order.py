"""Which test files are tried first on a mutant: those that killed its like, then those that reach its object."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pgassay.assay.files import Known, Prepared
from pgassay.assay.mutant import Mutant
from pgassay.assay.reach import Reach

_WORD = re.compile(r"\w+")

_LEARNED = 4
_RANKED = 4
_FEW = 2
_TIMES = 1000
"""That a word stands so many times more in an assertion counts as much as that it stands there at all."""
_MANY_ROWS = 1000
"""A file that writes so many comes last: it takes seconds."""

Shot = tuple[Prepared, int]
"""An assertion that can be asked alone: its file, and the number of its statement."""


@dataclass(frozen=True)
class Plan:
    """What is tried on a mutant.

    Attributes:
        shots: assertions that are asked alone, before any file.
        rest: gives the files in their order, and the one that comes nearest to the mutant; asked for when no shot hits.
    """

    shots: Iterable[Shot]
    rest: Callable[[], tuple[list[Prepared], str]]

    @cached_property
    def files(self) -> list[Prepared]:
        """The files in their order."""
        return self._rest[0]

    @cached_property
    def nearest(self) -> str:
        """The file that comes nearest to the mutant; empty if none reaches it."""
        return self._rest[1]

    @cached_property
    def _rest(self) -> tuple[list[Prepared], str]:
        return self.rest()


class Order:
    """Ranks assertions and files for each mutant. The same for the same input: nothing depends on time or on workers.

    Args:
        files: all of them.
        known: what each touches.
        reach: leaves out the files that cannot notice a mutant; None to try all, and no assertion alone.
    """

    def __init__(self, files: Sequence[Prepared], known: Mapping[str, Known], reach: Reach | None = None) -> None:
        self._reach = reach
        self._known = known
        self._files = {file.name: file for file in files}
        self._length = {file.name: (known[file.name].rows > _MANY_ROWS, len(file.source.text)) for file in files}
        self._mentions: dict[str, list[str]] = {}
        self._touches: dict[str, list[str]] = {}
        self._asked: dict[str, Counter[tuple[str, int]]] = {}
        for file in files:
            for word in file.words:
                self._mentions.setdefault(word, []).append(file.name)
            for name in known[file.name].touched:
                self._touches.setdefault(name, []).append(file.name)
            for number in known[file.name].alone if reach else ():
                for word in _WORD.findall(file.source.statements[number].text):
                    self._asked.setdefault(word, Counter())[file.name, number] += 1
        # A file of one question or two asks it of the whole catalogue, and names no object.
        self._general = (
            [(name, number) for name in self._files if len(known[name].alone) <= _FEW for number in known[name].alone]
            if reach
            else []
        )
        self._killers: dict[tuple[str, ...], Counter[str]] = {}
        self._lines: dict[tuple[str, ...], Counter[tuple[str, int]]] = {}

    def learn(self, mutant: Mutant, file: str, line: int) -> None:
        """Remember who killed a mutant, for others like it."""
        for key in _keys(mutant):
            self._killers.setdefault(key, Counter())[file] += 1
            self._lines.setdefault(key, Counter())[file, line] += 1

    def plan(self, mutant: Mutant, first: tuple[str, int] = ("", 0), only: Collection[str] | None = None) -> Plan:
        """What to try on a mutant, the most promising first.

        Args:
            mutant: that is to be killed.
            first: file and line of the assertion that killed it before.
            only: the files that are left to be tried; None for all.
        """

        def rest() -> tuple[list[Prepared], str]:
            nearest = self.nearest(mutant)
            files = self._ranked(mutant, first[:1], nearest)
            return [file for file in files if only is None or file.name in only], nearest[0] if files else ""

        shots = (
            (self._files[name], number) for name, number in self._shots(mutant, first) if only is None or name in only
        )
        return Plan(shots, rest)

    def _shots(self, mutant: Mutant, first: tuple[str, int]) -> Iterator[tuple[str, int]]:
        """Assertions to ask alone: what killed it before, what killed its like, what speaks of it."""
        seen = set()
        if first[0] in self._files:
            if not self._known[first[0]].alone:
                return  # as a part of its file it killed it before
            if place := self._at(*first):
                seen.add(place)
                yield place
        score = self._spoken(mutant)
        best: dict[str, tuple[str, int]] = {}
        for each in sorted(score, key=lambda each: (-score[each], each)):
            best.setdefault(each[0], each)
        # Lines move when a list grows: then what speaks of the mutant in the same file does.
        for place in itertools.chain([best.get(first[0])], self._learned_or_spoken(mutant, best, score)):
            if place and place not in seen:
                seen.add(place)
                yield place

    def _learned_or_spoken(
        self, mutant: Mutant, best: Mapping[str, tuple[str, int]], score: Mapping[tuple[str, int], float]
    ) -> Iterator[tuple[str, int] | None]:
        count = 0
        for key in _keys(mutant):
            lines = sorted(self._lines.get(key, Counter()).items(), key=lambda pair: (-pair[1], pair[0]))
            for (name, line), _ in lines[:_LEARNED]:
                if not self._known[name].alone or count >= _LEARNED:
                    return  # a whole file does it, or none of these
                # Of what hangs on the same table the same line; else what speaks of this one in the same file.
                yield self._at(name, line) if key[0] in ("object", "table") else best.get(name)
                yield best.get(name) if key[0] in ("object", "table") else self._at(name, line)
                count += 1
        if not mutant.of_body:
            yield from sorted(best.values(), key=lambda each: (-score[each], each))[:_RANKED]
            reached = self._reach.of(mutant) if self._reach else ()
            yield from (place for place in self._general if place[0] in reached)

    def _at(self, name: str, line: int) -> tuple[str, int] | None:
        """The assertion of a file that begins on a line, if it can be asked alone."""
        if name in self._files and self._reach:
            statements = self._files[name].source.statements
            for number in self._known[name].alone:
                if statements[number].line == line:
                    return name, number
        return None

    def _spoken(self, mutant: Mutant) -> dict[tuple[str, int], float]:
        score: dict[tuple[str, int], float] = {}
        for word, weight in _weights(mutant).items():
            places = self._asked.get(word, Counter())
            for place, times in places.items():
                # Of two that speak of it, it is the one that does so more often.
                score[place] = score.get(place, 0.0) + weight * (1 + times / _TIMES) / len(places)
        return score

    def _ranked(self, mutant: Mutant, first: Iterable[str], nearest: Sequence[str]) -> list[Prepared]:
        """The files, the most promising first: those that killed it before, those that killed its like, the nearest."""
        names: dict[str, None] = dict.fromkeys(name for name in first if name in self._files)
        for place, key in enumerate(_keys(mutant)):
            ranked = sorted(self._killers.get(key, Counter()).items(), key=lambda pair: (-pair[1], pair[0]))
            # What takes long must have killed its very like.
            fit = (name for name, _ in ranked if place == 0 or not self._length[name][0])
            names |= dict.fromkeys(itertools.islice(fit, _LEARNED))
        names |= dict.fromkeys(nearest)
        reached = self._reach.of(mutant) if self._reach else names
        return [self._files[name] for name in names if name in reached]

    def nearest(self, mutant: Mutant) -> list[str]:
        """The files, those that reach the mutant's object first, those that take long last."""
        score: dict[str, float] = dict.fromkeys(self._files, 0.0)
        for word, weight in _weights(mutant).items():
            found = self._mentions.get(word, ())
            for name in found:
                score[name] += weight / len(found)
        found = self._touches.get(".".join(mutant.object[1:3]), ())
        for name in found:
            score[name] += 8 / len(found) + 0.1
        if mutant.of_body:
            # What a function does is noticed by those that call it, not by those that list it.
            for name, known in self._known.items():
                if known.alone and not known.touched:
                    score[name] /= 100
        # What is granted too much is noticed by those that read the catalogue, or by one that is refused.
        readers = self._reach.readers if self._reach and mutant.kind == "privilege" else frozenset()
        return sorted(
            score,
            key=lambda name: (self._length[name][0], name not in readers, -score[name], self._length[name][1], name),
        )


def _weights(mutant: Mutant) -> dict[str, float]:
    """How much it says of a text that it has one of these words: the names of the object."""
    path = mutant.object[1:]
    if mutant.object[0] in ("function", "procedure", "aggregate"):
        return {path[1]: 16.0, path[0]: 1.0}
    weights: dict[str, float] = {}
    for part, weight in zip(reversed(path), (16.0, 4.0, 1.0) if len(path) > 2 else (16.0, 1.0), strict=False):
        weights[part] = max(weight, weights.get(part, 0))
    return weights


def _keys(mutant: Mutant) -> list[tuple[str, ...]]:
    """What a mutant has in common with others, the most particular first."""
    kind, schema = mutant.kind, mutant.schema
    if kind == "function":
        return [
            ("object", *mutant.object, mutant.operator),
            ("object", *mutant.object),
            ("schema", kind, schema, mutant.operator),
            ("kind", kind, mutant.operator),
        ]
    of = mutant.object[0]
    return [
        ("object", *mutant.object, kind),
        ("table", kind, schema, mutant.table, mutant.operator),
        ("table", kind, schema, mutant.table),
        ("schema", kind, of, schema, mutant.operator),
        ("schema", kind, of, schema),
        ("kind", kind, of, mutant.operator),
    ]


def rounds(mutants: Sequence[Mutant]) -> list[list[Mutant]]:
    """The mutants in rounds, from the general to the particular.

    One of each kind and operator comes first, then one of each of them in each schema, then one of each object (of a
    function first one, then one of each operator), then the rest. What kills those of one round is tried first in
    the next. A round begins when the one before it is over, so that what was learned does not depend on the number of
    workers.
    """
    seen: set[tuple[str, ...]] = set()
    found: list[list[Mutant]] = [[] for _ in range(5)]
    for mutant in mutants:
        general = (mutant.kind, mutant.object[0], mutant.operator)
        levels = [general, (*general, mutant.schema), (*mutant.object, mutant.kind)]
        if mutant.kind == "function":
            levels[2:] = [(*mutant.object, mutant.operator[:4]), (*mutant.object, mutant.operator)]
        place = next((number for number, level in enumerate(levels) if level not in seen), 4)
        seen.update(levels)
        found[place].append(mutant)
    return [each for each in found if each]
