"""Which test files are tried first on a mutant: those that killed its like, then those that reach its object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pgassay.assay.baseline import Known, Prepared
from pgassay.assay.mutant import Mutant
from pgassay.assay.reach import Reach

_LEARNED = 4


class Order:
    """Ranks the files for each mutant. The same for the same input: nothing depends on time or on workers.

    Args:
        files: all of them.
        known: what each touches.
        reach: leaves out the files that cannot notice a mutant; None to try all.
    """

    def __init__(self, files: Sequence[Prepared], known: Mapping[str, Known], reach: Reach | None = None) -> None:
        self._reach = reach
        self._files = {file.name: file for file in files}
        self._length = {file.name: len(file.source.text) for file in files}
        self._mentions: dict[str, list[str]] = {}
        self._touches: dict[str, list[str]] = {}
        for file in files:
            for word in file.words:
                self._mentions.setdefault(word, []).append(file.name)
            for name in known[file.name].touched:
                self._touches.setdefault(name, []).append(file.name)
        self._killers: dict[tuple[str, ...], Counter[str]] = {}
        self._lines: dict[tuple[str, ...], Counter[tuple[str, int]]] = {}

    def learn(self, mutant: Mutant, file: str, line: int) -> None:
        """Remember who killed a mutant, for others like it."""
        for key in _keys(mutant):
            self._killers.setdefault(key, Counter())[file] += 1
            self._lines.setdefault(key, Counter())[file, line] += 1

    def line(self, mutant: Mutant, file: str) -> int | None:
        """The line of the assertion in a file that will most likely kill a mutant; None if none did before."""
        found = [line for name, line in self._lines.get(_keys(mutant)[0], Counter()) if name == file]
        return max(found, default=None)

    def of(self, mutant: Mutant, first: Iterable[str] = ()) -> list[Prepared]:
        """The files, the most promising first.

        Args:
            mutant: that is to be killed.
            first: those that killed it before.
        """
        names: dict[str, None] = dict.fromkeys(name for name in first if name in self._files)
        for key in _keys(mutant):
            ranked = sorted(self._killers.get(key, Counter()).items(), key=lambda pair: (-pair[1], pair[0]))
            names |= dict.fromkeys(name for name, _ in ranked[:_LEARNED])
        near = self.nearest(mutant)
        if self._reach:
            reached = self._reach.of(mutant)
            near = [name for name in near if name in reached]
        names |= dict.fromkeys(near)
        return [self._files[name] for name in names]

    def nearest(self, mutant: Mutant) -> list[str]:
        """The files, those that reach the mutant's object first."""
        score: dict[str, float] = dict.fromkeys(self._files, 0.0)
        path = mutant.object[1:]
        weights: dict[str, float] = {}
        for part, weight in zip(reversed(path), (16.0, 4.0, 1.0) if len(path) > 2 else (16.0, 1.0), strict=False):
            weights[part] = max(weight, weights.get(part, 0))
        if mutant.object[0] in ("function", "procedure", "aggregate"):
            weights = {path[1]: 16.0, path[0]: 1.0}
        for word, weight in weights.items():
            found = self._mentions.get(word, ())
            for name in found:
                score[name] += weight / len(found)
        found = self._touches.get(".".join(path[:2]), ())
        for name in found:
            score[name] += 8 / len(found) + 0.1
        return sorted(score, key=lambda name: (-score[name], self._length[name], name))


def _keys(mutant: Mutant) -> list[tuple[str, ...]]:
    """What a mutant has in common with others, the most particular first."""
    kind, schema = mutant.kind, mutant.schema
    if kind == "function":
        return [("object", *mutant.object, mutant.operator), ("object", *mutant.object),
                ("schema", kind, schema, mutant.operator)]  # fmt: skip
    return [
        ("object", *mutant.object, kind),
        ("table", kind, schema, mutant.table, mutant.operator),
        ("table", kind, schema, mutant.table),
        ("schema", kind, schema, mutant.operator),
        ("schema", kind, schema),
    ]


def rounds(mutants: Sequence[Mutant]) -> list[list[Mutant]]:
    """The mutants in three rounds: one of each kind first, then one of each table and operator, then the rest.

    What kills those of one round is tried first in the next. A round begins when the one before it is over, so that
    what was learned does not depend on the number of workers.
    """
    seen: set[tuple[str, ...]] = set()
    found: list[list[Mutant]] = [[], [], []]
    for mutant in mutants:
        general = (mutant.kind, mutant.schema, mutant.operator)
        particular = (*mutant.object, mutant.operator) if mutant.kind == "function" else (*mutant.object, mutant.kind)
        place = 0 if general not in seen else 1 if particular not in seen else 2
        seen |= {general, particular}
        found[place].append(mutant)
    return [each for each in found if each]
