"""Migrations as files: pairs of ``X.sql`` and ``X.rollback.sql``, their headers and their order."""

from __future__ import annotations

import hashlib
import heapq
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from pgassay.errors import Place, Refused
from pgassay.settings import Settings, read_text

ROLLBACK = ".rollback.sql"
# yoyo's own pattern (yoyo.migrations.parse_metadata_from_sql_comments): what it does not match, it ignores.
_DIRECTIVE = re.compile(r"^\s*--\s*(depends|transactional)\s*:\s*(.*)$")


@dataclass(frozen=True)
class Problem:
    """Something that must be mended before anything is run."""

    place: Place
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" + (f"\n  hint: {self.hint}" if self.hint else "")


def refuse(problems: Iterable[Problem]) -> None:
    """Raise one Refused that names every problem, if there is any."""
    found = sorted(set(problems), key=lambda problem: (problem.place, problem.message))
    if not found:
        return
    count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
    raise Refused("\n".join([f"nothing was run: {count}", *(str(problem) for problem in found)]))


@dataclass(frozen=True)
class Migration:
    """One change and its rollback.

    Attributes:
        id: the file's name without ``.sql``; yoyo's id.
        context: name of its folder; empty when the files lie in the migrations folder itself.
        path: the file that makes the change.
        text: its content.
        rollback_text: content of the rollback; None when that file is missing.
        directives: the header as yoyo reads it, with the line of each directive.
    """

    id: str
    context: str
    path: Path
    text: str
    rollback_text: str | None
    directives: tuple[tuple[str, str, int], ...] = ()

    @property
    def rollback_path(self) -> Path:
        """The file that undoes the change."""
        return self.path.with_name(self.id + ROLLBACK)

    @cached_property
    def hash(self) -> str:
        """yoyo's key for it: SHA-256 of the id, not of the content."""
        return _sha256(self.id)

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the change's text."""
        return _sha256(self.text)

    @cached_property
    def rollback_checksum(self) -> str:
        """SHA-256 of the rollback's text."""
        return _sha256(self.rollback_text or "")

    @cached_property
    def depends(self) -> tuple[str, ...]:
        """Ids of the migrations it needs."""
        return tuple(id for name, value, _ in self.directives if name == "depends" for id in value.split())

    @cached_property
    def transactional(self) -> bool:
        """Whether it runs in one transaction; ``-- transactional: false`` says no."""
        return not any(name == "transactional" and value.lower() == "false" for name, value, _ in self.directives)

    @cached_property
    def number(self) -> int:
        """Its number within the context; the first digits of the id after the context's name."""
        digits = re.search(r"\d+", self.id.removeprefix(self.context))
        return int(digits.group()) if digits else 0

    def place(self, directive: str = "") -> Place:
        """The line of a directive, or the file's first."""
        return Place(self.path, next((line for name, _, line in self.directives if name == directive), 1))


def read_file(path: Path, *, context: str = "") -> Migration:
    """Read one pair of files.

    Raises:
        Refused: a file cannot be read as UTF-8.
    """
    stem = str(path).removesuffix(".sql")
    text = read_text(path)
    try:
        rollback: str | None = read_text(stem + ROLLBACK)
    except FileNotFoundError:
        rollback = None
    return Migration(os.path.basename(stem), context, path, text, rollback, _header(text))  # noqa: PTH119


@dataclass(frozen=True)
class History:
    """All migrations of a project in the order in which they are applied.

    Attributes:
        migrations: in order: every one after those it depends on, contexts together, numbers ascending.
        problems: what is wrong with the order and the dependencies.
    """

    migrations: tuple[Migration, ...]
    problems: tuple[Problem, ...] = ()
    by_id: dict[str, Migration] = field(default_factory=dict)

    @property
    def contexts(self) -> tuple[str, ...]:
        """The contexts, those that others depend on first."""
        return tuple(dict.fromkeys(migration.context for migration in self.migrations))

    def only(self, contexts: Sequence[str] | None) -> tuple[Migration, ...]:
        """The migrations of some contexts with everything these depend on; all for None.

        Raises:
            Refused: there is no such context.
        """
        if contexts is None:
            return self.migrations
        if unknown := sorted(set(contexts) - set(self.contexts)):
            raise Refused(f"there is no context {', '.join(unknown)}", hint="there are: " + ", ".join(self.contexts))
        wanted = {migration.id for migration in self.migrations if migration.context in contexts}
        for migration in reversed(self.migrations):
            if migration.id in wanted:
                wanted.update(migration.depends)
        return tuple(migration for migration in self.migrations if migration.id in wanted)

    def find(self, name: str) -> Migration:
        """The one migration whose id begins with ``name``, as ``shop-0012``.

        Raises:
            Refused: none or several do.
        """
        if exact := self.by_id.get(name):
            return exact
        matches = [migration for migration in self.migrations if migration.id.startswith(name)]
        if len(matches) == 1:
            return matches[0]
        if not matches:
            last = self.migrations[-1].id if self.migrations else "there are none"
            raise Refused(f"no migration is called {name}", hint=f"the last one is {last}")
        raise Refused(f"{name} may be any of: " + ", ".join(migration.id for migration in matches))


def read(settings: Settings) -> History:
    """Read every migration of the project.

    Raises:
        Refused: the folder is missing, or a file cannot be read.
    """
    root = settings.migrations
    if not root.is_dir():
        raise Refused(f"there is no folder {root}", hint="make it, or name another in [tool.pgassay] migrations = …")
    found: list[Migration] = []
    rollbacks: set[str] = set()
    for folder, _, names in os.walk(root):  # pathlib takes three times as long on a thousand migrations
        context = os.path.relpath(folder, root).split(os.sep)[0]  # noqa: PTH206
        rollbacks.update(os.path.join(folder, name) for name in names if name.endswith(ROLLBACK))  # noqa: PTH118
        found += [
            read_file(Path(folder, name), context="" if context == os.curdir else context)
            for name in names
            if name.endswith(".sql") and not name.endswith(ROLLBACK)
        ]
    rollbacks -= {str(migration.path).removesuffix(".sql") + ROLLBACK for migration in found}
    return arrange(found, orphans=[Path(name) for name in sorted(rollbacks)])


def arrange(found: Sequence[Migration], *, orphans: Sequence[Path] = ()) -> History:
    """Put migrations in order and note what is wrong with it."""
    problems = [
        Problem(Place(path), f"there is no {path.name.removesuffix(ROLLBACK)}.sql that this rolls back")
        for path in orphans
    ]
    by_id: dict[str, Migration] = {}
    for migration in found:
        if other := by_id.get(migration.id):
            problems.append(Problem(migration.place(), f"the same name as {other.path}"))
        by_id[migration.id] = migration
    problems += _unknown_dependencies(by_id)
    ordered, circle = _sort(list(by_id.values()))
    if circle:
        names = ", ".join(migration.id for migration in circle)
        problems.append(Problem(circle[0].place("depends"), f"these depend on each other in a circle: {names}"))
    problems += _broken_chains(ordered)
    return History(tuple(ordered), tuple(problems), {migration.id: migration for migration in ordered})


def _unknown_dependencies(by_id: dict[str, Migration]) -> list[Problem]:
    return [
        Problem(Place(migration.path, line), f"depends on {id}, which does not exist", _similar(id, by_id))
        for migration in by_id.values()
        for name, value, line in migration.directives
        if name == "depends"
        for id in value.split()
        if id not in by_id
    ]


def _similar(id: str, by_id: dict[str, Migration]) -> str | None:
    start = re.match(r".*?\d+", id)
    near = [other for other in by_id if start and other.startswith(start.group())]
    return f"did you mean {near[0]}?" if near else None


def _broken_chains(ordered: Sequence[Migration]) -> list[Problem]:
    """Within one context: equal numbers, a dependency on a higher number, a link that is missing."""
    problems: list[Problem] = []
    contexts: dict[str, list[Migration]] = {}
    for migration in ordered:
        contexts.setdefault(migration.context, []).append(migration)
    for members in contexts.values():
        chained = any(migration.depends for migration in members)
        members.sort(key=lambda migration: (migration.number, migration.id))
        ids = {migration.id: migration for migration in members}
        for before, migration in pairwise(members):
            if migration.number == before.number:
                problems.append(Problem(migration.place(), f"has the same number as {before.id}"))
            elif chained and before.id not in migration.depends:
                problems.append(
                    Problem(
                        migration.place("depends"),
                        f"the chain is broken: it does not depend on {before.id}, the one before it",
                        f"begin the file with: -- depends: {before.id}",
                    )
                )
        problems += [
            Problem(migration.place("depends"), f"depends on {id}, which comes after it")
            for migration in members
            for id in migration.depends
            if id in ids and ids[id].number > migration.number
        ]
    return problems


def _sort(migrations: Sequence[Migration]) -> tuple[list[Migration], list[Migration]]:
    """Migrations after what they depend on, and those left over because they form a circle."""
    rank = _context_ranks(migrations)
    by_id = {migration.id: migration for migration in migrations}
    waits = {migration.id: sum(id in by_id for id in set(migration.depends)) for migration in migrations}
    followers: dict[str, list[Migration]] = {}
    for migration in migrations:
        for id in set(migration.depends):
            followers.setdefault(id, []).append(migration)

    def entry(migration: Migration) -> tuple[int, int, str]:
        return rank[migration.context], migration.number, migration.id

    ready = [entry(migration) for migration in migrations if not waits[migration.id]]
    heapq.heapify(ready)
    ordered: list[Migration] = []
    while ready:
        migration = by_id[heapq.heappop(ready)[2]]
        ordered.append(migration)
        for follower in followers.get(migration.id, ()):
            waits[follower.id] -= 1
            if not waits[follower.id]:
                heapq.heappush(ready, entry(follower))
    done = {migration.id for migration in ordered}
    circle = sorted((m for m in migrations if m.id not in done), key=entry)
    return ordered + circle, circle


def _context_ranks(migrations: Sequence[Migration]) -> dict[str, int]:
    """Contexts numbered so that those others need come first, else by name."""
    context_of = {migration.id: migration.context for migration in migrations}
    needs: dict[str, set[str]] = {migration.context: set() for migration in migrations}
    for migration in migrations:
        needs[migration.context] |= {context_of[id] for id in migration.depends if id in context_of}
    rank: dict[str, int] = {}
    while len(rank) < len(needs):
        left = sorted(context for context in needs if context not in rank)
        free = [context for context in left if needs[context] - {context} <= rank.keys()]
        rank[(free or left)[0]] = len(rank)
    return rank


def _header(text: str) -> tuple[tuple[str, str, int], ...]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := _DIRECTIVE.match(line):
            found.append((match.group(1), match.group(2).strip(), number))
        elif line.strip() and not line.lstrip().startswith("--"):
            break
    return tuple(found)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
